"""Colours are readable in both themes, and a page's style sheet stays small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from portal.pages.styles import BUNDLES, bundle, bundle_name

CSS = Path(settings.BASE_DIR) / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
TEXT_ON = {
    "ink": ["paper", "card", "sky", "primary-tint", "accent-tint", "warn-tint", "danger-tint"],
    "quiet": ["paper", "card", "sky", "primary-tint", "warn-tint", "danger-tint"],
    "primary": ["paper", "card", "primary-tint", "warn-tint", "danger-tint"],
    "accent": ["paper", "card", "accent-tint"],
    "warn": ["paper", "card", "warn-tint"],
    "danger": ["paper", "card", "danger-tint"],
    "on-primary": ["primary"],
    "on-accent": ["accent"],
    "on-danger": ["danger"],
}
# Edges of controls and marks in charts need 3:1 (WCAG 1.4.11).
SHAPES_ON = {"edge": ["paper", "card"], "primary": ["primary-tint"], "accent": ["paper", "primary-tint"]}


def theme(selector: str) -> dict[str, str]:
    """The colours declared for `selector`, by name."""
    body = TOKENS.split(f"{selector} {{", 1)[1].split("}", 1)[0]
    return {name: _six(value) for name, value in re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", body)}


def _six(value: str) -> str:
    return value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])


def contrast(one: str, other: str) -> float:
    """The WCAG contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


LIGHT, DARK = theme(":root"), theme(':root[data-theme="dark"]')


def test_the_measure_itself_is_right() -> None:
    assert [round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)] == [21.0, 4.48]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_is_readable_on_every_ground_it_stands_on(colours: dict[str, str]) -> None:
    weak = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, grounds in TEXT_ON.items()
        for ground in grounds
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_and_marks_can_be_seen(colours: dict[str, str]) -> None:
    weak = {
        (shape, ground): round(contrast(colours[shape], colours[ground]), 2)
        for shape, grounds in SHAPES_ON.items()
        for ground in grounds
        if contrast(colours[shape], colours[ground]) < 3
    }
    assert weak == {}


def test_the_systems_dark_is_the_visitors_dark() -> None:
    assert theme(':root:not([data-theme="light"])') == DARK
    assert set(DARK) == set(LIGHT)


# Pages for people who work here, on which more stands.
ON_THE_DESK = {"desk", "record"}


@pytest.mark.parametrize("name", sorted(set(BUNDLES) - ON_THE_DESK))
def test_the_style_sheet_of_a_public_page_is_at_most_20_kb(name: str) -> None:
    assert len(bundle(name).encode()) <= 20 * 1024


@pytest.mark.parametrize("name", sorted(ON_THE_DESK))
def test_the_desks_style_sheet_is_at_most_25_kb(name: str) -> None:
    assert len(bundle(name).encode()) <= 25 * 1024


def test_no_style_sheet_is_longer_than_200_lines() -> None:
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in CSS.rglob("*.css")}
    assert {name: length for name, length in lengths.items() if length > 200} == {}


def test_every_style_sheet_is_in_a_bundle() -> None:
    assert {str(path.relative_to(CSS).with_suffix("")) for path in CSS.rglob("*.css")} == {
        p for parts in BUNDLES.values() for p in parts
    }


def test_every_custom_property_that_is_used_is_declared() -> None:
    everything = "".join(path.read_text(encoding="utf-8") for path in CSS.rglob("*.css"))
    assert set(re.findall(r"var\(--([\w-]+)\)", everything)) - set(re.findall(r"--([\w-]+):", everything)) == set()


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert [name for name in BUNDLES if re.search(r"url\(|@import", bundle(name))] == []


@pytest.mark.parametrize("name", sorted(BUNDLES))
def test_a_bundle_is_found_as_a_static_file(name: str) -> None:
    found = finders.find(bundle_name(name))
    assert Path(found).read_text(encoding="utf-8") == bundle(name)


def test_a_sum_keeps_the_spaces_without_which_it_is_void() -> None:
    sums = [
        text for name in BUNDLES for text in re.findall(r"calc\((?:[^()]|\([^()]*\))*\)", bundle(name)) if "+" in text
    ]

    assert {text for text in sums if re.search(r"\S\+|\+\S", text)} == set()
    assert any("+ var(" in text for text in sums)
