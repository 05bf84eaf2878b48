"""Nothing that says `today` or `this weekend` is shown from memory on another day."""

from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from portal.pagecache.memo import by_generation
from portal.pagecache.middleware import PageCacheMiddleware


class Clock:
    """Both clocks of the machine, moved on together."""

    def __init__(self, monkeypatch, text):
        self.seconds, start = 1000.0, timezone.make_aware(datetime.fromisoformat(text))
        monkeypatch.setattr("time.monotonic", lambda: self.seconds)
        monkeypatch.setattr("django.utils.timezone.now", lambda: start + timedelta(seconds=self.seconds - 1000))

    def go_on(self, seconds):
        self.seconds += seconds


def rendered(clock, seconds=0.0):
    """A site behind the cache that takes so long for a page; its pages say which one they are."""
    made = []

    def site(request):
        clock.go_on(seconds)
        made.append(request)
        return HttpResponse(f"page {len(made)}")

    cached = PageCacheMiddleware(site)

    def get():
        return cached(RequestFactory().get("/")).content.decode()

    return get


def test_a_page_is_made_anew_at_midnight_and_then_kept_for_its_minute(monkeypatch):
    clock = Clock(monkeypatch, "2026-11-29 23:59:30")
    get = rendered(clock)

    seen = [get()]
    for seconds in (29.9, 0.2, 59):
        clock.go_on(seconds)
        seen.append(get())

    assert seen == ["page 1", "page 1", "page 2", "page 2"]


def test_a_page_begun_before_midnight_and_finished_after_it_is_not_kept(monkeypatch):
    get = rendered(Clock(monkeypatch, "2026-12-31 23:59:59.900"), seconds=0.2)

    assert [get(), get()] == ["page 1", "page 2"]


@pytest.mark.django_db(transaction=True)
def test_what_every_page_remembers_is_made_anew_too(monkeypatch):
    clock = Clock(monkeypatch, "2026-11-29 23:59:30")
    today = by_generation(timezone.localdate)

    seen = [today()]
    for seconds in (29, 2):
        clock.go_on(seconds)
        seen.append(today())

    assert [day.day for day in seen] == [29, 29, 30]
