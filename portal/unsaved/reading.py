"""Reads the forms out of a page that is ready, with the place of each control in its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

Attributes = dict[str, str | None]


@dataclass
class Control:
    """One field of a form: its start tag from `start` to `end`, and for a text area its text up to `text_end`.

    The options of a list stand as controls of their own kind, `option`, under the name of the list.
    """

    kind: str
    name: str
    attributes: Attributes
    start: int
    end: int
    text_end: int = 0

    @property
    def value(self) -> str:
        """What is sent when it is ticked or chosen."""
        text = self.attributes.get("value")
        return text if text is not None else "on"

    @property
    def is_open(self) -> bool:
        """Whether people can change it."""
        return "disabled" not in self.attributes


@dataclass
class PageForm:
    """A form that changes something: where it is sent to, and its controls in order."""

    action: str
    controls: list[Control] = field(default_factory=list)

    @property
    def names(self) -> set[str]:
        """The names of its controls."""
        return {control.name for control in self.controls}


class _Reader(HTMLParser):
    def __init__(self, page: str, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.page, self.forms, self.main_at = page, list[PageForm](), 0
        self._form: PageForm | None = None
        self._list: Attributes = {}
        self._text: Control | None = None
        # As the parser counts lines: by nothing but this sign.
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "main" and not self.main_at:
            self.main_at = self._here() + len(self.get_starttag_text() or "")
        elif tag == "form":
            self._begin(given)
        elif tag == "select":
            self._list = given
        elif self._form is not None and tag in {"input", "textarea", "option", "button"}:
            self._add(self._form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea" and self._text is not None:
            self._text.text_end, self._text = self._here(), None

    def _begin(self, given: Attributes) -> None:
        is_post = (given.get("method") or "").lower() == "post"
        self._form = PageForm(urljoin(self.page, given.get("action") or "")) if is_post else None
        if self._form is not None:
            self.forms.append(self._form)

    def _add(self, form: PageForm, tag: str, given: Attributes) -> None:
        start = self._here()
        end = start + len(self.get_starttag_text() or "")
        kind = (given.get("type") or "text").lower() if tag == "input" else tag
        name = self._list.get("name") if tag == "option" else given.get("name")
        if tag == "option" and "disabled" in self._list:
            given = given | {"disabled": None}
        if name:
            form.controls.append(Control(kind, name, given, start, end))
            self._text = form.controls[-1] if kind == "textarea" else None

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column


def read(page: str, html: str) -> tuple[list[PageForm], int]:
    """The forms of the page at this address that change something, and where its main part begins (0: nowhere)."""
    reader = _Reader(page, html)
    return reader.forms, reader.main_at
