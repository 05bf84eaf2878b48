"""A start that finds nothing changed has nothing to prepare."""

import os

import pytest

from portal.ops import prepared


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A project of one file."""
    file = tmp_path / "project" / "portal" / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text("one")
    monkeypatch.setattr(prepared, "BASE_DIR", tmp_path / "project")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return file


@pytest.fixture
def ready(tmp_path, source):
    """The site was prepared once."""
    var = tmp_path / "var"
    var.mkdir()
    for name in ("db.sqlite3", "static.stamp"):
        (var / name).touch()
    site = prepared.Prepared(var)
    site.remember("welcome to {address}")
    return site


def test_nothing_changed(ready):
    assert (ready.is_current(), ready.welcome()) == (True, "welcome to {address}")


def test_a_changed_source_is_noticed(ready, source):
    source.write_text("two!")

    assert not ready.is_current()


def test_a_source_touched_by_a_checkout_is_noticed(ready, source):
    os.utime(source, (1, 1))

    assert not ready.is_current()


def test_a_new_migration_is_noticed(ready, source):
    (source.parent / "0002.py").touch()

    assert not ready.is_current()


@pytest.mark.parametrize("name", ["db.sqlite3", "static.stamp", "welcome.txt", "prepared"])
def test_what_is_missing_is_made_again(ready, name):
    (ready.stamp_file.parent / name).unlink()

    assert not ready.is_current()


def test_another_setting_is_noticed(ready, monkeypatch):
    monkeypatch.setenv("TONGXIN_DEMO", "0")

    assert not ready.is_current()


def test_a_database_of_ones_own_is_always_looked_at(ready, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")

    assert not ready.is_current()
