"""Every page of the site is correct HTML by the Nu checker, and no link leads nowhere."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from . import checkers
from .conftest import REQUIRED

SIGNED_IN = ["volunteer", "village", "township", "county", "safeguarding", "centre", "auditor", "operator"]


@pytest.fixture(scope="session")
def checker() -> Path:
    """The checker; without npm and Java its tests are skipped loudly, or fail where browsers are required."""
    if lacking := checkers.missing():
        (pytest.fail if REQUIRED else pytest.skip)(f"THE HTML WAS NOT CHECKED: {lacking}.")
    return checkers.installed() / "vnu-jar" / "build" / "dist" / "vnu.jar"


def faults(checker: Path, pages: dict[str, str], folder: Path) -> list[str]:
    """What the checker calls an error, each with the address of its page."""
    names = {}
    for number, (path, html) in enumerate(sorted(pages.items())):
        file = folder / f"{number:04}.html"
        file.write_text(html)
        names[file.name] = path
    command = ["java", "-jar", str(checker), "--format", "json", "--exit-zero-always", "--stdout", str(folder)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(answer.stdout)["messages"]
    return [
        f"{names[message['url'].rpartition('/')[2]]}:{message.get('lastLine')} {message['message']}: "
        f"{message.get('extract', '').strip()[:160]}"
        for message in messages
        if message["type"] in {"error", "non-document-error"}
    ]


def test_the_checker_finds_a_fault(checker, tmp_path):
    broken = "<!DOCTYPE html><html lang=en><title>x</title><p id=a><p id=a><img src=x>"

    assert len(faults(checker, {"/broken/": broken}, tmp_path)) == 2


def test_every_public_page_is_correct_and_no_link_is_dead(walked, checker, tmp_path):
    found = walked("")

    assert found.dead == []
    assert len(found.pages) > 80
    assert faults(checker, found.pages, tmp_path) == []


@pytest.mark.parametrize("name", SIGNED_IN)
def test_every_page_of_an_account_is_correct(walked, checker, tmp_path, name):
    found = walked(name)

    assert found.dead == []
    assert faults(checker, found.pages, tmp_path) == []
