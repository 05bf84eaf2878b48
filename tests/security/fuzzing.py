"""What a stranger may put into any part of a request, and every address and field there is to put it into."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import get_resolver, reverse

from home.eligibility.domain.sealing import State, seal
from tests.architecture.addresses import Address, _walk
from tests.architecture.objects import OBJECTS, Cast
from tests.factories import activities, home

ROOT = Path(__file__).resolve().parents[2]
APPS = ("portal", "children", "volunteers", "activities", "home")
ASKED = re.compile(r"""\b(?:GET|POST)(?:\.get(?:list)?\(|\[)\s*["']([\w-]+)["']""")
READ = re.compile(r"""\bquery\.get(?:list)?\(\s*["']([\w-]+)["']""")

# What is text, a number or a day to everybody, and too much for some.
LONG = "长" * 150
WILD = {
    "long": LONG,
    "more digits than Python reads": "9" * 5000,
    "beyond every column": "9" * 30,
    "beyond 64 bits": str(2**63),
    "beyond 32 bits": str(2**31),
    "below nothing": str(-(2**63) - 1),
    "not a number": "nan",
    "without end": "1e400",
    "beyond the calendar": "99999-12-31",
    "the last day": "9999-12-31",
    "the last moment": "9999-12-31T23:59",
    "the first day": "0001-01-01",
    "the last month": "9999-12",
    "the last week": "9999-W53",
    "digits of another script": "٣" * 5,
}
# Read by mechanisms under names that are not written where they are read.
BY_OTHER_MEANS = {"page", "q", "area", "version", "uuid", "next", "sure", "theme", "size"}


def names_asked_for() -> set[str]:
    """The names of all fields and words of a query that our code reads."""
    get_resolver().url_patterns  # noqa: B018  imports the views, and with them the forms
    found = set(BY_OTHER_MEANS)
    for app in APPS:
        for path in (ROOT / app).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            found |= set(ASKED.findall(text)) | set(READ.findall(text))
    return found | {name for form in _forms(forms.BaseForm) for name in form.base_fields}


def _forms(base: type[Any]) -> Iterator[type[Any]]:
    for kind in base.__subclasses__():
        yield from _forms(kind)
        if (
            inspect.getmodule(kind)
            and kind.__module__.split(".")[0] in {*APPS, "allauth"}
            and hasattr(kind, "base_fields")
        ):
            yield kind


def all_addresses() -> list[Address]:
    """Every pattern of the URLconf, libraries too."""
    return list(_walk(get_resolver()))


def address_of(address: Address, kwargs: dict[str, Any]) -> str:
    """The address with its objects; what a regular expression asks for without a name is left to other tests."""
    return reverse(address.name, kwargs=kwargs)


def kwargs_of(address: Address, cast: Cast) -> dict[str, Any] | None:
    """A record behind the address, made where there is none; None for what has no name."""
    if address.name.endswith("None") or address.name == "wagtail_serve":
        return None
    if address.name in OBJECTS:
        return OBJECTS[address.name](cast)
    made: dict[str, Any] = {}
    for argument in address.arguments:
        made |= {argument: _public(address.name, argument, cast)}
    if address.name in {"home:help_area", "home:help_card"}:
        made["code"] = cast.area.code
    return made


def _public(name: str, argument: str, cast: Cast) -> Any:
    """What stands in an address that everyone may open."""
    plain = {"number": 1, "slug": "about", "sealed": seal(State())}
    if name == "activities:place":
        return activities.make_place(cast.area).slug
    if name == "home:policy_changes":
        return home.policy("p").slug
    if name.startswith("activities:"):
        return activities.make_session(activities.make_place(cast.area)).uuid
    return plain.get(argument) or uuid4()
