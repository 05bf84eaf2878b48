"""Whether somebody has had a report before them, and where it belongs."""

from datetime import timedelta

import pytest
from django.utils import timezone

from children.concerns.domain import areas as places
from children.concerns.domain.names import shut_out_whoever_is_named
from children.concerns.domain.opening import bring_back, close_again, note_news, note_opened, unopened
from children.concerns.enums import ConcernState
from children.concerns.models import Concern
from portal.accounts.enums import Role
from tests.conftest import COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.concerns import make_concern, reread

pytestmark = pytest.mark.django_db


@pytest.fixture
def safeguarding(staff):
    return staff(Role.SAFEGUARDING_OFFICER, COUNTY)


def rows():
    return Concern.objects.unscoped("the test looks")


def test_what_waits_goes_on_waiting_since_it_began(areas):
    concern = make_concern(areas[VILLAGE])
    since = timezone.now() - timedelta(hours=3)
    concern.unopened_since = since

    note_news(concern)
    assert concern.unopened_since == since

    concern.unopened_since = None
    note_news(concern)
    assert since < reread(concern).unopened_since <= timezone.now()


def test_who_has_it_on_the_screen_has_opened_it(areas, safeguarding):
    concern = make_concern(areas[VILLAGE])
    note_news(concern)
    note_opened(concern, by=safeguarding)

    opened = reread(concern)
    assert (opened.unopened_since, opened.opened_by) == (None, safeguarding)
    assert list(unopened(rows())) == []


def test_it_is_closed_again_when_its_opener_is_named_and_nobody_has_looked_into_it(areas, safeguarding, supervisor):
    concern = make_concern(areas[VILLAGE])
    note_news(concern)
    note_opened(concern, by=safeguarding)
    concern = reread(concern)

    close_again(concern, supervisor)
    assert reread(concern).opened_by == safeguarding
    close_again(concern, safeguarding)

    closed = reread(concern)
    assert (closed.opened_by, closed.state) == (None, ConcernState.RECEIVED)
    assert list(unopened(rows())) == [closed]


def test_what_came_in_ahead_of_the_clock_waits_from_now_on(areas):
    now = timezone.now()
    for hours in (-2, 5):
        concern = make_concern(areas[VILLAGE])
        rows().filter(pk=concern.pk).update(unopened_since=now + timedelta(hours=hours))

    assert bring_back(now) == 1
    assert [one.unopened_since for one in unopened(rows())] == [now - timedelta(hours=2), now]


def test_reports_belong_into_the_county_of_the_site_and_its_townships_stand_before_their_villages(areas, monkeypatch):
    monkeypatch.setattr(places, "COUNTIES", [])
    assert places.home_county() == areas[COUNTY]
    monkeypatch.setattr(places, "COUNTIES", [lambda: "", lambda: "331126"])

    assert places.home_county() == areas["331126"]
    assert [area.code for area in places.areas_below(areas[COUNTY])] == [
        OTHER_TOWNSHIP,
        OTHER_VILLAGE,
        TOWNSHIP,
        VILLAGE,
        "331125106002",
    ]
    assert places.areas_below(None) == []


@pytest.mark.parametrize(
    ("text", "out"),
    [
        ("测甲乙打了他", True),
        ("测 · 甲 乙打了他", True),
        ("测主任打了他", True),
        ("老测打了他", True),
        ("写信给 SAFEGUARDING_OFFICER.331125@example.test", True),
        ("有人打了他", False),
        ("测试打了他", False),
    ],
)
def test_whose_name_stands_in_a_report_is_shut_out(areas, safeguarding, text, out):
    safeguarding.display_name = "测甲乙"
    safeguarding.save()
    concern = make_concern(areas[VILLAGE])

    shut_out_whoever_is_named(concern, text)

    assert rows().visible_to(safeguarding).filter(pk=concern.pk).exists() != out
