"""Draws an uploaded picture anew: no location, no camera, no hidden second file, limited pixels."""

from __future__ import annotations

import io
import uuid
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
# A phone's JPEG with a second picture behind the first (depth, a preview): Pillow calls it by another name.
_DRAWN_AS = {"MPO": "JPEG"}
# The brands by which a file of the ISO base media format says that it is a HEIC or AVIF photo (ISO/IEC 23008-12).
_PHONE_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"}
LONGEST_SIDE = 2400


class NotAPicture(ValidationError):
    """The file is not a picture that we accept."""


def redraw(upload: IO[bytes]) -> ContentFile[bytes]:
    """The same picture as a new file with a random name: pixels only, upright, at most 2,400 px a side.

    Raises:
        NotAPicture: it cannot be read as a JPEG, PNG or WebP, or has too many pixels.
    """
    upload.seek(0)
    try:
        with Image.open(upload, formats=list(FORMATS)) as picture:
            kind = _DRAWN_AS.get(picture.format or "", picture.format or "")
            _refuse_too_many_pixels(picture)
            upright = ImageOps.exif_transpose(picture)
            upright.load()
    except NotAPicture:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        # What Pillow raises for anything that is not what it claims to be.
        raise NotAPicture(_remedy(upload)) from error
    return _encoded(upright, kind)


def _remedy(upload: IO[bytes]) -> Any:
    """What to do with a file that cannot be read: a phone can be told to take pictures everyone can open."""
    upload.seek(4)
    if upload.read(4) == b"ftyp" and upload.read(4) in _PHONE_BRANDS:
        return _(
            "This is a HEIC photo, which only some phones can open. On an iPhone choose Settings, Camera, Formats, "
            "“Most Compatible” and take it again; or open the photo, take a screenshot of it and send that."
        )
    return _("This file is not a picture we can read. Save it as JPEG or PNG and try again.")


def _refuse_too_many_pixels(picture: Image.Image) -> None:
    """Only the header has been read so far: refusing costs no memory."""
    limit = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    if picture.width * picture.height > limit:
        raise NotAPicture(
            _("This picture has too many pixels. Make it smaller than %(limit)d million pixels and try again."),
            params={"limit": limit // 1_000_000},
        )


def _encoded(picture: Image.Image, kind: str) -> ContentFile[bytes]:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    see_through = kind != "JPEG" and picture.has_transparency_data
    clean = picture.convert("RGBA" if see_through else "RGB")
    # A new image of the pixels alone: `info`, where metadata travels, stays behind.
    bare = Image.frombytes(clean.mode, clean.size, clean.tobytes())
    out = io.BytesIO()
    bare.save(out, kind, **({"optimize": True} if kind == "PNG" else {"quality": 88}))
    return ContentFile(out.getvalue(), name=f"{uuid.uuid4().hex}.{FORMATS[kind]}")
