"""A form never undoes what it did not show: what it showed travels with it, and is compared when it is saved.

Each field counts for itself: who changed the phone and who changes the hours meanwhile do not stand in each other's
way. Only where saving would put back, or overwrite unseen, what somebody else has written is it refused, and the
difference shown; the next saving has seen it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats
from django.utils.crypto import salted_hmac
from django.utils.translation import pgettext

from portal.pages.dates import when_text

FIELD = "seen"
LENGTH = 12
LEFT = object()


@dataclass(frozen=True)
class Difference:
    """One field that somebody else has changed meanwhile: its name on the screen, what it says now, what was typed.

    `typed` is empty where whoever sent the form had left it as it was shown: then there is nothing to choose. `control`
    is the name of the control that says which of the two to keep (portal.changes.seen_forms).
    """

    label: str
    now: str
    typed: str
    control: str = ""


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


def difference(label: Any, now: Any, typed: Any, choices: Iterable[Any] = (), control: str = "") -> Difference:
    """In words; `typed` is LEFT for a field that was left as it was shown."""
    choices = list(choices)
    said = "" if typed is LEFT else in_words(typed, choices)
    return Difference(str(label), in_words(now, choices), said, "" if typed is LEFT else control)


def untouched(wanted: Mapping[str, Any], *, seen: str) -> set[str]:
    """The names of what whoever sends the form has left as it was shown."""
    return set(wanted) - changed_since(seen, wanted)


def in_words(value: Any, choices: Iterable[Any] = ()) -> str:
    """A value as people read it; `choices` of its field, if it has some."""
    if isinstance(value, datetime):
        return when_text(value)
    if isinstance(value, date):
        return formats.date_format(value)
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
