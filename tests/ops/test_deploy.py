"""The units of deploy/ start what this site is made of, and start it again when it dies."""

from __future__ import annotations

import json
import re
from configparser import RawConfigParser
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands
from django.utils import timezone

from portal.ops.backup.shelf import FACTS

FOLDER = Path(settings.BASE_DIR) / "deploy"
SERVICES = sorted(path.name for path in FOLDER.glob("*.service"))
RUNNING = [name for name in SERVICES if "backup" not in name]


def unit(name: str) -> RawConfigParser:
    read = RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string((FOLDER / name).read_text())
    return read


def test_there_are_units_for_web_work_and_backup():
    assert SERVICES == ["tongxin-backup.service", "tongxin-web.service", "tongxin-worker@.service"]


@pytest.mark.parametrize("name", RUNNING)
def test_what_runs_all_the_time_comes_back_however_it_ended_and_is_never_given_up(name):
    read = unit(name)
    service = read["Service"]

    assert (service["Restart"], read["Unit"]["StartLimitIntervalSec"]) == ("always", "0")
    assert "migrate --check" in service["ExecStartPre"]


@pytest.mark.parametrize("name", SERVICES)
def test_each_runs_as_nobody_special_and_writes_only_where_it_must(name):
    service = unit(name)["Service"]

    assert (service["User"], service["NoNewPrivileges"], service["ProtectSystem"]) == ("tongxin", "true", "strict")


def test_every_queue_has_its_workers():
    wanted = unit("tongxin.target")["Unit"]["Wants"]

    queues = {"work", *settings.Q_CLUSTER["ALT_CLUSTERS"]}
    assert set(re.findall(r"tongxin-worker@(\w+)\.service", wanted)) == queues


@pytest.mark.parametrize("name", SERVICES)
def test_the_commands_they_give_are_there(name):
    text = (FOLDER / name).read_text()

    assert set(re.findall(r"manage\.py (\w+)", text)) <= get_commands().keys()
    assert all(
        (Path(settings.BASE_DIR) / Path(*module.split("."))).with_suffix(".py").is_file()
        for module in re.findall(r"-m ([\w.]+)", text)
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("hours", "is_made"), [(1, False), (30, True)])
def test_the_timer_makes_a_backup_only_where_the_workers_made_none(tmp_path, capsys, hours, is_made):
    made_at = timezone.now() - timedelta(hours=hours)
    there = tmp_path / f"{made_at:%Y%m%dT%H%M%S000000}Z"
    there.mkdir()
    (there / FACTS).write_text(json.dumps({"made_at": made_at.isoformat(), "format": 1}))
    command = ["backup", str(tmp_path), "--unless-newer-than", "20", "--json"]

    if is_made:
        with pytest.raises(SystemExit):  # it begins, and lacks a public key
            call_command(*command)
    else:
        call_command(*command)

    said = json.loads(capsys.readouterr().out)
    assert said == ({"backup": there.name, "made": False} if not is_made else {"error": said.get("error")})
