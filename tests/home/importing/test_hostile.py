"""Files that mean harm, or that hold no text we could trust, are refused with the remedy, whatever they are called."""

import io
import os
import subprocess
import time
import zipfile

import pytest

from home.enums.importing import ImportProblem
from home.importing.domain import sandbox
from home.importing.domain.document import understand
from home.importing.domain.problems import CannotImport
from home.importing.domain.reading.lines import PROBLEMS, Refused
from home.importing.domain.reading.package import size_of_picture
from home.importing.domain.sandbox import read_apart
from tests.factories.documents import ENCRYPT, NOTICE, pdf, png_header, repacked, scanned_pdf, with_body, word

TEXT = "\n".join(NOTICE).encode()
BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {x} "{"".join([f"&{y};"] * 10)}">' for x, y in zip("bcdefgh", "abcdefg", strict=True))
    + "]><w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>"
    "&h;</w:t></w:r></w:p></w:body></w:document>"
).encode()
EXTERNAL = (
    b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document xmlns:w="
    b"'http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p>"
    b"</w:body></w:document>"
)


def many_members() -> bytes:
    return repacked(word(), **{f"word/x{number}": b"" for number in range(2_100)})


def lying_about_its_size() -> bytes:
    """A zip bomb whose directory says that it holds one byte."""
    raw = bytearray(repacked(word(), **{"word/media/a.bin": b"0" * 30_000_000}))
    at = raw.rindex(b"word/media/a.bin") - 46
    assert raw[at : at + 4] == b"PK\x01\x02"
    raw[at + 24 : at + 28] = (1).to_bytes(4, "little")
    return bytes(raw)


