"""The form with which editors put files for download into the library: each is looked into, in a process apart."""

from __future__ import annotations

import threading
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from home.editorial.domain.content_numbers import has_id_number
from home.editorial.forms.pages import OpenFormMixin
from home.editorial.forms.pictures import KeptUnderPagesMixin
from home.enums.importing import ImportProblem

from ..domain.problems import CannotImport
from ..domain.sandbox import look_apart

BUSY = _("Other files are being looked into just now: try again in a minute.")
SECONDS_TO_WAIT = 2
# A look may take half a gigabyte and twenty seconds, and visitors are served by the same threads.
_at_once = threading.BoundedSemaphore(2)


class DocumentForm(KeptUnderPagesMixin, OpenFormMixin, BaseDocumentForm):
    """A file for pages: no program, no macros, no script, no ID number, no password, and what its name says.

    It is kept as it is.
    """

    def clean_file(self) -> Any:
        """Raises ValidationError with the remedy."""
        file = super().clean_file()
        if "file" in self.changed_data:
            if has_id_number(_texts_in(file)):
                raise ValidationError(ImportProblem.ID_NUMBER.label)
            file.seek(0)
        return file

    def _post_clean(self) -> None:
        """Wagtail would say besides that a file which was refused has no ending."""
        if "file" not in self.errors:
            super()._post_clean()


def _texts_in(file: Any) -> list[str]:
    """Raises ValidationError with the remedy."""
    if not _at_once.acquire(timeout=SECONDS_TO_WAIT):
        raise ValidationError(BUSY)
    try:
        return look_apart(file.read(), file.name)
    except CannotImport as refused:
        raise ValidationError(refused.problem.label) from refused
    finally:
        _at_once.release()
