"""Uploaded pictures are drawn anew: nothing hidden in a file reaches the public."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from wagtail.images.forms import get_image_form

from home.models import Picture
from portal.pictures import LONGEST_SIDE, NotAPicture, redraw
from tests.factories import home as make

# Wagtail leaves the temporary file of a rendition to the garbage collector, which warns in whatever test runs then.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


def located() -> bytes:
    """A photo that says where it was taken, by which camera, and lies on its side."""
    exif = Image.Exif()
    exif[Base.Make] = "Secret Camera"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (28.0, 6.0, 36.0)})
    return make.jpeg((80, 40), exif)


def raw(field) -> bytes:
    field.close()
    with field.storage.open(field.name) as file:
        return file.read()


def test_the_test_photo_really_is_located():
    assert Image.open(io.BytesIO(located())).getexif().get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] == "N"


def test_neither_the_original_nor_a_rendition_keeps_the_location_or_the_camera(db):
    picture = Picture.objects.create(title="图", file=ContentFile(located(), name="me-at-home.jpg"))
    for field in (
        picture.file,
        picture.get_rendition("width-30").file,
        picture.get_rendition("width-30|format-webp").file,
    ):
        content = raw(field)
        assert (dict(Image.open(io.BytesIO(content)).getexif()), b"Secret" in content) == ({}, False)


def test_a_picture_is_turned_upright_and_its_file_name_says_nothing(db):
    picture = Picture.objects.create(title="图", file=ContentFile(located(), name="me-at-home.jpg"))
    assert (picture.width, picture.height) == (40, 80)
    assert "me-at-home" not in picture.file.name
    assert picture.file_size == picture.file.size


@pytest.mark.parametrize("name", ["IMG_0001.jpg", "IMG_0001.JPEG"])
def test_a_phone_photo_with_a_second_picture_behind_the_first_is_taken_without_it(db, name):
    """Pillow reads such a `.jpg` as MPO, even when only JPEG was asked for: it was an error page."""
    out = io.BytesIO()
    behind = Image.new("RGB", (40, 20), "red")
    Image.new("RGB", (80, 40), "blue").save(out, "MPO", save_all=True, append_images=[behind])
    assert Image.open(io.BytesIO(out.getvalue()), formats=["JPEG"]).format == "MPO"

    drawn = redraw(io.BytesIO(out.getvalue()))
    form = get_image_form(Picture)(
        {"title": "图", "description": "演示"}, {"file": SimpleUploadedFile(name, out.getvalue(), "image/jpeg")}
    )

    with Image.open(drawn) as picture:
        assert (picture.format, picture.size, drawn.name[-4:]) == ("JPEG", (80, 40), ".jpg")
    assert form.errors.get("file") is None


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_heic_photo_is_refused_with_what_to_do_on_the_phone(brand):
    with pytest.raises(NotAPicture) as refused:
        redraw(io.BytesIO(b"\0\0\0\x18ftyp" + brand + bytes(40)))

    assert "HEIC" in refused.value.messages[0]


def test_a_large_picture_is_made_smaller(db):
    assert max(Image.open(io.BytesIO(raw(make.picture(size=(4000, 1000)).file))).size) == LONGEST_SIDE


def test_a_see_through_png_stays_see_through():
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(out, "PNG")
    assert Image.open(redraw(io.BytesIO(out.getvalue()))).mode == "RGBA"


def test_what_was_appended_to_a_picture_is_gone():
    assert b"<script>" not in redraw(io.BytesIO(make.jpeg() + b"<script>alert(1)</script>")).read()


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        b"",
        b"\xff\xd8\xff\xe0 not a picture",
        make.jpeg()[:200],
    ],
)
def test_what_is_not_a_picture_is_refused(content):
    with pytest.raises(NotAPicture):
        redraw(io.BytesIO(content))


def test_too_many_pixels_are_refused_before_they_are_unpacked(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100
    with pytest.raises(NotAPicture, match="像素"):
        redraw(io.BytesIO(make.jpeg((20, 20))))


@pytest.mark.parametrize(
    ("name", "content"), [("a.jpg", make.jpeg()[:200]), ("a.jpg", b"<html>"), ("a.svg", make.jpeg())]
)
def test_the_editors_form_refuses_beside_the_field(db, name, content):
    form = get_image_form(Picture)({"title": "图"}, {"file": SimpleUploadedFile(name, content)})
    assert list(form.errors) == ["file"]
