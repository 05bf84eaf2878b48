"""Why a file cannot be imported, and what to do about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportProblem(models.TextChoices):
    """Each says what is wrong and the remedy."""

    MISSING = "missing", _("There is no such file.")
    EMPTY = "empty", _("The file holds no text.")
    TOO_LARGE = "too_large", _("The file is too large (20 MB, 300 pages, 500,000 characters at most): split it.")
    TOO_SLOW = "too_slow", _("Reading took too long: split the document, or save it again as .docx.")
    BOMB = "bomb", _("The file unpacks to far more than a document holds. Do not open it; ask where it comes from.")
    KIND = (
        "kind",
        _("Only .docx, .pdf, .html and .txt can be imported: open the file in an office program and save it as .docx."),
    )
    OLD_WORD = "old_word", _("This is an old .doc or .wps file: open it in an office program and save it as .docx.")
    PROGRAM = "program", _("This is a program, not a document. Do not open it; tell your technician.")
    DISGUISED = "disguised", _("The content does not match the file name's ending: save it again as .docx.")
    MACROS = "macros", _("The document holds macros or controls: save it again as .docx without them.")
    ENCODING = "encoding", _("The text's encoding cannot be recognised: save the file again as UTF-8.")
    GARBLED = "garbled", _("The text was damaged when it was converted: get the original, or save it again as UTF-8.")
    DAMAGED = "damaged", _("The document is damaged: open it in an office program and save it again.")
    ENCRYPTED = "encrypted", _("The document has a password: open it, remove the password and save it again.")
    SCANNED = (
        "scanned",
        _("The pages are pictures (a scan): ask the office that issued it for the Word file, or have the text typed."),
    )
    ACTIVE = (
        "active",
        _("The PDF holds a script, a program or other files: print it to a new PDF, or use the Word file."),
    )
    PICTURE = "picture", _("A picture in the document has more than 100 million pixels: delete it and save again.")
    ARCHIVE = "archive", _("There is an archive inside the document: take it out and save the document again.")
    NO_GLYPHS = "no_glyphs", _("The letters of this PDF cannot be read as text: use the Word file instead.")


class CannotImport(ValueError):
    """Carries the problem."""

    def __init__(self, problem: ImportProblem) -> None:
        self.problem = problem
        super().__init__(problem.value)
