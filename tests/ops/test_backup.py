"""Backup and restore: what was committed comes back, encrypted on the way, and nothing half-made passes for whole."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from portal.audit.log import record
from portal.notify.models import Message, MessageState
from portal.ops import own_process
from portal.ops.backup import keys, making, nightly, restoring, sealing, shelf
from portal.ops.tasks import back_up as back_up_tonight
from tests.factories.children import make_child
from tests.factories.notify import message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
ROOT = Path(__file__).resolve().parents[2]


def silent(line: str) -> None:
    """Nobody sits before a terminal."""


@pytest.fixture
def key(tmp_path) -> tuple[Path, str]:
    path = tmp_path / "private.txt"
    return path, sealing.new_identity(path)


@pytest.fixture
def place(tmp_path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return default_storage


def back_up(place, key, keep=14):
    return making.make(place, [key[1]], keep=keep, say=silent)


class TestABackup:
    def test_shows_nothing_of_what_it_holds(self, place, key, media, areas):
        child = make_child(areas["331125106001"], full_name="演示丙")
        media.save("photos/one.jpg", ContentFile(b"a picture of the playground"))

        made = back_up(place, key)
        written = b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())

        secrets = [b"a picture of", b"photos/one.jpg", child.case_number.encode(), b"SQLite format 3", b"PGDMP"]
        assert [secret for secret in secrets if secret in written] == []
        assert [key_ for key_ in (settings.AUDIT_KEY, settings.BLIND_INDEX_KEY) if key_.encode() in written] == []
        assert made.facts["keys"] == keys.needed()

    def test_holds_all_that_was_committed_before_it_began_while_others_write(self, place, key, media, areas, staff):
        officer, stop, written = staff("county_officer"), threading.Event(), []

        def write() -> None:
            while not stop.is_set():
                written.append(record("test.written", actor=officer, target=officer).pk)
            connection.close()

        writers = [threading.Thread(target=write) for _ in range(3)]
        for writer in writers:
            writer.start()
        while len(written) < 50:
            pass
        before = list(written)
        made = back_up(place, key)
        stop.set()
        for writer in writers:
            writer.join()

        assert len(before) >= 50
        assert sorted(set(before) - events_in(made, key)) == []

    def test_stores_a_file_once_and_goes_on_where_it_was_cut_short(self, place, key, media, areas):
        media.save("a.jpg", ContentFile(b"the same"))
        media.save("b/a.jpg", ContentFile(b"the same"))
        first = back_up(place, key)
        stored = {path: path.stat().st_mtime_ns for path in place.glob("files/*/*")}
        (place / ".20200101T000000Z.part").mkdir()

        second = back_up(place, key)

        assert (len(first.facts["files"]), first.facts["files"]) == (1, second.facts["files"])
        assert {path: path.stat().st_mtime_ns for path in place.glob("files/*/*")} == stored
        assert list(place.glob(".*.part")) == []

    def test_the_oldest_go_with_the_files_only_they_needed(self, place, key, media, areas):
        media.save("a.jpg", ContentFile(b"one"))
        names = [back_up(place, key).name]
        media.delete("a.jpg")
        for _ in range(2):
            (place / names[-1]).rename(place / f"2026010{len(names)}T000000Z")
            media.save(f"{len(names)}.jpg", ContentFile(b"another"))
            names.append(back_up(place, key, keep=2).name)

        assert len(shelf.finished(place)) == 2
        assert len(list(place.glob("files/*/*"))) == 1

    def test_two_at_once_are_refused(self, place, key, media, areas):
        with shelf.held(place), pytest.raises(shelf.ShelfError, match="Another backup"):
            back_up(place, key)

    def test_a_damaged_part_is_found_without_the_key(self, place, key, media, areas):
        made = back_up(place, key)
        with (made.path / shelf.DATABASE).open("r+b") as file:
            file.seek(500)
            file.write(b"\0\0\0\0")

        with pytest.raises(shelf.ShelfError, match="damaged or missing"):
            making.check(made)


class TestTheCommands:
    def test_say_in_one_line_what_is_wrong(self, place, key, media, areas, settings):
        settings.BACKUP_DIR, settings.BACKUP_RECIPIENTS = "", []
        cases = {
            (): "Name the folder for the backup, or set BACKUP_DIR.",
            (str(place),): "Set BACKUP_RECIPIENTS to the public key that backups are encrypted for (backup --new-key).",
            (str(place), "--recipient", "age1x"): "A backup key must be a public key as age writes it: age1…",
        }
        for arguments, said in cases.items():
            with pytest.raises(CommandError) as refused:
                call_command("backup", *arguments)
            assert str(refused.value) == said

    def test_print_one_json_document(self, place, key, media, areas, capsys):
        call_command("backup", str(place), "--recipient", key[1], "--json")

        said = json.loads(capsys.readouterr().out)
        assert (said["backup"], said["files"]) == (shelf.finished(place)[0].name, 0)

    def test_a_new_private_key_is_for_its_owner_only_and_replaces_none(self, tmp_path):
        path = tmp_path / "key.txt"
        call_command("backup", "--new-key", str(path))

        assert path.stat().st_mode & 0o777 == 0o600
        with pytest.raises(CommandError, match="cannot be made"):
            call_command("backup", "--new-key", str(path))


class TestRestoring:
    @pytest.mark.parametrize("name", ["BLIND_INDEX_KEY", "AUDIT_KEY", "FIELD_KEYS"])
    def test_needs_the_keys_of_its_time(self, place, key, media, areas, settings, name):
        back_up(place, key)
        setattr(settings, name, {"other": "ab" * 32} if name == "FIELD_KEYS" else "ab" * 32)

        with pytest.raises(restoring.RestoreRefused, match=f"lack, or hold another: .*{name}"):
            restoring.restore(place, key[0], say=silent)

    def test_never_overwrites_a_database(self, place, key, media, areas):
        back_up(place, key)

        with pytest.raises(restoring.RestoreRefused, match="database of these settings is not empty"):
            restoring.restore(place, key[0], say=silent)

    def test_needs_the_right_private_key(self, place, key, media, areas, tmp_path):
        made = back_up(place, key)
        other = tmp_path / "other.txt"
        sealing.new_identity(other)

        with (
            pytest.raises(sealing.SealingError, match="another private key is needed"),
            (tmp_path / "x").open("wb") as out,
        ):
            sealing.unseal(made.path / shelf.DATABASE, out, sealing.identities(other))

    def test_brings_back_records_files_and_the_chain(self, place, key, media, areas, staff, tmp_path):
        officer = staff("county_officer")
        child = make_child(areas["331125106001"], full_name="演示丙")
        record("test.before", actor=officer, target=child)
        media.save("photos/one.jpg", ContentFile(b"a picture"))
        back_up(place, key)

        said = run_restored(tmp_path, place, key[0])

        assert (said["restore"]["intact"], said["restore"]["files"]) == (True, 1)
        assert said["found"] == [child.case_number, "演示丙", "test.before", "a picture"]


def events_in(made: shelf.Backup, key) -> set[int]:
    """The ids of the audit events in a backup, read without the product."""
    copy = made.path.parent / "opened"
    with copy.open("wb") as plain:
        sealing.unseal(made.path / shelf.DATABASE, plain, sealing.identities(key[0]))
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(copy)) as database:
            return {row[0] for row in database.execute("select sequence from audit_auditevent")}
    listed = ["pg_restore", "--data-only", "--table=audit_auditevent", "--file=-", str(copy)]
    text = subprocess.run(listed, capture_output=True, text=True, check=True).stdout
    return {int(line.split("\t")[0]) for line in text.splitlines() if line[:1].isdigit()}


SHOW = """
import json
from children.models import Child
from portal.audit.models import AuditEvent
from django.core.files.storage import default_storage
child = Child.objects.unscoped("a test").get()
print(json.dumps([child.case_number, child.full_name, AuditEvent.objects.filter(action="test.before").get().action,
                  default_storage.open("photos/one.jpg").read().decode()]))
