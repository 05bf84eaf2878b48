"""A file that families are to download is refused, with the remedy, when it is not what its name says."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document

from home.enums.importing import ImportProblem
from home.importing.domain import sandbox
from home.importing.domain.reading.looking import LOOKS
from home.importing.forms import documents
from tests.factories.documents import ENCRYPT, pdf, pdf_with_packed, repacked, scanned_pdf, word

pytestmark = pytest.mark.django_db

OLE = b"\xd0\xcf\x11\xe0" + bytes(5_000) + "\x01Ole10Native".encode("utf-16-le")
RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" TargetMode="External" '
    'Target="{}"/></Relationships>'
)


def with_template(target):
    return repacked(word(), **{"word/_rels/settings.xml.rels": RELATION.format(target).encode()})


TYPES = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
NUMBER = "529999201503070011"


def table_of(*cells):
    strings = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    return repacked(TABLE, **{"xl/sharedStrings.xml": f"<sst>{strings}</sst>".encode()})


TABLE = repacked(word(), **{"xl/workbook.xml": b"<workbook/>"})
REFUSED = {
    "program": ("a.docx", b"MZ\x90\0" + bytes(100)),
    "program#inside": ("a.docx", repacked(word(), **{"word/media/a.png": b"MZ\x90\0"})),
    "macros": ("a.docx", repacked(word(), **{"word/vbaProject.bin": b"x"})),
    "macros#by type": ("a.docx", repacked(word(), **{"[Content_Types].xml": TYPES})),
    "disguised": ("a.xlsx", word()),
    "disguised#text": ("a.pdf", b"text"),
    "disguised#no package": ("a.docx", b"text"),
    "disguised#a table": ("a.xlsx", b"text"),
    "old_word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    "damaged": ("a.docx", word()[:-200]),
    "damaged#inside": ("a.docx", repacked(word(), **{"word/document.xml": b"<broken"})),
    "damaged#pdf": ("a.pdf", pdf()[:-400]),
    "encrypted": ("a.pdf", pdf(trailer=ENCRYPT)),
    "encrypted#word": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    "active": ("a.pdf", pdf(catalog="/OpenAction 100 0 R", extra={100: "<</S/JavaScript/JS(app.alert\\(1\\))>>"})),
    "active#hidden": ("a.pdf", pdf(extra={100: "<</S/Java#53cript/#4aS(app.alert\\(1\\))>>"})),
    "active#packed away": ("a.pdf", pdf_with_packed("<</S/JavaScript/JS(app.alert\\(1\\))>>")),
    "active#program": ("a.pdf", pdf(catalog="/OpenAction<</S/Launch/F(cmd.exe)>>")),
    "active#file inside": (
        "a.pdf",
        pdf(catalog="/Names<</EmbeddedFiles<</Names[(a)100 0 R]>>>>", extra={100: "<</Type/Filespec/EF<<>>>>"}),
    ),
    "active#sends a form": ("a.pdf", pdf(extra={100: "<</S/SubmitForm/F(http://example.test/)>>"})),
    "archive": ("a.docx", repacked(word(), **{"word/a.zip": repacked(word())})),
    "archive#wrapped up": ("a.docx", repacked(word(), **{"word/embeddings/oleObject1.bin": OLE})),
    "archive#wrapped up in a table": ("a.xlsx", repacked(TABLE, **{"xl/embeddings/oleObject1.bin": OLE})),
    "macros#fetched": ("a.docx", with_template("https://example.test/a.dotm")),
    "macros#fetched, in other letters": (
        "a.docx",
        repacked(word(), **{"Word\\_rels\\settings2.XML.rels": RELATION.format("https://example.test/a").encode()}),
    ),
    "damaged#twice, in other letters": ("a.docx", repacked(word(), **{"Word/Document.xml": b"<a/>"})),
    "macros#fetched from a share": ("a.docx", with_template("\\\\example.test\\a.dotm")),
    "macros#fetched from a file share": ("a.docx", with_template("file:///\\example.test\\a.dotm")),
    "id_number": ("a.docx", word(["名单"], table=[("演示甲", NUMBER), ("演示乙", "")])),
    "id_number#with spaces": ("a.docx", word(["演示甲，身份证号 529999 20150307 0011。"])),
    "id_number#in a table": ("a.xlsx", table_of("演示甲", NUMBER)),
    "id_number#with a prefix": (
        "a.xlsx",
        repacked(TABLE, **{"xl/strings.xml": f'<x:sst xmlns:x="x"><x:si><x:t>{NUMBER}</x:t></x:si></x:sst>'.encode()}),
    ),
    "id_number#as a formula": (
        "a.xlsx",
        repacked(TABLE, **{"xl/worksheets/sheet1.xml": f'<s><c t="str"><v>{NUMBER}</v></c></s>'.encode()}),
    ),
    "id_number#in a PDF": ("a.pdf", pdf((("名单",), (f"演示甲 {NUMBER}",)))),
    "bomb#entities": ("a.docx", repacked(word(), **{"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"})),
    "bomb#one member": ("a.docx", repacked(word(), **{"word/media/a.png": b"0" * 90_000_000})),
    "bomb": ("a.docx", repacked(word(), **{f"word/x{number}": b"" for number in range(2_001)})),
}


CLEAN = [
    ("a.docx", word()),
    ("own template.docx", with_template("file:///C:\\Users\\a\\Normal.dotm")),
    ("a.pdf", pdf()),
    ("packed.pdf", pdf_with_packed("<</S/URI/URI(https://example.test/)>>")),
    ("scan.pdf", scanned_pdf(3)),
    ("long.pdf", pdf([("第一行",)] * 301)),
    ("A.XLSX", TABLE),
    ("codes.xlsx", table_of("项目编号 331125202613450017", "331125199913450018", "社会信用代码 113311250000000000")),
]


def upload(editor, name, content):
    file = SimpleUploadedFile(name, content)
    return editor.post(reverse("wagtaildocs:add"), {"title": "申请表", "file": file})


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_with_the_remedy_and_nothing_else(case, editor):
    response = upload(editor, *REFUSED[case])
    problem = ImportProblem(case.partition("#")[0])
    assert (response.context["form"].errors, Document.objects.count()) == ({"file": [problem.label]}, 0)


@pytest.mark.parametrize(("name", "content"), CLEAN)
def test_a_clean_one_is_kept_as_it_is(name, content, editor):
    assert upload(editor, name, content).status_code == 302
    with Document.objects.get().file.open() as kept:
        assert kept.read() == content


def test_one_of_several_is_refused_too(editor):
    data = {"title": "a", "files[]": SimpleUploadedFile("a.docx", b"MZ\x90\0")}
    answer = editor.post(reverse("wagtaildocs:add_multiple"), data, headers={"x-requested-with": "XMLHttpRequest"})
    assert (answer.json()["success"], Document.objects.count()) == (False, 0)


def test_many_at_once_wait_for_one_another_and_not_the_visitors(editor, monkeypatch):
    monkeypatch.setattr(documents, "SECONDS_TO_WAIT", 0.01)
    monkeypatch.setattr(documents, "_at_once", threading.BoundedSemaphore(1))

    with documents._at_once:
        refused = upload(editor, "a.pdf", pdf())
    taken = [upload(editor, "a.pdf", pdf()).status_code for _time in range(2)]

    assert (refused.context["form"].errors, taken) == ({"file": [documents.BUSY]}, [302, 302])


def test_what_is_no_document_is_refused_by_its_ending(editor):
    response = upload(editor, "a.svg", b"<svg/>")

    assert (list(response.context["form"].errors), Document.objects.count()) == (["file"], 0)


def test_every_ending_that_the_library_takes_is_looked_into(settings):
    assert {f".{ending}" for ending in settings.WAGTAILDOCS_EXTENSIONS} == LOOKS.keys()


def test_one_that_takes_too_long_is_refused(editor, monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 0.01)

    response = upload(editor, "a.pdf", pdf())

    assert response.context["form"].errors == {"file": [ImportProblem.TOO_SLOW.label]}


def test_a_new_file_in_the_place_of_an_old_one_is_looked_into(editor):
    upload(editor, "a.pdf", pdf())
    document = Document.objects.get()
    data = {"title": "b", "file": SimpleUploadedFile("a.pdf", REFUSED["active"][1])}

    response = editor.post(reverse("wagtaildocs:edit", args=[document.pk]), data)

    assert response.context["form"].errors == {"file": [ImportProblem.ACTIVE.label]}


def test_a_new_title_needs_no_look_at_the_file(editor, monkeypatch):
    upload(editor, "a.pdf", pdf())
    monkeypatch.setattr(sandbox, "SECONDS", 0.01)

    editor.post(reverse("wagtaildocs:edit", args=[Document.objects.get().pk]), {"title": "b"})

    assert Document.objects.get().title == "b"


def test_one_put_in_while_choosing_a_file_for_a_page_is_refused_too(editor):
    data = {
        "document-chooser-upload-title": "a",
        "document-chooser-upload-file": SimpleUploadedFile("a.pdf", REFUSED["active"][1]),
    }
    answer = editor.post(reverse("wagtaildocs_chooser:create"), data)

    assert (str(ImportProblem.ACTIVE.label) in answer.json()["htmlFragment"], Document.objects.count()) == (True, 0)
