"""Without a database the last copy of a page does, but never of one that was taken from the public."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from portal.pagecache import middleware as module
from portal.pagecache import stamp as stamps
from portal.pagecache.lasting import shows_until
from portal.pagecache.memo import by_generation
from portal.pagecache.withdrawals import SETTLES, FileWithdrawals
from portal.web import maintenance

HOURS = 3600.0
MORNING = "2026-11-29 08:00:00"


@pytest.fixture
def visit(monkeypatch, clock, here):
    """`visit()` is what a visitor sees of a page that is "page 1", then "page 2" …, 404 or nothing."""

    class Visit:
        away, gone, made, ends = False, False, 0, None

        def site(self, request):
            if self.away:
                return HttpResponse("nothing", status=503)
            if self.gone:
                return HttpResponse("gone", status=404)
            self.made += 1
            shows_until(self.ends)
            return HttpResponse(f"page {self.made}")

        def __call__(self, after: float = 0):
            clock.go_on(after)
            return self.cached(RequestFactory().get("/")).content.decode()

    visit = Visit()
    visit.cached = module.PageCacheMiddleware(visit.site)
    return visit


def nothing() -> None:
    """No generation to begin."""


class TestTheLastCopy:
    def test_does_for_six_hours_where_there_is_no_page_to_be_had(self, visit):
        seen = [visit()]
        visit.away = True

        assert [*seen, visit(61), visit(5.9 * HOURS), visit(HOURS)] == ["page 1", "page 1", "page 1", "nothing"]

    def test_does_also_when_a_figure_on_it_has_changed(self, visit):
        visit()
        stamps.stamp.bump()
        visit.away = True

        assert visit() == "page 1"

    def test_is_never_shown_after_midnight_as_it_may_say_today(self, visit):
        visit(15.5 * HOURS)
        visit.away = True

        assert [visit(0.4 * HOURS), visit(0.2 * HOURS)] == ["page 1", "nothing"]

    def test_ends_when_what_it_shows_ends(self, visit):
        visit.ends = timezone.now() + timedelta(hours=1)
        visit()
        visit.away = True

        assert [visit(0.9 * HOURS), visit(0.2 * HOURS)] == ["page 1", "nothing"]

    def test_ends_within_its_minute_too(self, visit):
        visit.ends = timezone.now() + timedelta(seconds=10)

        assert [visit(), visit(9), visit(2)] == ["page 1", "page 1", "page 2"]

    def test_ends_when_that_ends_which_was_remembered_for_all_pages(self, visit, transactional_db):
        ends = timezone.now() + timedelta(hours=1)
        remembered = by_generation(lambda: shows_until(ends))
        remembered()
        site, visit.cached.get_response = visit.site, lambda request: (remembered(), site(request))[1]
        visit()
        visit.away = True

        assert [visit(0.9 * HOURS), visit(0.2 * HOURS)] == ["page 1", "nothing"]

    def test_goes_when_the_page_is_no_longer_there(self, visit):
        visit()
        visit.gone = True
        visit(61)
        visit.away = True

        assert visit() == "nothing"

    def test_is_not_shown_in_maintenance(self, visit, settings, tmp_path):
        settings.VAR_DIR = tmp_path
        visit()
        visit.away = True
        maintenance.close(None)

        assert visit(61) == "nothing"


class TestWhatLeavesThePublic:
    def test_takes_its_copies_along_before_it_is_committed_whoever_does_it(self, visit, another_process):
        visit()
        another_process().begin(nothing)  # … and the database stops, or the process is killed
        visit.away = True

        assert visit(61) == "nothing"

    def test_is_not_in_a_copy_made_while_it_goes(self, visit, another_process):
        other = another_process()
        number = other.begin(nothing)
        visit()
        other.end(number)
        visit.away = True

        assert visit(61) == "nothing"

    def test_leaves_copies_that_were_made_after_it_was_committed(self, visit, another_process):
        other = another_process()
        other.end(other.begin(nothing))
        visit()
        visit.away = True

        assert visit(61) == "page 1"

    def test_is_over_after_two_minutes_when_nobody_said_so(self, visit, another_process):
        another_process().begin(nothing)
        seen = [visit(), visit(SETTLES + 1)]
        visit.away = True

        assert [*seen, visit(61)] == ["page 1", "page 2", "page 2"]

    def test_hides_no_other_that_begins_while_one_that_never_ended_is_given_up(self, another_process, here, tmp_path):
        other = another_process()
        first = other.begin(nothing)
        os.utime(tmp_path / "pages.withdrawn", (1, 1))  # two minutes later
        second = here.begin(nothing)
        other.end(first)

        assert (here.mark(), here.end(second), here.mark() != "") == ("", None, True)

    def test_is_known_when_the_disk_has_gone(self, visit, another_process, tmp_path):
        visit()
        folder = tmp_path.rename(tmp_path.with_name("gone"))
        visit.away = True
        seen = visit(61)
        FileWithdrawals(folder / "pages.withdrawn", with_database=True).begin(nothing)

        assert (seen, visit()) == ("page 1", "nothing")

    def test_makes_no_copy_late_where_it_could_not_be_said(self, here, tmp_path, monkeypatch):
        elsewhere = FileWithdrawals(tmp_path / "pages.withdrawn", with_database=False)
        mark = elsewhere.mark()
        before = elsewhere.allows(mark)

        def read_only(*args, **kwargs):
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr("os.utime", read_only)

        assert (before, elsewhere.allows(mark), here.allows(mark)) == (True, False, True)

    def test_goes_on_where_the_disk_takes_nothing(self, tmp_path, caplog):
        renewed = []
        nowhere = FileWithdrawals(tmp_path / "no folder" / "x", with_database=True)

        assert (nowhere.begin(lambda: renewed.append(1)), renewed, nowhere.mark()) == (0, [1], "")
        assert [record.levelname for record in caplog.records] == ["CRITICAL"]


class TestBumpOnCommit:
    def test_writes_it_down_at_once_and_that_it_ended_with_the_commit(
        self, db, here, another_process, django_capture_on_commit_callbacks
    ):
        other = another_process()
        before = other.mark()
        with django_capture_on_commit_callbacks(execute=True):
            stamps.bump_on_commit()
            stamps.bump_on_commit()
            during = other.mark()

        assert (during, other.allows(before), other.mark() not in {"", before}) == ("", False, True)

    def test_once_in_a_transaction(self, db, here, another_process):
        with transaction.atomic():
            stamps.bump_on_commit()
            with transaction.atomic():
                stamps.bump_on_commit()

        counts = another_process()._read()
        assert (counts.begun, counts.ended) == (1, 0)

    def test_stays_in_doubt_when_the_outcome_is_not_known(self, db, here, another_process):
        def stopped():
            with transaction.atomic():
                stamps.bump_on_commit()
                raise OperationalError

        with pytest.raises(OperationalError):
            stopped()

        assert another_process().mark() == ""

    def test_outside_of_a_transaction_nobody_can_say_when_it_is_over(self, transactional_db, here, another_process):
        stamps.bump_on_commit()

        assert another_process().mark() == ""

    def test_a_figure_that_changes_drops_no_last_copy(
        self, db, here, another_process, django_capture_on_commit_callbacks
    ):
        mark = here.mark()
        before = stamps.stamp.read()
        with django_capture_on_commit_callbacks(execute=True):
            stamps.renew_on_commit()

        assert (another_process().allows(mark), stamps.stamp.read() != before) == (True, True)