"""


@contextlib.contextmanager
def empty_database(tmp_path) -> Iterator[str]:
    """The address of a database without tables, of the kind the tests run on."""
    if connection.vendor == "sqlite":
        (tmp_path / "new").mkdir()
        yield f"sqlite:///{tmp_path / 'new' / 'db.sqlite3'}"
        return
    has, name = connection.settings_dict, f"restored_{os.getpid()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield f"postgres://{has['USER']}:{has['PASSWORD']}@{has['HOST']}:{has['PORT']}/{name}"
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run_restored(tmp_path, place, identity) -> dict[str, object]:
    """Restore into a new, empty place by the command, in a process of its own, and read what is there."""
    with empty_database(tmp_path) as url:
        env = os.environ | {"DATABASE_URL": url, "TONGXIN_VAR_DIR": str(tmp_path / "new")}
        env["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"

        def manage(*arguments: str) -> str:
            done = subprocess.run(
                [sys.executable, "manage.py", *arguments],
                cwd=ROOT,
                env=env,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode, done.stderr) == (0, "")
            return done.stdout.strip().splitlines()[-1]

        restored = json.loads(manage("restore", str(place), "--identity", str(identity), "--json"))
        return {"restore": restored, "found": json.loads(manage("shell", "-v", "0", "-c", SHOW))}


class TestWhatMustNotComeBack:
    def test_sessions_end_and_nobody_is_told_twice(self, place, key, media, areas, staff):
        officer = staff("county_officer")
        Client().force_login(officer)
        waiting = message(officer, state=MessageState.QUEUED)
        sent = message(officer, state=MessageState.SENT)
        made = back_up(place, key)

        told = [line for step in restoring.AFTER_RESTORE for line in step(made)]

        assert Session.objects.count() == 0
        assert [Message.objects.get(pk=row.pk).state for row in (waiting, sent)] == ["failed", "sent"]
        assert [line for line in told if line.startswith("1 messages may have been sent")] != []


def test_the_worker_begins_it_at_night_where_a_place_is_set(place, key, media, areas, settings, monkeypatch):
    settings.BACKUP_DIR = ""
    assert back_up_tonight() is False

    settings.BACKUP_DIR = str(place)
    has = connection.settings_dict
    url = (
        f"sqlite:///{has['NAME']}"
        if connection.vendor == "sqlite"
        else "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}"
    )
    for name, value in {
        "DATABASE_URL": url.format(**has),
        "BACKUP_DIR": str(place),
        "BACKUP_RECIPIENTS": key[1],
    }.items():
        monkeypatch.setenv(name, value)
    assert (back_up_tonight(), nightly.newest()) == (True, None)

    assert [process.wait(120) for process in own_process.begun] == [0]
    assert events_in(shelf.finished(place)[0], key) == set()
