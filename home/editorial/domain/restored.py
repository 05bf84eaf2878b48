"""After a restore: whether every picture and every document of the pages has its file."""

from __future__ import annotations

from wagtail.documents import get_document_model
from wagtail.images import get_image_model


def missing_files() -> list[str]:
    """How many have none, a sentence for each kind; a restore asks it."""
    said = []
    for model, words in ((get_image_model(), "pictures"), (get_document_model(), "documents")):
        files = (row.file for row in model.objects.only("file").iterator())
        count = sum(not file.storage.exists(file.name) for file in files)
        if count:
            said.append(f"{count} {words} of the public pages have no file.")
    return said
