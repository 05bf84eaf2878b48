"""The models of our own apps, and the source files of the product."""

from __future__ import annotations

from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "home", "children", "volunteers", "activities")


def our_models() -> list[type[models.Model]]:
    """Every concrete model of ours."""
    return [model for model in apps.get_models() if model.__module__.partition(".")[0] in PACKAGES]


def source_files() -> list[Path]:
    """The product's Python files, without migrations, relative to the root."""
    files = (path.relative_to(ROOT) for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return sorted(path for path in files if "migrations" not in path.parts)
