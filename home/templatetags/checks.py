"""What the importer was unsure of, in words."""

from __future__ import annotations

from typing import Any

from django import template

from home.enums.importing import Doubt

register = template.Library()


@register.filter
def doubt(code: str) -> str:
    """`{{ flag.code|doubt }}`: what is doubtful; the code itself when a newer version wrote it."""
    return str(Doubt(code).label) if code in Doubt.values else code


@register.filter
def marks(body: Any) -> int:
    """`{{ page.body|marks }}`: how many places are still to be checked before publishing."""
    return sum(1 for block in body.raw_data if block["type"] == "to_check")
