"""Every message that is sent has a subject and a text."""

import re
from pathlib import Path

from django.conf import settings

APPS = ["portal", "home", "children", "volunteers", "activities"]


def files(pattern: str) -> list[Path]:
    return [path for app in APPS for path in (Path(settings.BASE_DIR) / app).rglob(pattern)]


def names(suffix: str) -> set[str]:
    found = {path.name for path in files(f"templates/notify/*{suffix}")}
    return {name.removesuffix(suffix) for name in found if suffix != ".txt" or not name.endswith(".subject.txt")}


def test_every_subject_has_its_text():
    assert names(".subject.txt") - names(".txt") == set()


def test_every_message_named_in_the_code_has_its_words():
    calls = re.compile(r"\bnotify\(\s*[\w.]+,\s*\"([\w/]+)\"")
    sent = {name for path in files("*.py") for name in calls.findall(path.read_text(encoding="utf-8"))}
    assert sent - names(".subject.txt") == set()
