"""How large a picture is, by its first bytes alone: nothing of it is opened."""

import struct

import pytest

from home.importing.domain.reading.package import size_of_picture

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + struct.pack(">II", 640, 480)
GIF = b"GIF89a" + struct.pack("<HH", 640, 480)
BMP = b"BM" + bytes(16) + struct.pack("<ii", 640, -480)
JPEG = b"\xff\xd8" + b"\xff\xe0" + struct.pack(">H", 4) + b"ab" + b"\xff\xc0" + struct.pack(">HBHH", 8, 8, 480, 640)


@pytest.mark.parametrize("head", [PNG, GIF, BMP, JPEG + b"\x03"], ids=["png", "gif", "bmp", "jpeg"])
def test_each_kind_says_its_width_and_height(head):
    assert size_of_picture(head) == (640, 480)


@pytest.mark.parametrize("at", range(8))
def test_a_png_is_one_by_all_of_its_first_eight_bytes(at):
    assert size_of_picture(PNG[:at] + b"\x01" + PNG[at + 1 :]) == (0, 0)


@pytest.mark.parametrize(
    "head", [b"", PNG[:20], GIF[:8], BMP[:20], JPEG[:9]], ids=["nothing", "png", "gif", "bmp", "jpeg"]
)
def test_a_picture_that_is_cut_off_says_nothing(head):
    assert size_of_picture(head) == (0, 0)
