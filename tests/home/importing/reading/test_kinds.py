"""What a file is by its bytes, what a downloaded file says, and what the signs of symbol fonts stand for."""

import io

import openpyxl
import pytest

from home.importing.domain.reading.characters import symbol
from home.importing.domain.reading.kinds import kind_of
from home.importing.domain.reading.lines import Refused
from home.importing.domain.reading.looking import look_into
from tests.factories.documents import pdf


@pytest.mark.parametrize(
    "begins",
    [
        b"{\\rtf1",
        b"\x89PNG\r\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"Rar!\x1a",
        b"7z\xbc\xaf'",
        b"\x1f\x8b\x08",
        b"%!PS-Adobe",
    ],
)
def test_what_is_no_text_is_not_read_as_text_whatever_its_name_says(begins):
    with pytest.raises(Refused) as refused:
        kind_of(begins + b" and words", "notice.txt")
    assert refused.value.problem == "disguised"


@pytest.mark.parametrize("begins", [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"])
def test_a_package_begins_in_one_of_three_ways(begins):
    assert kind_of(begins, "notice.DOCX") == "docx"


def test_what_a_file_to_download_says_is_read_by_its_ending_in_any_writing():
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["演示甲", "桥下村"])
    book.save(out)

    assert {"演示甲", "桥下村"} <= set(look_into(out.getvalue(), "list.XLSX"))
    assert look_into(pdf([("演示甲",)]), "list.PDF") == ["演示甲"]


@pytest.mark.parametrize(
    ("font", "sign", "shown"),
    [
        ("Wingdings", "\uf0fe", "☑"),
        ("Wingdings 2", "\uf052", "☑"),
        ("Symbol", "\uf0b3", "≥"),
        ("Wingdings 2", "\uf0ff", "\ufffd"),
    ],
)
def test_a_sign_of_a_symbol_font_is_the_character_it_shows(font, sign, shown):
    assert symbol(font, sign) == shown
