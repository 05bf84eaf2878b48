"""Why a file cannot be imported, and what to do about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportProblem(models.TextChoices):
    """Each says what is wrong and the remedy."""

    MISSING = "missing", _("There is no such file.")
    EMPTY = "empty", _("The file holds no text.")
    TOO_LARGE = "too_large", _("The file is larger than 20 MB: split it, or leave out the pictures.")
    KIND = "kind", _("Only .txt and .docx can be imported: open the file in an office program and save it as .docx.")
    DISGUISED = "disguised", _("The content does not match the file name's ending: save it again as .docx.")
    MACROS = "macros", _("The document holds macros: save it again as .docx without them.")
    ENCODING = "encoding", _("The text's encoding cannot be recognised: save the file again as UTF-8.")
    DAMAGED = "damaged", _("The document is damaged: open it in an office program and save it again.")


class CannotImport(ValueError):
    """Carries the problem."""

    def __init__(self, problem: ImportProblem) -> None:
        self.problem = problem
        super().__init__(problem.value)


class Doubt(models.TextChoices):
    """What an editor must look at in the draft."""

    DAMAGED_TEXT = "damaged_text", _("A character could not be read here.")
    CUT_OFF = "cut_off", _("The text seems to be cut off here.")
    FIGURE_MISSING = "figure_missing", _("A figure seems to be missing before the unit.")
    NO_NUMBER = "no_number", _("No document number was found.")
    NO_ISSUER = "no_issuer", _("No issuing body was found.")
    NO_DATE = "no_date", _("No date of issue was found.")
    NO_HEADINGS = "no_headings", _("No headings were recognised.")
