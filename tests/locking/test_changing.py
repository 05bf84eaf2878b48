"""A change of state that met somebody else is begun again, and is done once."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction

from home.models import Topic
from portal.accounts.models import User
from portal.changes import changing, constraints
from portal.changes.changing import change_of_state
from portal.changes.constraints import GONE
from portal.changes.denied import AtOnce, Denied
from portal.undo.models import Act

from .at_once import DONE, at_once

pytestmark = [pytest.mark.database]


@pytest.fixture
def mine(monkeypatch):
    """What is declared here is no change of the site."""
    monkeypatch.setattr(changing, "_changes", [])


@pytest.fixture
def people(transactional_db):
    return [User.objects.create_user(f"{name}@example.test") for name in "ab"]


@change_of_state
def holding(first, second):
    """Both rows, in this order."""
    for user in (first, second):
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        User.objects.filter(pk=user.pk).update(display_name=f"{user.display_name}+")


def test_two_that_wait_for_each_other_are_both_done(people):
    one, other = people

    came = at_once(
        lambda: holding(one, other),
        lambda: holding(other, one),
        meeting_before='UPDATE "accounts_user"',
    )

    assert came == [DONE, DONE]


def test_a_database_in_which_somebody_else_is_writing_is_asked_again(people, monkeypatch):
    """SQLite has one writer; on PostgreSQL nobody was in the way."""
    held, let_go = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            held.set()
            let_go.wait(10)
        connections.close_all()

    writer, slept = threading.Thread(target=hold), []

    def sleep(_seconds):
        slept.append(True)
        let_go.set()
        writer.join()

    monkeypatch.setattr(changing.time, "sleep", sleep)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 1")
    writer.start()
    held.wait(10)

    holding(*people)

    let_go.set()
    writer.join()
    connection.close()  # with its impatience
    assert slept == ([True] if connection.vendor == "sqlite" else [])


def test_what_is_done_after_it_was_kept_is_not_a_reason_to_do_it_again(people, mine):
    calls = []

    def failing():
        raise OperationalError from OSError()

    @change_of_state
    def change():
        calls.append(1)
        transaction.on_commit(failing)

    with pytest.raises(OperationalError):
        change()
    assert calls == [1]


@pytest.mark.django_db
class TestInOneTransaction:
    @pytest.fixture(autouse=True)
    def _mine(self, mine):
        pass

    def test_what_can_be_read_once_is_there_for_the_second_time(self):
        seen = []

        @change_of_state
        def change(rows):
            seen.append(list(rows))
            if len(seen) == 1:
                Topic.objects.create(slug=Topic.objects.first().slug)

        change(number for number in (1, 2))

        assert seen == [[1, 2], [1, 2]]

    def test_a_constraint_met_twice_is_refused_in_words(self, monkeypatch):
        @change_of_state
        def change():
            Topic.objects.create(slug=Topic.objects.first().slug)

        with pytest.raises(Denied) as refused:
            change()
        assert refused.value.reason == AtOnce.SAME

    def test_one_without_a_word_stays_an_error(self, monkeypatch):
        monkeypatch.setattr(constraints, "MEANINGS", [])

        @change_of_state
        def change():
            Topic.objects.create(slug=Topic.objects.first().slug)

        with pytest.raises(IntegrityError):
            change()

    def test_a_part_of_another_change_is_not_begun_again_by_itself(self):
        calls = []

        @change_of_state
        def part():
            calls.append("part")
            Topic.objects.create(slug=Topic.objects.first().slug)

        @change_of_state
        def whole():
            calls.append("whole")
            part()

        with pytest.raises(Denied):
            whole()
        assert calls == ["whole", "part"] * 2


def test_what_it_was_about_may_be_gone(transactional_db, mine):
    """The databases say so when it is kept, and SQLite not even what."""

    @change_of_state
    def change():
        Act.objects.create(kind="x", by_id=10**9, until="2030-01-01T00:00Z")

    with pytest.raises(Denied) as refused:
        change()
    assert (refused.value.reason, constraints.meanings()[GONE]) == (AtOnce.GONE, AtOnce.GONE)
