"""No template of the project carries scripts, styles or handlers of its own; none is long."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "home", "children", "volunteers", "activities")
# Mail programs know no style sheets: templates of e-mails may carry inline styles.
PAGES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("templates/**/*.html"))
    if "email" not in path.relative_to(ROOT).parts
]
FORBIDDEN = {
    "style attribute": r"<[a-z][^>]*\sstyle\s*=",
    "style element": r"<style\b",
    "inline script": r"<script\b(?![^>]*\bsrc=)",
    "handler": r"<[a-z][^>]*\son[a-z]+\s*=",
    "javascript address": r"javascript:",
    "something from elsewhere": r"""<(?:script|img|iframe|link|source)\b[^>]*(?:src|href)=["'](?:https?:)?//""",
}


def names_of(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


def test_the_walk_finds_the_templates() -> None:
    assert "portal/templates/site.html" in names_of(PAGES)


def test_no_template_carries_scripts_styles_or_handlers() -> None:
    found = [
        f"{name}: {what}"
        for path, name in zip(PAGES, names_of(PAGES), strict=True)
        for what, pattern in FORBIDDEN.items()
        if re.search(pattern, path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]
    assert found == []


def test_no_template_is_longer_than_120_lines() -> None:
    assert names_of([path for path in PAGES if len(path.read_text(encoding="utf-8").splitlines()) > 120]) == []


def test_python_draws_no_inline_styles_either() -> None:
    sources = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    pattern = re.compile(r"<[a-z][^>]*\s(?:style|on[a-z]+)\s*=\s*[\"'{]")
    assert names_of([path for path in sources if pattern.search(path.read_text(encoding="utf-8"))]) == []
