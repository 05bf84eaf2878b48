"""What of the activities leaves the public takes its copies along; a place that is taken or given back does not."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from activities.places.domain.editing import change_place
from activities.places.domain.photos import remove_photo
from activities.seats.domain.enrolment import enrol
from activities.sessions.domain.publishing import cancel
from portal.pagecache import stamp as stamps
from portal.pagecache.lasting import noting
from portal.pagecache.withdrawals import FileWithdrawals
from tests.factories.activities import make_photo

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def watched(monkeypatch, tmp_path) -> Callable[[], FileWithdrawals]:
    """Withdrawals of which none has begun: what was made before is long committed."""

    def make():
        made = FileWithdrawals(tmp_path / "pages.withdrawn", with_database=True)
        monkeypatch.setattr(stamps, "withdrawals", made)
        connection.run_on_commit.clear()
        return made

    return make


def called_off(session, supervisor):
    return partial(cancel, session, reason="下大雪", by=supervisor)


def hidden(session, supervisor):
    return partial(change_place, session.place, by=supervisor, listed=False, sessions_go_on=True)


def photo_taken_away(session, supervisor):
    return partial(remove_photo, make_photo(session.place), by=supervisor)


@pytest.mark.parametrize("act", [called_off, hidden, photo_taken_away])
def test_what_leaves_the_public_leaves_no_copy(session, supervisor, watched, act):
    act, here = act(session, supervisor), watched()
    mark = here.mark()
    act()

    assert (mark != "", here.allows(mark)) == (True, False)


def test_a_child_that_is_enrolled_changes_a_figure_only(session, supervisor, child, watched):
    here = watched()
    mark = here.mark()
    enrol(child, session, by=supervisor)

    assert here.allows(mark) is True


@pytest.mark.parametrize(("now", "end"), [("09:00", "10:00"), ("11:00", "12:00"), ("13:00", None)])
def test_a_copy_that_says_whether_a_place_is_open_lasts_until_that_changes(clock, place, now, end):
    place.opening_hours = [[["10:00", "12:00"]] for _day in range(7)]
    place.save()
    clock(f"2026-12-01 {now}")
    with noting() as found:
        assert Client().get(f"/places/{place.slug}/").status_code == 200

    assert found == ([timezone.make_aware(datetime.fromisoformat(f"2026-12-01 {end}"))] if end else [])
