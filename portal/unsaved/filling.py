"""Puts what was typed back into the form of a page that is ready to be sent: nothing of it is saved by that.

The page is the one the site makes now, for this person, with what is kept now. Only the fields are as they were typed,
the hidden ones that say what the person had seen among them: what somebody else has changed meanwhile is still refused.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from django.utils.html import escape, format_html_join

from .keeping import Fields, Typed
from .reading import Attributes, Control, PageForm, read

NEVER_FILLED = frozenset({"password", "file", "submit", "button", "image", "reset"})
TICKED = {"checkbox": "checked", "radio": "checked", "option": "selected"}
# What Django and Wagtail count rows and blocks by: it goes with the rows that are there.
_COUNTS = re.compile(
    r"-(?:TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS|ORDER|DELETE|count|order|deleted|type|id)$"
)
# Ticks, numbers, and what the page itself had put in: nobody has typed them.
_NOT_TYPED = re.compile(r"(?:on|true|false|null|[\d.]*|[\da-f]{8}-[\da-f-]{27}|\w+:[\da-f]{12}(?: .*)?)", re.DOTALL)

Edit = tuple[int, int, str]


@dataclass(frozen=True)
class Filled:
    """The page with what was typed, whether its form was found, and the texts that have no field there any more."""

    html: str
    found: bool
    left: list[str]

    @property
    def left_text(self) -> str:
        """Those texts in one, to be copied; of an editor's page all blocks, as the form was sent."""
        return "\n\n".join(self.left)


def fill(html: str, typed: Typed) -> Filled:
    """Fill the form in. What is said about it is placed by `place_notice`."""
    forms, _main_at = read(typed.page, html)
    form = _same_form(forms, typed)
    if form is None:
        return Filled(html, found=False, left=_words(typed.fields))
    edits, used = _edits(form, typed.fields)
    left = {name: values for name, values in typed.fields.items() if name not in used}
    return Filled(_edited(html, edits), found=True, left=_words(left))


def place_notice(page: str, html: str, notice: str) -> str:
    """Say something where the main part of the page begins; a page without one stays as it is."""
    _forms, main_at = read(page, html)
    return html[:main_at] + notice + html[main_at:] if main_at else html


def _same_form(forms: list[PageForm], typed: Typed) -> PageForm | None:
    """The form that is sent to the same address and has most of the fields, with most of them as they were."""

    def likeness(form: PageForm) -> tuple[int, int]:
        same = sum(
            control.value in typed.fields.get(control.name, ())
            for control in form.controls
            if control.kind in {"hidden", "button"}
        )
        return len(form.names & typed.fields.keys()), same

    alike = [form for form in forms if form.action == typed.action and likeness(form)[0]]
    return max(alike, key=likeness, default=None)


def _edits(form: PageForm, fields: Fields) -> tuple[list[Edit], set[str]]:
    """What to change in the page's text, and the names of the fields that are in their places."""
    edits, taken = list[Edit](), dict[str, int]()
    offered = {(control.name, control.value) for control in form.controls if control.kind in TICKED}
    used = {control.name for control in form.controls if control.kind in NEVER_FILLED}
    for control in form.controls:
        if not control.is_open or control.kind in NEVER_FILLED or _COUNTS.search(control.name):
            continue
        values = fields.get(control.name, [])
        if control.kind in TICKED:
            if _may_tick(control, values, offered):
                edits.append(_ticked(control, is_on=control.value in values))
                used.add(control.name)
        elif (number := taken.get(control.name, 0)) < len(values):
            taken[control.name] = number + 1
            edits.append(_written(control, values[number]))
            used.add(control.name)
    return edits, used


def _may_tick(control: Control, values: list[str], offered: set[tuple[str, str]]) -> bool:
    """Whether the choice can be shown as it was made; one that is offered no more leaves the page's own."""
    if control.kind == "checkbox":
        return all((control.name, value) in offered for value in values)
    return any((control.name, value) in offered for value in values)


def _ticked(control: Control, *, is_on: bool) -> Edit:
    word = TICKED[control.kind]
    given = {name: value for name, value in control.attributes.items() if name != word}
    tag = "option" if control.kind == "option" else "input"
    return control.start, control.end, _tag(tag, given | ({word: None} if is_on else {}))


def _written(control: Control, text: str) -> Edit:
    if control.kind == "textarea":
        # The first line break of a text area is no part of its text.
        return control.end, control.text_end, "\n" + escape(text)
    return control.start, control.end, _tag("input", control.attributes | {"value": text})


def _tag(name: str, attributes: Attributes) -> str:
    bare = "".join(f" {key}" for key, value in attributes.items() if value is None)
    pairs = [(key, value) for key, value in attributes.items() if value is not None]
    return "<" + name + format_html_join("", ' {}="{}"', pairs) + bare + ">"


def _edited(html: str, edits: list[Edit]) -> str:
    for start, end, text in sorted(edits, reverse=True):
        html = html[:start] + text + html[end:]
    return html


def _words(fields: Fields) -> list[str]:
    """The texts among these fields that somebody has typed."""
    typed = (_plain(value) for name, values in fields.items() if not _COUNTS.search(name) for value in values)
    return list(dict.fromkeys(text for text in typed if not _NOT_TYPED.fullmatch(text)))


def _plain(value: str) -> str:
    """The words of an editor's text, which is sent as a list of its blocks; any other value as it is."""
    try:
        blocks = json.loads(value)["blocks"]
        return "\n\n".join(str(block["text"]) for block in blocks).strip()
    except (ValueError, TypeError, KeyError):
        return value.strip()