def zip_of(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def macro_content_type() -> bytes:
    types = zipfile.ZipFile(io.BytesIO(word())).read("[Content_Types].xml")
    return types.replace(b"officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")


HOSTILE = {
    "bomb, one member": ("a.docx", lambda: repacked(word(), **{"word/media/a.png": b"0" * 90_000_000}), "bomb"),
    "bomb, too much": ("a.docx", lambda: repacked(word(), **{"word/a.bin": b"0" * 110_000_000}), "bomb"),
    "bomb, lying": ("a.docx", lying_about_its_size, "damaged"),
    "bomb, many members": ("a.docx", many_members, "bomb"),
    "bomb, nested": ("a.docx", lambda: repacked(word(), **{"word/a.zip": zip_of(a=b"0" * 1000)}), "archive"),
    "bomb, entities": ("a.docx", lambda: repacked(word(), **{"word/document.xml": BILLION_LAUGHS}), "bomb"),
    "external entity": ("a.docx", lambda: repacked(word(), **{"word/document.xml": EXTERNAL}), "bomb"),
    "entities in the numbering": ("a.docx", lambda: repacked(word(), **{"word/numbering.xml": BILLION_LAUGHS}), "bomb"),
    "macros": ("a.docx", lambda: repacked(word(), **{"word/vbaProject.bin": b"x"}), "macros"),
    "macros by type": ("a.docx", lambda: repacked(word(), **{"[Content_Types].xml": macro_content_type()}), "macros"),
    "macros by name": ("a.docm", word, "macros"),
    "controls": ("a.docx", lambda: repacked(word(), **{"word/activeX/activeX1.xml": b"<a/>"}), "macros"),
    "program inside": ("a.docx", lambda: repacked(word(), **{"word/media/a.png": b"MZ\x90"}), "program"),
    "program called .docx": ("a.docx", lambda: b"MZ\x90\0" + bytes(100), "program"),
    "program called .txt": ("a.txt", lambda: b"\x7fELF" + bytes(100), "program"),
    "program": ("a.exe", lambda: b"MZ\x90\0", "program"),
    "huge picture": ("a.docx", lambda: repacked(word(), **{"word/media/a.png": png_header(20_000, 20_000)}), "picture"),
    "not a zip": ("a.docx", lambda: b"not a zip", "disguised"),
    "a spreadsheet": ("a.docx", lambda: zip_of(**{"xl/workbook.xml": b"<a/>"}), "disguised"),
    "cut off": ("a.docx", lambda: word()[:-200], "damaged"),
    "broken inside": ("a.docx", lambda: repacked(word(), **{"word/document.xml": b"<broken"}), "damaged"),
    "old Word": ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
    "WPS": ("a.wps", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
    "old Word renamed": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
    "Word with a password": (
        "a.docx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "encrypted",
    ),
    "PDF called .txt": ("a.txt", pdf, "disguised"),
    "PDF called .docx": ("a.docx", pdf, "disguised"),
    "text called .pdf": ("a.pdf", lambda: TEXT, "disguised"),
    "page called .txt": ("a.txt", lambda: b"<html><body>" + TEXT, "disguised"),
    "rich text": ("a.rtf", lambda: b"{\\rtf1 x}", "kind"),
    "rich text called .txt": ("a.txt", lambda: b"{\\rtf1 x}", "disguised"),
    "PDF with a script": (
        "a.pdf",
        lambda: pdf(catalog="/OpenAction 100 0 R", extra={100: "<</S/JavaScript/JS(app.alert\\(1\\))>>"}),
        "active",
    ),
    "PDF with a hidden script": (
        "a.pdf",
        lambda: pdf(extra={100: "<</S/Java#53cript/#4aS(app.alert\\(1\\))>>"}),
        "active",
    ),
    "PDF that starts a program": ("a.pdf", lambda: pdf(catalog="/OpenAction<</S/Launch/F(cmd.exe)>>"), "active"),
    "PDF with a file inside": (
        "a.pdf",
        lambda: pdf(catalog="/Names<</EmbeddedFiles<</Names[(a)100 0 R]>>>>", extra={100: "<</Type/Filespec/EF<<>>>>"}),
        "active",
    ),
    "PDF with a password": ("a.pdf", lambda: pdf(trailer=ENCRYPT), "encrypted"),
    "scanned PDF": ("a.pdf", lambda: scanned_pdf(3), "scanned"),
    "empty PDF": ("a.pdf", lambda: pdf(((),)), "empty"),
    "PDF cut off": ("a.pdf", lambda: pdf()[:-400], "damaged"),
    "PDF of 301 pages": ("a.pdf", lambda: pdf([("第一行",)] * 301), "too_large"),
    "too large": ("a.txt", lambda: b"a" * (20 * 1024 * 1024 + 1), "too_large"),
    "too long": ("a.txt", lambda: "这是一句话，没有尽头。\n".encode() * 60_000, "too_large"),
    "nothing": ("a.txt", lambda: b"", "empty"),
    "white space": ("a.txt", lambda: b" \n\n\t", "empty"),
    "no text": ("a.txt", lambda: b"\x81\xff\xff\x00", "encoding"),
    "binary": ("a.txt", lambda: bytes(range(1, 128)) * 20, "encoding"),
    "empty page": ("a.html", lambda: b"<html><body><script>alert(1)</script></body></html>", "empty"),
    "page that breaks off in a script": ("a.html", lambda: b"<html><p>" + TEXT + b"</p><script>var a='", "damaged"),
    "empty Word": ("a.docx", lambda: with_body("<w:p/>"), "empty"),
}


@pytest.mark.parametrize(("name", "make", "problem"), HOSTILE.values(), ids=HOSTILE.keys())
def test_is_refused_with_its_reason(name, make, problem):
    with pytest.raises(Refused) as refused:
        understand(make(), name)

    assert refused.value.problem == problem


def test_every_reason_has_words_and_a_remedy():
    assert set(PROBLEMS) == set(ImportProblem.values)


def test_a_picture_is_measured_by_its_header():
    jpeg = b"\xff\xd8\xff\xe0\x00\x10" + bytes(14) + b"\xff\xc0\x00\x11\x08\x4e\x20\x4e\x20" + bytes(8)
    bitmap = b"BM" + bytes(16) + (20_000).to_bytes(4, "little") * 2
    gif = b"GIF89a" + (500).to_bytes(2, "little") * 2

    sizes = [size_of_picture(head) for head in (png_header(7, 9), jpeg, bitmap, gif, b"\x89PNG", b"", b"\xff\xd8\xff")]

    assert sizes == [(7, 9), (20_000, 20_000), (20_000, 20_000), (500, 500), (0, 0), (0, 0), (0, 0)]


class TestTheSandbox:
    def test_gives_back_what_the_file_says(self):
        assert read_apart(TEXT, "通知.txt") == understand(TEXT, "通知.txt")

    def test_gives_back_why_it_is_refused(self):
        with pytest.raises(CannotImport) as refused:
            read_apart(b"MZ", "a.docx")

        assert refused.value.problem == ImportProblem.PROGRAM

    def test_kills_what_does_not_end(self, hanging):
        started = time.monotonic()

        with pytest.raises(CannotImport) as refused:
            read_apart(TEXT, "a.txt", seconds=1)

        assert refused.value.problem == ImportProblem.TOO_SLOW
        assert time.monotonic() - started < 5
        assert not running(hanging)

    def test_says_so_when_the_reader_dies(self, dying):
        with pytest.raises(CannotImport) as refused:
            read_apart(TEXT, "a.txt")

        assert refused.value.problem == ImportProblem.TOO_SLOW

    def test_holds_no_secret_and_no_file_name(self, telling):
        with pytest.raises(CannotImport):
            read_apart(TEXT, "演示甲的申请.txt")

        told = telling.read_text()
        assert "SECRET" not in told
        assert ("演示甲" in told, "document.txt" in told) == (False, True)

    def test_takes_no_more_memory_than_allowed(self):
        assert limited("try: bytearray(600 * 1024 * 1024)\nexcept MemoryError: print('refused')") == "refused\n"

    def test_writes_no_file(self, tmp_path):
        file = tmp_path / "a"

        said = limited(f"import pathlib\ntry: pathlib.Path('{file}').write_text('x')\nexcept OSError: print('refused')")

        assert (said, file.stat().st_size) == ("refused\n", 0)

    @pytest.mark.parametrize(
        "code",
        [
            "open('/etc/passwd')",
            f"open('{sandbox.ROOT}/README.md')",
            f"open('{sandbox.ROOT}/home/../README.md')",
            f"open('{sandbox.ROOT}/home-beside/notes.txt')",
            "__import__('os').listdir('/')",
            "__import__('os').system('true')",
            "__import__('subprocess').run(['true'])",
            "__import__('socket').create_connection(('127.0.0.1', 9))",
            "__import__('os').remove('x')",
        ],
    )
    def test_reads_no_file_asks_no_address_and_starts_nothing(self, code):
        hook = (
            "import sys; from home.importing.domain.reading.__main__ import _only_read_code as h; sys.addaudithook(h)"
        )

        assert limited(f"{hook}\ntry: {code}\nexcept PermissionError: print('refused')") == "refused\n"


def limited(code: str) -> str:
    """What this code prints in a process with the reader's limits."""
    code = f"from home.importing.domain.reading.__main__ import _limit; _limit()\n{code}"
    command = [sandbox.sys.executable, "-c", code]
    return subprocess.run(command, cwd=sandbox.ROOT, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def reader_that(tmp_path, monkeypatch):
    """Another reader in the place of ours: a package of the same name in a directory of its own."""

    def make(code):
        folder = tmp_path
        for part in ("home", "importing", "domain", "reading"):
            folder /= part
            folder.mkdir()
            (folder / "__init__.py").touch()
        (folder / "__main__.py").write_text(code)
        monkeypatch.setattr(sandbox, "ROOT", tmp_path)
        return tmp_path / "told"

    return make


@pytest.fixture
def hanging(reader_that):
    return reader_that("import os, pathlib, time\npathlib.Path('told').write_text(str(os.getpid()))\ntime.sleep(60)")


@pytest.fixture
def dying(reader_that):
    return reader_that("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")


@pytest.fixture
def telling(reader_that, monkeypatch):
    monkeypatch.setenv("TONGXIN_SECRET_KEY", "SECRET")
    return reader_that(
        "import os, sys, pathlib\npathlib.Path('told').write_text(f'{dict(os.environ)} {sys.argv}')\nsys.exit(1)"
    )


def running(told) -> bool:
    try:
        os.kill(int(told.read_text()), 0)
    except ProcessLookupError:
        return False
    return True
