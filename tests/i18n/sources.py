"""The English strings of the packages we install, and which of them a package itself has in Chinese."""

import ast
import gettext
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import polib
from django.apps import apps
from django.conf import settings

SINGULAR = {"_", "gettext", "gettext_lazy", "gettext_noop"}
CONTEXTUAL = {"pgettext", "pgettext_lazy"}

# Packages that need not be installed apps to be seen: Django's own core, and what Wagtail builds on.
LIBRARIES = ["django.conf", "django_tasks", "modelsearch"]


class Source(NamedTuple):
    """One English string: `context` and `plural` are empty where there is none."""

    context: str
    text: str
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return self.context, self.text


def entry_source(entry: polib.POEntry | polib.MOEntry) -> Source:
    return Source(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0])


def installed_packages() -> list[str]:
    """Every installed app that is not one of ours, and the libraries."""
    ours = {path.parent.name for path in settings.BASE_DIR.glob("*/__init__.py")}
    theirs = [app.name for app in apps.get_app_configs() if app.name.split(".")[0] not in ours]
    return list(dict.fromkeys(theirs + LIBRARIES))


def english(package: str, domain: str = "django") -> set[Source]:
    """From the package's English catalogue; without one, from its code and its own Chinese catalogue."""
    root = folder(package)
    catalogue = root / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
    if catalogue.exists():
        return {entry_source(entry) for entry in polib.pofile(str(catalogue)) if not entry.obsolete}
    if domain != "django":
        return set()
    own = [entry for path in root.glob("locale/zh*/LC_MESSAGES/django.po") for entry in polib.pofile(str(path))]
    return set(strings_in_code(root)) | {entry_source(entry) for entry in own if not entry.obsolete}


def strings_in_code(root: Path) -> Iterator[Source]:
    for path in root.rglob("*.py"):
        if {"tests", "migrations"}.isdisjoint(path.relative_to(root).parts):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    yield from string_of_call(node)


def string_of_call(call: ast.Call) -> Iterator[Source]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    words = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in SINGULAR and len(words) == 1:
        yield Source("", words[0])
    if name in CONTEXTUAL and len(words) == 2:
        yield Source(words[0], words[1])
    if name.startswith("ngettext") and len(words) == 2:
        yield Source("", words[0], words[1])


def in_packages(domain: str) -> set[tuple[str, str]]:
    """What the packages themselves translate, read as Django reads it: zh_Hans, then zh."""
    files = [
        path
        for package in installed_packages()
        for path in gettext.find(domain, str(folder(package) / "locale"), ["zh_Hans"], all=True)
    ]
    return {entry_source(entry).key for path in files for entry in polib.mofile(path)}
