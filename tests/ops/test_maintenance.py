"""`manage.py maintenance on|off`: visitors are told at once, also what was kept in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import timezone

from portal.pagecache.stamp import stamp
from portal.web import maintenance


@pytest.fixture(autouse=True)
def _open_afterwards() -> Iterator[None]:
    yield
    maintenance.reopen()


def test_it_closes_until_it_is_opened_again(capsys: pytest.CaptureFixture[str]) -> None:
    states = []
    for state in ("off", "on", "off", "off"):
        call_command("maintenance", state)
        states.append(maintenance.closed() is not None)

    assert states == [False, True, False, False]
    assert capsys.readouterr().out.splitlines()[:2] == [
        "The site is open.",
        "The site is closed until you say: maintenance off.",
    ]


def test_a_time_of_day_is_the_next_such_time(capsys: pytest.CaptureFixture[str]) -> None:
    soon = timezone.localtime().replace(second=0, microsecond=0) + timedelta(minutes=30)
    past = soon - timedelta(hours=1)
    ends = []
    for text in (f"{soon:%H:%M}", f"{past:%H:%M}", f"{soon:%Y-%m-%d %H:%M}"):
        call_command("maintenance", "on", until=text, json=True)
        ends.append(datetime.fromisoformat(json.loads(capsys.readouterr().out)["until"]))

    assert ends == [soon, past + timedelta(days=1), soon]
    assert maintenance.closed() == maintenance.Closed(soon)


@pytest.mark.parametrize("text", ["soon", "25:00", "2020-01-01 10:00", "2026-13-01 10:00"])
def test_a_time_that_cannot_be_closes_nothing(text: str) -> None:
    with pytest.raises(CommandError):
        call_command("maintenance", "on", until=text)
    assert maintenance.closed() is None


def test_pages_in_memory_are_forgotten() -> None:
    before = stamp.read()
    call_command("maintenance", "on")
    assert stamp.read() != before


def test_it_works_while_the_database_is_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(stamp, "bump", away)
    call_command("maintenance", "on")
    assert (maintenance.closed() is not None, "another minute" in capsys.readouterr().out) == (True, True)


@pytest.mark.parametrize("text", ["", "on", "2026-99-99"])
def test_a_file_made_by_hand_closes_too(settings: object, text: str) -> None:
    maintenance.close(None)
    maintenance._file().write_text(text)
    assert maintenance.closed() == maintenance.Closed(None)
