"""Style sheets: written as small files, served as one file for the public site and one for the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

_GROUND = ["tokens", "base", "layout", "components/buttons", "components/search"]
_SITE = [*_GROUND, "components/site", "components/lists", "components/notices", "components/print"]
# One file a page, and none of the public ones over 20 KB. An app's pages get the bundle of its name, else `site`.
BUNDLES = {
    "site": [*_SITE, "components/forms", "components/theirs_or_mine", "components/prose", "components/bars"],
    "home": [
        *_SITE,
        "components/suggest",
        "components/sessions",
        "components/scene",
        "components/public",
        "components/strips",
        "components/items",
        "components/stories",
    ],
    "reading": [
        *_SITE,
        "components/crumbs",
        "components/prose",
        "components/content",
        "components/items",
        "components/stories",
        "components/benefits",
        "components/questions",
    ],
    "services": [
        *_SITE,
        "components/crumbs",
        "components/help",
        "components/help_now",
        "components/contact",
        "components/items",
    ],
    "benefits": [*_SITE, "components/forms", "components/bars", "components/benefits", "components/benefit_list"],
    "library": [*_SITE, "components/content", "components/items", "components/library"],
    "policies": [
        *_SITE,
        "components/crumbs",
        "components/prose",
        "components/content",
        "components/policies",
        "components/benefits",
    ],
    "changes": [*_SITE, "components/crumbs", "components/content", "components/changes"],
    "search": [
        *_SITE,
        "components/suggest",
        "components/content",
        "components/items",
        "components/library",
        "components/help_now",
    ],
    "check": [*_SITE, "components/forms", "components/benefits", "components/contact", "components/check"],
    # Asked for by js/aloud.js beside another one, where a voice can read.
    "aloud": ["components/aloud"],
    "volunteers": [*_SITE, "components/sessions", "components/forms", "components/volunteer", "components/history"],
    "welcome": [*_SITE, "components/volunteer", "components/scene", "components/welcome"],
    "activities": [
        *_SITE,
        "components/crumbs",
        "components/filters",
        "components/sessions",
        "components/items",
        "components/activities",
    ],
    "calendar": [*_SITE, "components/filters", "components/calendar"],
    "children": [*_SITE, "components/forms", "components/report"],
    "desk": [
        *_GROUND,
        "components/desk",
        "components/rows",
        "components/lists",
        "components/notices",
        "components/forms",
        "components/desk_forms",
        "components/theirs_or_mine",
        "components/history",
        "components/vetting",
        "components/print",
        "components/print_desk",
    ],
    # The page of one record on the desk.
    "record": [
        *_GROUND,
        "components/desk",
        "components/lists",
        "components/notices",
        "components/forms",
        "components/desk_forms",
        "components/vetting",
        "components/record",
        "components/print",
        "components/print_desk",
    ],
}


def bundle_name(name: str) -> str:
    """The static path of a bundle. Raises KeyError for one that does not exist."""
    if name not in BUNDLES:
        raise KeyError(name)
    return f"css/{name}.css"


def bundle_of(app: str) -> str:
    """The bundle of an app's pages: its own, or `site`."""
    return app if app in BUNDLES else "site"


def bundle(name: str) -> str:
    """The bundle's text: its files in order, without comments and needless space."""
    folder = settings.BASE_DIR / "static" / "css"
    text = "\n".join((folder / f"{part}.css").read_text(encoding="utf-8") for part in BUNDLES[name])
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s+", " ", text)
    # A plus before a function, as in `1em + var(--gap)`, adds and keeps its spaces: without them the line is void.
    text = re.sub(r" ?([{};,>]) ?|(:) | (\+) (?=[.*\[]|[a-z][\w-]*(?![\w(-]))", r"\1\2\3", text)
    return text.replace(";}", "}").strip() + "\n"


class BundleFinder(BaseFinder):
    """Makes the bundles when static files are looked for or collected."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(settings.VAR_DIR / "bundles")

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing to check."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file of one bundle, made anew."""
        for name in BUNDLES:
            if path == bundle_name(name):
                found = str(self._write(name))
                return [found] if find_all or kwargs.get("all") else found
        return []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """All bundles, made anew, for collectstatic."""
        for name in BUNDLES:
            self._write(name)
            yield bundle_name(name), self.storage

    def _write(self, name: str) -> Path:
        target = Path(self.storage.path(bundle_name(name)))
        text = bundle(name)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return target
