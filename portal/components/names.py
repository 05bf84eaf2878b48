"""Choosing from names that are only written in Chinese."""

from __future__ import annotations

from typing import Any

from django import forms

from .language import lang_of


class SelectOfNames(forms.Select):
    """A list of which each Chinese name on an English page says that it is Chinese (WCAG 3.1.2)."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """See Select.create_option."""
        option = super().create_option(*args, **kwargs)
        if lang_of(option["label"]):
            option["attrs"]["lang"] = "zh-Hans"
        return option
