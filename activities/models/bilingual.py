"""Texts that may also be written in English."""

from __future__ import annotations

from django.utils.translation import get_language


def in_language(chinese: str, english: str) -> str:
    """The English text on an English page, when there is one; else the Chinese, which its page marks as such."""
    return english if english and (get_language() or "zh").startswith("en") else chinese
