"""The rows of a list on the desk: plain values from a view, drawn alike everywhere.

A view translates its words once and hands over texts; nothing is looked up while the rows are drawn. What is drawn is
one table: the first cell of a row names the record and opens it, the whole row with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.template import RequestContext
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from . import forms
from .kinds import checked
from .language import lang_of

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

# "": a quiet fact. "end": what is due, or the state. "number": figures, on a phone with their head before them.
# "wide": only where there is room. "rest": on a phone as much of it as the line has room for.
COLUMNS = ("", "end", "number", "wide", "rest")
MARKS = ("", "warn", "danger", "plain", "accent")
_NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A word or two about the state of something, in a colour."""

    text: StrOrPromise
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A line below the title, perhaps with a link of its own; `about` completes the link for whoever only hears it.

    A `wide` one is shown only where there is room.
    """

    text: StrOrPromise
    url: str = ""
    about: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What can be done with a row without opening it: a link, or with `post` a button that sends `name` and `value`."""

    label: StrOrPromise
    url: str = ""
    about: str = ""
    post: bool = False
    name: str = ""
    value: str = ""


Cell = str | SafeString | Mark | tuple[str | SafeString | Mark, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column, and how its cells are set (see COLUMNS)."""

    head: StrOrPromise
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One record: what it is called, where it opens, and a cell for each column after the first."""

    title: StrOrPromise
    cells: tuple[Cell, ...]
    url: str = ""
    number: str = ""
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a page below their heads; the first head is that of the titles. `name` is heard before them."""

    columns: tuple[Column, ...]
    rows: Sequence[Row] = field(default_factory=list)
    name: StrOrPromise = ""

    def __bool__(self) -> bool:
        return bool(self.rows)


def opening(url_name: str) -> Callable[[UUID], str]:
    """The address of each record's page, by its UUID: the pattern is looked up once for a whole list."""
    before, _here, after = reverse(url_name, args=[_NOBODY]).partition(str(_NOBODY))
    return lambda uuid: f"{before}{uuid}{after}"


def rows(context: RequestContext, listing: Listing) -> dict[str, Any]:
    """`{% rows listing %}`: the list. Raises TemplateSyntaxError for a kind of column or mark that there is not."""
    attributes = [_attributes(column) for column in listing.columns]
    acts = any(row.acts for row in listing.rows)
    lines = [_line(row, attributes[1:], context if acts else None) for row in listing.rows]
    heads = [(column.head, checked("rows", column.kind, COLUMNS)) for column in listing.columns]
    return {"heads": heads, "width": len(heads) + acts, "lines": lines, "acts": acts, "name": listing.name}


def _attributes(column: Column) -> str:
    said = f' data-label="{conditional_escape(column.head)}"' if column.kind == "number" else ""
    return (f' class="{column.kind}"' if column.kind else "") + said


def _line(row: Row, attributes: Sequence[str], context: RequestContext | None) -> SafeString:
    """The cells of one row; with a context also what can be done with it."""
    cells = "".join(
        f"<td{mark}{_lang(cell)}>{_text(cell)}</td>" for mark, cell in zip(attributes, row.cells, strict=True)
    )
    acts = "" if context is None else f'<td class="act">{"".join(_act(act, context) for act in row.acts)}</td>'
    return SafeString(f'<th scope="row">{_title(row)}</th>{cells}{acts}')


def _title(row: Row) -> str:
    words = conditional_escape(row.title or "—")
    opened = f' href="{conditional_escape(row.url)}"' if row.url else ""
    title = f"<{'a' if row.url else 'b'}{opened}{lang_of(row.title)}>{words}</{'a' if row.url else 'b'}>"
    number = f" <small>{conditional_escape(row.number)}</small>" if row.number else ""
    return title + "".join(f" {_mark(mark)}" for mark in row.marks) + number + "".join(map(_note, row.notes))


def _lang(cell: Cell) -> str:
    return lang_of(cell) if isinstance(cell, str) and cell else ""


def _text(cell: Cell) -> str:
    if isinstance(cell, Mark):
        return _mark(cell)
    if isinstance(cell, tuple):
        return " ".join(_text(part) for part in cell)
    return conditional_escape(cell)


def _mark(mark: Mark) -> str:
    kind = checked("rows", mark.kind, MARKS)
    return f'<span class="tag{" " + kind if kind else ""}"{lang_of(mark.text)}>{conditional_escape(mark.text)}</span>'


def _note(note: Note) -> str:
    words = conditional_escape(note.text)
    kind = "note wide" if note.wide else "note"
    return f'<span class="{kind}">{_link(words, note.url, note.about) if note.url else words}</span>'


def _link(words: str, url: str, about: StrOrPromise) -> str:
    return f'<a href="{conditional_escape(url)}">{words}{_heard(about)}</a>'


def _heard(about: StrOrPromise) -> str:
    """What completes the words for whoever hears them without seeing the row."""
    colon = pgettext("before what is changed", ": ")
    return f'<span class="hear">{colon}{conditional_escape(about)}</span>' if about else ""


def _act(act: Act, context: RequestContext) -> str:
    words = conditional_escape(act.label)
    if not act.post:
        return _link(words, act.url, act.about)
    sent = f' name="{conditional_escape(act.name)}" value="{conditional_escape(act.value)}"' if act.name else ""
    button = f'<button class="btn quiet"{sent}>{words}{_heard(act.about)}</button>'
    return forms.post(context, SafeString(button), act.url)
