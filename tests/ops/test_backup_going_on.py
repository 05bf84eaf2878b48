"""Large uploads: said how far it is, gone on with where it was cut short, sent on to a second place, checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from portal.ops.backup import database, making, progress, restoring, sealing, sending, shelf

pytestmark = [pytest.mark.django_db(transaction=True)]


def silent(line: str) -> None:
    """Nobody sits before a terminal."""


@pytest.fixture
def key(tmp_path) -> tuple[Path, str]:
    path = tmp_path / "private.txt"
    return path, sealing.new_identity(path)


@pytest.fixture
def made(tmp_path, key, settings, areas) -> shelf.Backup:
    """A backup of two uploads."""
    settings.MEDIA_ROOT = tmp_path / "media"
    default_storage.save("a.jpg", ContentFile(b"one" * 100))
    default_storage.save("b/c.jpg", ContentFile(b"two" * 100))
    return making.make(tmp_path / "backups", [key[1]], keep=2, say=silent)


def below(place: Path) -> dict[str, bytes]:
    """The content of every file of a place."""
    return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


class TestSending:
    def test_copies_what_is_needed_to_bring_it_back(self, made, tmp_path):
        sent = sending.send(made, tmp_path / "second", keep=2, say=silent)

        assert below(sent.path.parent) == below(made.path.parent)
        assert sent.made_at == made.made_at

    def test_goes_on_where_it_was_cut_short(self, made, tmp_path):
        place = tmp_path / "second"
        first, *_others = made.facts["files"]
        whole = shelf.file_of(made.path.parent, first).read_bytes()
        begun = shelf.file_of(place, first).with_suffix(".age.sending")
        begun.parent.mkdir(parents=True)
        begun.write_bytes(whole[:100])

        assert sending._copy(shelf.file_of(made.path.parent, first), shelf.file_of(place, first)) == len(whole) - 100
        sending.send(made, place, keep=2, say=silent)
        assert below(place) == below(made.path.parent)

    def test_begins_again_with_what_is_not_its_beginning(self, made, tmp_path):
        place = tmp_path / "second"
        unfinished = place / f".{made.name}.part"
        unfinished.mkdir(parents=True)
        (unfinished / f"{shelf.DATABASE}.sending").write_bytes(b"something else")

        sending.send(made, place, keep=2, say=silent)

        assert below(place) == below(made.path.parent)

    def test_keeps_as_many_there_and_of_the_files_those_they_need(self, made, tmp_path, key):
        place, names = tmp_path / "second", [made.name]
        sending.send(made, place, keep=1, say=silent)
        default_storage.delete("a.jpg")
        later = making.make(tmp_path / "backups", [key[1]], keep=2, say=silent)
        sending.send(later, place, keep=1, say=silent)

        assert [backup.name for backup in shelf.finished(place)] == [later.name]
        assert (len(list(place.glob("files/*/*"))), names == [later.name]) == (1, False)

    def test_follows_each_backup_where_a_second_place_is_set(self, made, tmp_path, key, capsys):
        second = tmp_path / "second"
        call_command("backup", str(made.path.parent), "--recipient", key[1], "--second", str(second), "--json")

        said = json.loads(capsys.readouterr().out)
        assert (said["second"], [backup.name for backup in shelf.finished(second)]) == (True, [said["backup"]])


class TestProgress:
    def test_says_every_few_seconds_how_far_it_is(self, monkeypatch):
        now, said = [0.0], []
        monkeypatch.setattr("time.monotonic", lambda: now[0])
        so_far = progress.Progress(said.append, "Sending", files=4000)
        for _number in range(24):
            now[0] += 0.5
            so_far.one(200_000_000)

        assert said == [
            "Sending: 10 of 4,000 files (0 %), 2,000 MB …",
            "Sending: 20 of 4,000 files (0 %), 4,000 MB …",
        ]


class TestRestoring:
    @pytest.fixture(autouse=True)
    def _empty_database(self, monkeypatch):
        """The database's own part is tried elsewhere, in a new one."""
        monkeypatch.setattr(database, "is_empty", lambda: True)
        monkeypatch.setattr(database, "load_from", lambda copy: None)

    def test_goes_on_with_uploads_where_it_was_cut_short(self, made, key, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "new"
        default_storage.save("a.jpg", ContentFile(b"one" * 100))
        default_storage.save("b/c.jpg", ContentFile(b"tw"))
        before = (tmp_path / "new" / "a.jpg").stat().st_mtime_ns

        restored = restoring.restore(made.path, key[0], say=silent)

        assert below(tmp_path / "new") == {"a.jpg": b"one" * 100, "b/c.jpg": b"two" * 100}
        assert ((tmp_path / "new" / "a.jpg").stat().st_mtime_ns, restored.files) == (before, 2)

    def test_never_into_other_uploads(self, made, key, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "new"
        default_storage.save("of_another_site.jpg", ContentFile(b"x"))

        with pytest.raises(restoring.RestoreRefused, match="folder of uploads"):
            restoring.restore(made.path, key[0], say=silent)

    def test_fails_with_what_the_checks_of_the_apps_find(self, made, key, settings, tmp_path, monkeypatch):
        settings.MEDIA_ROOT = tmp_path / "new"
        monkeypatch.setattr(restoring, "RESTORE_CHECKS", [lambda: ["3 pictures have no file."], list])

        with pytest.raises(CommandError, match="3 pictures have no file"):
            call_command("restore", str(made.path), "--identity", str(key[0]))
