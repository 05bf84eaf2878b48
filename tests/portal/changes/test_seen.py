"""A form never undoes what it did not show."""

from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from portal.changes.seen import changed_since, in_words, seen_of, undone_by, untouched

SHOWN = {"phone": "0578-1", "note": "", "hours": [[], ["09:00"]], "managers": {3, 1}}


def test_it_gives_no_value_away_and_grows_with_the_fields_alone():
    assert "0578" not in seen_of(SHOWN)
    assert len(seen_of({"text": "字" * 5000})) == len("text:") + 12


def test_what_nobody_changed_is_undone_by_nobody():
    assert undone_by({**SHOWN, "phone": "0578-9"}, seen=seen_of(SHOWN), now=SHOWN) == []


def test_what_somebody_else_changed_and_this_one_would_put_back_is_named():
    now = {**SHOWN, "phone": "0578-2"}

    assert undone_by(SHOWN, seen=seen_of(SHOWN), now=now) == ["phone"]
    assert untouched({**SHOWN, "note": "x"}, seen=seen_of(SHOWN)) == {"phone", "hours", "managers"}


def test_two_who_write_the_same_undo_nothing():
    now = {**SHOWN, "phone": "0578-2"}

    assert undone_by(now, seen=seen_of(SHOWN), now=now) == []


def test_a_form_that_does_not_say_what_it_showed_is_compared_with_nothing():
    assert changed_since("", SHOWN) == set()
    assert changed_since("phone nonsense:: note:", SHOWN) == {"note"}


@pytest.mark.parametrize(
    ("cleaned", "stored"),
    [
        (Decimal("30"), Decimal("30.00")),
        ("a\r\nb", "a\nb"),
        (datetime(2026, 11, 28, 9, tzinfo=ZoneInfo("Asia/Shanghai")), datetime(2026, 11, 28, 1, tzinfo=UTC)),
        ({1, 2}, {2, 1}),
    ],
)
def test_what_a_form_cleans_is_what_the_database_gives_back(cleaned, stored):
    assert undone_by({"it": cleaned}, seen=seen_of({"it": "other"}), now={"it": stored}) == []


@pytest.mark.parametrize(
    ("value", "words"), [(True, "是"), ("", "—"), (None, "—"), (["a", "b"], "甲、b"), ("a", "甲"), ([], "—")]
)
def test_values_are_said_as_people_read_them(value, words):
    assert in_words(value, [("a", "甲")]) == words
