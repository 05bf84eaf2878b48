"""Pages come and go at their hour, approved before; the public sees it at once."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from django_q.models import Schedule

from home.models import NewsPage
from home.tasks import publish_due
from portal.pagecache.stamp import stamp
from tests.factories import home as make

pytestmark = pytest.mark.django_db


def is_live(page):
    return NewsPage.objects.get(pk=page.pk).live


def approved_for(page, hour):
    """What an approval leaves for a page whose hour is still to come; then the hour passes."""
    revision = page.save_revision()
    revision.content["go_live_at"] = hour.isoformat()
    revision.approved_go_live_at = hour
    revision.save()


def test_the_worker_looks_every_minute():
    assert settings.SCHEDULES["pages.due"] == ("home.tasks.publish_due", 1)
    assert Schedule.objects.get(name="pages.due").minutes == 1


def test_a_page_goes_live_at_its_hour_and_the_caches_forget(client, django_capture_on_commit_callbacks):
    page = make.news("n")
    page.unpublish()
    page = NewsPage.objects.get(pk=page.pk)
    approved_for(page, timezone.now() - timedelta(minutes=1))
    before, generation = client.get("/news/n/").status_code, stamp.read()

    with django_capture_on_commit_callbacks(execute=True):
        publish_due()

    assert (before, client.get("/news/n/").status_code) == (404, 200)
    assert stamp.read() != generation
    publish_due()
    assert is_live(page) is True


def test_a_page_goes_when_its_time_is_over(client, django_capture_on_commit_callbacks):
    page = make.news("n")
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    generation = stamp.read()

    with django_capture_on_commit_callbacks(execute=True):
        publish_due()

    assert (client.get("/news/n/").status_code, is_live(page)) == (404, False)
    assert stamp.read() != generation


def test_what_nobody_approved_stays_a_draft_whatever_its_hour():
    page = make.news("n")
    page.unpublish()
    page = NewsPage.objects.get(pk=page.pk)
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    page.save_revision()

    publish_due()

    assert is_live(page) is False
