"""Whoever can write to the database, a thief of its password or its administrator, runs no code by it."""

import base64
import pickle

import pytest
from django.core.cache import cache
from django.db import connection

pytestmark = pytest.mark.django_db
RAN: list[str] = []


def run(word: str) -> None:
    RAN.append(word)


class Evil:
    def __reduce__(self):
        return run, ("ran",)


def write(key: str, text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET value = %s WHERE cache_key = %s", [text, cache.make_key(key)])
        assert cursor.rowcount == 1


def row(key: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM cache WHERE cache_key = %s", [cache.make_key(key)])
        return str(cursor.fetchone()[0])


def text_of(value) -> str:
    return base64.b64encode(value).decode()


@pytest.fixture(autouse=True)
def _nothing_ran():
    RAN.clear()
    cache.clear()


@pytest.mark.database
@pytest.mark.parametrize("value", [None, 0, "字", ["a", 1], {"a": (1, 2)}, {1: b"x"}])
def test_what_was_put_in_comes_out(value):
    cache.set("k", value, 60)

    assert (cache.get("k", "absent"), cache.get_many(["k", "no"])) == (value, {"k": value})


@pytest.mark.database
def test_counting_adding_and_growing_old_work_as_ever(monkeypatch):
    assert [cache.add("n", 1, 60), cache.add("n", 5, 60), cache.incr("n"), cache.get("n")] == [True, False, 2, 2]
    cache.set("old", 1, -1)
    assert (cache.get("old"), cache.delete("n"), cache.get("n")) == (None, True, None)


@pytest.mark.parametrize("text", [text_of(pickle.dumps(Evil())), text_of(pickle.dumps("plain")), "not base64", ""])
def test_a_row_without_our_signature_is_absent_and_runs_nothing(text):
    cache.set("k", 1, 60)

    write("k", text)

    assert (cache.get("k", "absent"), RAN) == ("absent", [])


def test_a_forged_value_under_a_guessed_signature_runs_nothing():
    cache.set("k", 1, 60)

    write("k", text_of(pickle.dumps(bytes(32) + pickle.dumps(Evil()))))

    assert (cache.get("k", "absent"), RAN) == ("absent", [])


def test_a_row_cannot_be_moved_to_another_key():
    cache.set("mine", "small", 60)
    cache.set("limit", "large", 60)

    write("limit", row("mine"))

    assert (cache.get("mine"), cache.get("limit", "absent")) == ("small", "absent")


def test_the_forgeries_here_would_run_without_the_signature():
    pickle.loads(pickle.dumps(Evil()))

    assert RAN == ["ran"]
