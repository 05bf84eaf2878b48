"""A Word document or a table as a package: opened only after every member was unpacked in small pieces and counted."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib

from .kinds import PROGRAMS
from .lines import Refused
from .package_safety import refuse_active
from .trees import tree

MAX_MEMBERS = 2_000
# Office's own XML shrinks to a fiftieth at most; pictures hardly. The first megabyte is free.
MAX_RATIO = 150
FREE = 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PIXELS = 100_000_000
CHUNK = 64 * 1024
HEAD = 4096

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".webp")


class Package:
    """The members by name, and what of them is listed as left out."""

    def __init__(self, raw: bytes, main_part: str = "word/document.xml") -> None:
        """Raises Refused: too much in it, macros, other archives, pictures no screen can show, not a document."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as error:
            raise Refused("damaged") from error
        members = self._zip.infolist()
        self.left_out: list[str] = []
        if len(members) > MAX_MEMBERS:
            raise Refused("bomb")
        # Some programs write the names in other letters or with the other stroke.
        self._names = {member.filename.replace("\\", "/").lower(): member.filename for member in members}
        if len(self._names) != len(members):
            raise Refused("damaged")
        if any("vbaproject" in name or "/activex/" in name for name in self._names):
            raise Refused("macros")
        self._count(members, len(raw))
        if b"macroEnabled" in self.read("[Content_Types].xml"):
            raise Refused("macros")
        folder = main_part.partition("/")[0] + "/"
        related = (name for name in self._related("", "_rels/.rels", "officeDocument") if name.startswith(folder))
        self.main = next(related, main_part)
        if not self.read(self.main):
            raise Refused("disguised")
        refuse_active(self._names, self.read)

    def read(self, name: str) -> bytes:
        """A member's bytes; empty when there is none. Its size was counted before."""
        known = self._names.get(name.lower())
        return self._zip.read(known) if known else b""

    @property
    def names(self) -> list[str]:
        """All members, in small letters."""
        return list(self._names)

    def parts(self, kind: str) -> list[str]:
        """The members of a kind (styles, header, …): what the document names as such, and what is called so."""
        folder, name = posixpath.split(self.main)
        called = re.compile(rf"{re.escape(folder.lower())}/{kind}\d*\.xml")
        related = self._related(folder, f"{folder}/_rels/{name}.rels", kind)
        return list(dict.fromkeys([*related, *(name for name in self._names if called.fullmatch(name))]))

    def _related(self, folder: str, name: str, kind: str) -> list[str]:
        """The members to which this list of relationships gives the kind. Raises Refused."""
        raw = self.read(name)
        found = []
        for one in tree(raw) if raw else []:
            if (one.get("Type") or "").endswith(f"/{kind}") and one.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or ""))
                found.append(target.removeprefix("/").lower())
        return [target for target in found if target in self._names]

    def _count(self, members: list[zipfile.ZipInfo], packed: int) -> None:
        """What unpacking really gives, whatever the directory says."""
        total = 0
        for member in members:
            if member.flag_bits & 1:
                raise Refused("encrypted")
            size, head = self._unpack(member, MAX_UNPACKED - total)
            total += size
            if size > FREE and size > MAX_RATIO * max(member.compress_size, 1):
                raise Refused("bomb")
            self._look_at(member.filename, head)
        if total > FREE and total > MAX_RATIO * packed:
            raise Refused("bomb")

    def _unpack(self, member: zipfile.ZipInfo, allowed: int) -> tuple[int, bytes]:
        size, head = 0, b""
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(CHUNK):
                    head = head or chunk[:HEAD]
                    size += len(chunk)
                    if size > allowed:
                        raise Refused("bomb")
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise Refused("damaged") from error
        return size, head

    def _look_at(self, name: str, head: bytes) -> None:
        lower = name.lower()
        if head.startswith(PROGRAMS):
            raise Refused("program")
        if "/embeddings/" in lower or "afchunk" in lower:
            self.left_out.append(name)
        elif head.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
            raise Refused("archive")
        elif lower.endswith(_PICTURES):
            width, height = size_of_picture(head)
            if width * height > MAX_PIXELS:
                raise Refused("picture")
            if lower.startswith("word/"):
                self.left_out.append(f"{name} ({width} × {height})" if width else name)


def size_of_picture(head: bytes) -> tuple[int, int]:
    """Width and height in pixels from the first bytes of a PNG, GIF, BMP or JPEG; (0, 0) when they do not tell."""
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack(">II", head[16:24])
        if head.startswith(b"GIF8"):
            return struct.unpack("<HH", head[6:10])
        if head.startswith(b"BM"):
            width, height = struct.unpack("<ii", head[18:26])
            return abs(width), abs(height)
        return _size_of_jpeg(head) if head.startswith(b"\xff\xd8") else (0, 0)
    except struct.error:
        return 0, 0


def _size_of_jpeg(head: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(head) and head[at] == 0xFF:
        marker, length = head[at + 1], struct.unpack(">H", head[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + max(length, 2)
    return 0, 0
