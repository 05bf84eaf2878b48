"""Why a file cannot be imported and what to do about it; what an editor must look at in an imported draft."""

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
    ID_NUMBER = (
        "id_number",
        _("There is an ID number in the document: delete it, or the list it stands in, and choose the file again."),
    )
    SECRET = (
        "secret",
        _(
            "The document bears a mark of secrecy: it must not be on this site. Nothing of it was kept. "
            "Tell your office's secrecy officer that it was on this computer."
        ),
    )
    OFD = "ofd", _("This is an .ofd file: open it in an OFD reader and print it to a PDF, or ask for the Word file.")
    SPREADSHEET = (
        "spreadsheet",
        _("This is a spreadsheet: copy the table into a Word document and save it as .docx."),
    )
    NO_GLYPHS = "no_glyphs", _("The letters of this PDF cannot be read as text: use the Word file instead.")


class Doubt(models.TextChoices):
    """What an editor must look at in an imported draft."""

    DAMAGED_TEXT = "damaged_text", _("A character could not be read here.")
    CUT_OFF = "cut_off", _("The text seems to be cut off here.")
    FIGURE_MISSING = "figure_missing", _("A figure seems to be missing before the unit.")
    NOT_SHOWN = "not_shown", _("Deleted or hidden text stood here; it was left out.")
    PICTURE_LEFT_OUT = (
        "picture_left_out",
        _("A picture or drawing stood here: if it says something, write it as text or add the picture."),
    )
    FORMULA = "formula", _("A formula stood here: compare it with the original.")
    TRACKED = (
        "tracked",
        _("The file holds changes that nobody has accepted; the draft has the new wording. Ask which text is final."),
    )
    CELLS_JOINED = (
        "cells_joined",
        _("Cells of this table were joined; a value now stands in each row it holds for. Compare with the original."),
    )
    COLUMNS = "columns", _("The page has two columns: check that the text runs on in the right order.")
    REPEALS = "repeals", _("Another document is repealed here: enter it under “Relations and files”.")
    NOT_PUBLIC = "not_public", _("This says the document is not for the public: ask whether it may be published.")
    TABLE_LOST = "table_lost", _("This looks like a table; a PDF does not keep its columns.")
    SCANNED_PAGE = "scanned_page", _("A page of the PDF is a picture: its text is not in the draft.")
    PARTLY_DAMAGED = "partly_damaged", _("Parts of the PDF are damaged: compare the draft with the original.")
    LEFT_OUT = "left_out", _("Another document is embedded; its text is not in the draft.")
    OTHER_ENCODING = "other_encoding", _("The text was in another encoding and has been converted.")
    REPAIRED = "repaired", _("The text had been decoded wrongly; it was repaired. Compare it with the original.")
    TRADITIONAL = "traditional", _("The text is in traditional characters.")
    WORK_OUT_DATE = "work_out_date", _("A date follows from this: work it out and enter it.")
    DATES_CONTRADICT = "dates_contradict", _("The last day in force is before the first one.")
    NO_TITLE = "no_title", _("No title was found; the file's name stands in its place.")
    NO_NUMBER = "no_number", _("No document number was found.")
    NO_ISSUER = "no_issuer", _("No issuing body was found.")
    NO_DATE = "no_date", _("No date of issue was found.")
    NO_HEADINGS = "no_headings", _("No headings were recognised.")
