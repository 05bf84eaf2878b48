"""No screen of the desk draws its own list: records are `{% rows %}`, small tables of a record `{% sheet %}`."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from .addresses import desk_addresses

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "home", "children", "volunteers", "activities")
OWN_TABLE = re.compile(r"<(?:table|thead|tbody|tr|td|th)\b")


@cache
def templates() -> dict[str, str]:
    """Every template by the name under which code asks for it."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("templates/**/*.html")]
    return {str(path).split("/templates/", 1)[1]: path.read_text(encoding="utf-8") for path in paths}


@cache
def of_the_desk() -> frozenset[str]:
    """Whatever extends the desk's base, is a panel of its first screen, and all that these include."""
    code = "".join(path.read_text(encoding="utf-8") for app in APPS for path in (ROOT / app).rglob("*.py"))
    panels = set(re.findall(r'(?:Panel|Section|Card)\(\s*"([\w/]+\.html)"', code))
    found, waiting = set(), [name for name, text in templates().items() if _extends(text)] + sorted(panels)
    while waiting:
        name = waiting.pop()
        if name in found or name not in templates():
            continue
        found.add(name)
        waiting += re.findall(r'{% include "([^"]+)"', templates()[name])
    return frozenset(name for name in found if not name.startswith("components/"))


def _extends(text: str) -> bool:
    parent = re.match(r'{% extends "([^"]+)" %}', text)
    if parent is None:
        return False
    above = templates().get(parent[1], "")
    return parent[1] == "desk/base.html" or (above != text and _extends(above))


def test_the_walk_finds_lists_records_and_panels():
    assert {"children/index.html", "children/detail.html", "activities/desk/today.html"} <= of_the_desk()


def test_no_screen_of_the_desk_draws_its_own_table():
    assert sorted(name for name in of_the_desk() if OWN_TABLE.search(templates()[name])) == []


def test_a_link_back_to_a_list_leads_to_it_as_it_was_left():
    """And the list keeps its place: otherwise the link would lead to its beginning."""
    lists = {match for name in of_the_desk() for match in re.findall(r'{% list_url "([^"]+)" %}', templates()[name])}
    keeping = {address.name for address in desk_addresses() if getattr(address.view, "keeps_place", False)}

    assert lists <= keeping
    plain = {
        f"{name}: {url}"
        for name in of_the_desk()
        for url in re.findall(r'class="back"><a href="{% url "([^"]+)" %}"', templates()[name])
        if url in keeping
    }
    assert plain == set()
