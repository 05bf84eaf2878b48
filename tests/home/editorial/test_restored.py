"""After a restore each picture and document without its file is counted."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from home.editorial.domain.restored import missing_files
from tests.factories import home as make

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]


def document():
    return get_document_model().objects.create(title="表", file=ContentFile(b"%PDF-", name="a.pdf"))


def test_nothing_is_said_while_every_file_is_there():
    make.picture()
    document()

    assert missing_files() == []


def test_each_kind_is_counted_by_itself():
    pictures, paper = [make.picture() for _ in range(3)], document()
    for row in (*pictures[:2], paper):
        row.file.storage.delete(row.file.name)

    assert missing_files() == [
        "2 pictures of the public pages have no file.",
        "1 documents of the public pages have no file.",
    ]
