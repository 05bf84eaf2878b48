"""A form never undoes what it did not show: what it showed travels with it, and is compared when it is saved.

Each field counts for itself: who changed the phone and who changes the hours meanwhile do not stand in each other's
way. Only where saving would put back, or overwrite unseen, what somebody else has written is it refused, and the
difference shown; the next saving has seen it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from django.utils.translation import pgettext

from portal.pages.dates import when_text

FIELD = "seen"
LENGTH = 12
LEFT = object()


@dataclass(frozen=True)
class Difference:
    """One field that somebody else has changed meanwhile: its name on the screen, what it says now, what was typed.

    `typed` is empty where whoever sent the form had left it as it was shown.
    """

    label: str
    now: str
    typed: str


def seen_of(values: Mapping[str, Any]) -> str:
    """What goes into the form about the values it shows: `name:fingerprint` by blanks; it gives none of them away."""
    return " ".join(f"{name}:{_fingerprint(name, value)}" for name, value in sorted(values.items()))


def changed_since(seen: str, now: Mapping[str, Any]) -> set[str]:
    """The names of what was changed since the form was made; nothing for a form that did not say what it showed."""
    shown = dict(pair.split(":", 1) for pair in seen.split() if ":" in pair)
    return {name for name, value in now.items() if name in shown and shown[name] != _fingerprint(name, value)}


def undone_by(wanted: Mapping[str, Any], *, seen: str, now: Mapping[str, Any]) -> list[str]:
    """The names of what saving `wanted` would undo, in its order: changed since it was shown, and not to the same."""
    changed = changed_since(seen, now)
    return [name for name, value in wanted.items() if name in changed and _plain(value) != _plain(now[name])]


def difference(label: Any, now: Any, typed: Any, choices: Iterable[Any] = ()) -> Difference:
    """In words; `typed` is LEFT for a field that was left as it was shown."""
    choices = list(choices)
    return Difference(str(label), in_words(now, choices), "" if typed is LEFT else in_words(typed, choices))


def seen_field() -> forms.CharField:
    """The hidden field that carries it."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)


def untouched(wanted: Mapping[str, Any], *, seen: str) -> set[str]:
    """The names of what whoever sends the form has left as it was shown."""
    return set(wanted) - changed_since(seen, wanted)


def show_again(form: forms.Form, now: Mapping[str, Any], *, anew: Mapping[str, Any]) -> None:
    """Have a bound form say that it has shown the values of `now`, and fill in the fields of `anew` with these values.

    What was typed stays in all others.
    """
    data = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    data[form.add_prefix(FIELD)] = seen_of(now)
    for name, value in anew.items():
        _fill_in(data, form, name, value)
    form.data = data


def _fill_in(data: QueryDict, form: forms.Form, name: str, value: Any) -> None:
    field, key = form.fields[name], form.add_prefix(name)
    value = field.prepare_value(value)
    if isinstance(field, forms.BooleanField):
        data.setlist(key, ["on"] if value else [])
    elif isinstance(value, (list, tuple)):
        data.setlist(key, [str(one) for one in value])
    else:
        shown = field.widget.format_value(value)
        first = shown[0] if isinstance(shown, list) else shown
        data[key] = "" if first is None else str(first)


def in_words(value: Any, choices: Iterable[Any] = ()) -> str:
    """A value as people read it; `choices` of its field, if it has some."""
    if isinstance(value, datetime):
        return when_text(value)
    if isinstance(value, bool):
        return pgettext("a form", "Yes") if value else pgettext("a form", "No")
    if isinstance(value, (list, tuple, set, models.QuerySet)):
        return "、".join(in_words(one, choices) for one in value) or "—"
    known = {str(code): str(words) for code, words in choices if not isinstance(words, (list, tuple))}
    return known.get(str(value), str(value)) if value not in {None, ""} else "—"


def _fingerprint(name: str, value: Any) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
    return salted_hmac("portal.seen", f"{name}={text}", algorithm="sha256").hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    """The same for what a form has cleaned and for what the database gives back."""
    if isinstance(value, (list, set, models.QuerySet)):
        return (
            sorted(one.pk for one in value) if _are_rows(value) else sorted(value) if isinstance(value, set) else value
        )
    if isinstance(value, models.Model):
        return value.pk
    if value is None or isinstance(value, (bool, int, dict)):
        return value
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return format(value.normalize(), "f") if isinstance(value, Decimal) else str(value).replace("\r\n", "\n").strip()


def _are_rows(values: Iterable[Any]) -> bool:
    return any(isinstance(one, models.Model) for one in values)
