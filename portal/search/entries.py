"""What of an object goes into the index: each search field's text, under a mark that tells the fields apart."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import Manager
from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

FIELD_END = "\ue001"  # for private use, so no text holds it; to a tokenizer a letter, so no phrase reaches over it


class Piece(NamedTuple):
    """The text of one search field of an object; related fields are named author__name."""

    name: str
    text: str
    autocomplete: bool

    @property
    def is_title(self) -> bool:
        """Whether it is the object's own title, which has a column of its own and counts most."""
        return self.name == "title" and not self.autocomplete


def pieces(obj: Any) -> list[Piece]:
    """The texts of an indexed object, in the order of its search fields."""
    return list(_pieces(obj, obj.get_search_fields(), ""))


def _pieces(obj: Any, fields: Iterable[Any], path: str) -> Iterator[Piece]:
    for field in fields:
        if isinstance(field, (SearchField, AutocompleteField)):
            text = _text(field.get_value(obj))
            yield Piece(path + field.field_name, text, autocomplete=isinstance(field, AutocompleteField))
        elif isinstance(field, RelatedFields):
            for related in _related(field.get_value(obj)):
                yield from _pieces(related, field.fields, f"{path}{field.field_name}__")


def _related(value: Any) -> Iterable[Any]:
    if value is None:
        return []
    if isinstance(value, Manager):
        return value.all()
    return [value() if callable(value) else value]


def _text(value: Any) -> str:
    """A field's value as text; the parts of a list or mapping do not run into one another."""
    if value is None:
        return ""
    if isinstance(value, dict):
        value = value.values()
    elif isinstance(value, str) or not isinstance(value, (list, tuple, set)):
        return force_str(value)
    return " | ".join(map(_text, value))


def mark(name: str) -> str:
    """Four symbols that stand before a field's text. No tokenizer takes them for letters."""
    return "".join(chr(0x2500 + byte) for byte in zlib.crc32(name.encode()).to_bytes(4))


def marked(name: str, text: str) -> str:
    """A field's prepared text with its mark and its end, to be joined with others."""
    return f"{mark(name)}{text}{FIELD_END}"


def field_pattern(name: str, passage: str) -> str:
    """A regular expression for `passage` inside the field `name` of joined texts, in Python and PostgreSQL alike.

    The passage is of runs and spaces, which stand for themselves.
    """
    return f"{mark(name)}[^{FIELD_END}]*{passage}"
