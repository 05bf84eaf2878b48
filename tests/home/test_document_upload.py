"""A file that families are to download is refused, with the remedy, when it is not what its name says."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document

from home.importing_enums import ImportProblem
from tests.factories.documents import pdf, repacked, word

from .test_admin import editor  # noqa: F401  the fixture

pytestmark = pytest.mark.django_db

TYPES = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
REFUSED = {
    "program": ("a.docx", b"MZ\x90\0" + bytes(100)),
    "program#inside": ("a.docx", repacked(word(), **{"word/media/a.png": b"MZ\x90\0"})),
    "macros": ("a.docx", repacked(word(), **{"word/vbaProject.bin": b"x"})),
    "macros#by type": ("a.docx", repacked(word(), **{"[Content_Types].xml": TYPES})),
    "disguised": ("a.xlsx", word()),
    "disguised#text": ("a.pdf", b"text"),
    "damaged": ("a.docx", b"text"),
    "active": ("a.pdf", pdf(catalog="/OpenAction 100 0 R", extra={100: "<</S/JavaScript/JS(app.alert\\(1\\))>>"})),
    "bomb": ("a.docx", repacked(word(), **{f"word/x{number}": b"" for number in range(2_001)})),
}
TABLE = repacked(word(), **{"xl/workbook.xml": b"<workbook/>"})


def upload(editor, name, content):  # noqa: F811
    file = SimpleUploadedFile(name, content)
    return editor.post(reverse("wagtaildocs:add"), {"title": "申请表", "file": file})


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_the_remedy_and_nothing_else(case, editor):  # noqa: F811
    response = upload(editor, *REFUSED[case])
    problem = ImportProblem(case.partition("#")[0])
    assert (response.context["form"].errors, Document.objects.count()) == ({"file": [problem.label]}, 0)


@pytest.mark.parametrize(("name", "content"), [("a.docx", word()), ("a.pdf", pdf()), ("A.XLSX", TABLE)])
def test_a_clean_one_is_kept_as_it_is(name, content, editor):  # noqa: F811
    assert upload(editor, name, content).status_code == 302
    with Document.objects.get().file.open() as kept:
        assert kept.read() == content


def test_one_of_several_is_refused_too(editor):  # noqa: F811
    data = {"title": "a", "files[]": SimpleUploadedFile("a.docx", b"MZ\x90\0")}
    answer = editor.post(reverse("wagtaildocs:add_multiple"), data, headers={"x-requested-with": "XMLHttpRequest"})
    assert (answer.json()["success"], Document.objects.count()) == (False, 0)
