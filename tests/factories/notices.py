"""A notice in Word as an office would send it, and what the importer understands of it."""

from __future__ import annotations

from home.importing.domain.document import Understood, understand

from .office import office, par, title

LONG = "各乡镇要摸清底数，做到一个孩子一份档案，并在寒假前完成走访，确保不漏一户、不落一人。"
HEAD = title("关于做好走访工作的通知") + par("各乡镇：") + par(LONG)


def read(xml: str, **parts: bytes) -> Understood:
    """The document of this body and these further parts, understood."""
    return understand(office(xml, **parts), "a.docx")


def texts(found: Understood) -> list[str]:
    """The text of each piece."""
    return [piece.text for piece in found.pieces]


def shown(xml: str, **parts: bytes) -> list[str]:
    """What follows the head."""
    return texts(read(HEAD + xml, **parts))[2:]
