"""The end of a record check that lists go by says the same as the rule that asks the checks themselves."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from tests.conftest import COUNTY, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer, make_vetting, make_volunteer, set_check
from volunteers.application import demo
from volunteers.application.domain.lifecycle import reinstate
from volunteers.application.domain.standing import has_valid_check
from volunteers.application.domain.vetting import record_vetting
from volunteers.application.enums import VettingKind, VettingOutcome, VolunteerState
from volunteers.application.models import Volunteer
from volunteers.pairing.domain.queries import lapsed, without_standing
from volunteers.pairing.models import Pairing

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TODAY = timezone.localdate()
LATER = [TODAY + timedelta(days=days) for days in (0, 1, 30, 100, 334, 335, 336, 365, 366)]


def kept(volunteer: Volunteer) -> date | None:
    return Volunteer.objects.unscoped("test").get(pk=volunteer.pk).check_ends_on


def as_kept(volunteer: Volunteer) -> list[bool]:
    end = kept(volunteer)
    return [end is not None and end >= day for day in LATER]


def as_asked(volunteer: Volunteer) -> list[bool]:
    return [has_valid_check(volunteer, on=day) for day in LATER]


def check(volunteer, by, outcome=VettingOutcome.CLEAR, ago=0, days=300):
    done = TODAY - timedelta(days=ago)
    ends = done + timedelta(days=days)
    kind = VettingKind.RECORD_CHECK
    record_vetting(volunteer, by=by, kind=kind, outcome=outcome, done_on=done, valid_until=ends)


def test_without_a_check_none_is_kept(township):
    volunteer = make_volunteer(township)

    assert (kept(volunteer), any(as_asked(volunteer))) == (None, False)


def test_whatever_is_recorded_is_kept_in_the_same_change(township, county_officer):
    volunteer = make_active_volunteer(township)
    assert as_kept(volunteer) == as_asked(volunteer)

    for outcome, ago, days in (
        (VettingOutcome.CLEAR, 0, 90),
        (VettingOutcome.CLEAR, 40, 365),  # recorded late: the one done today still counts
        (VettingOutcome.NOT_CLEAR, 0, 300),
        (VettingOutcome.CLEAR, 0, 365),
    ):
        check(volunteer, county_officer, outcome, ago, days)
        assert as_kept(volunteer) == as_asked(volunteer)


def test_another_kind_of_check_changes_nothing(township, county_officer):
    volunteer = make_active_volunteer(township)
    before = kept(volunteer)

    record_vetting(volunteer, by=county_officer, kind=VettingKind.TRAINING, outcome=VettingOutcome.CLEAR, done_on=TODAY)

    assert kept(volunteer) == before is not None


def test_it_stands_beside_each_pairing(areas, county_officer):
    volunteer = make_active_volunteer(areas[VILLAGE])
    pairing = make_pairing(make_child(areas[VILLAGE]), volunteer)
    assert pairing.cleared_until == kept(volunteer)

    check(volunteer, county_officer, days=9)

    pairing.refresh_from_db()
    assert pairing.cleared_until == kept(volunteer) == TODAY + timedelta(days=9)


def test_the_list_of_pairings_without_a_valid_check_is_the_rules(areas, county_officer):
    rows, volunteers = Pairing.objects.unscoped("test"), [make_active_volunteer(areas[VILLAGE]) for _n in range(5)]
    made = [make_pairing(make_child(areas[VILLAGE]), one) for one in volunteers]
    set_check(volunteers[0], valid_until=TODAY)
    set_check(volunteers[1], valid_until=TODAY - timedelta(days=1))
    set_check(volunteers[2], outcome=VettingOutcome.NOT_CLEAR)
    suspended = Volunteer.objects.unscoped("test").filter(pk__in=[one.pk for one in volunteers[2:4]])
    suspended.update(state=VolunteerState.SUSPENDED)

    found = [row.pk for row in lapsed(rows, TODAY)]

    assert sorted(found) == sorted(row.pk for row in without_standing(rows, TODAY)) == [row.pk for row in made[1:4]]


def test_whoever_is_reinstated_has_the_new_check(areas, county_officer):
    volunteer = make_active_volunteer(areas[VILLAGE])
    check(volunteer, county_officer, VettingOutcome.NOT_CLEAR)
    assert kept(volunteer) is None

    check(volunteer, county_officer, days=365)
    reinstate(volunteer, by=county_officer)

    assert as_kept(volunteer) == as_asked(volunteer)
    assert as_kept(volunteer)[0]


def test_what_was_there_before_is_written_down_by_the_migration(areas):
    volunteers = [make_active_volunteer(areas[VILLAGE]), make_volunteer(areas[VILLAGE])]
    make_vetting(volunteers[0], outcome=VettingOutcome.NOT_CLEAR, done_on=TODAY - timedelta(days=90))
    pairing = make_pairing(make_child(areas[VILLAGE]), volunteers[0])
    ends = [kept(one) for one in volunteers]
    Volunteer.objects.unscoped("test").update(cleared_until=date(2000, 1, 1))
    Pairing.objects.unscoped("test").update(cleared_until=date(2000, 1, 1))

    import_module("volunteers.migrations.0008_ends_of_checks").write_down(apps, None)

    pairing.refresh_from_db()
    assert [kept(one) for one in volunteers] == ends
    assert pairing.cleared_until == ends[0]


def test_the_demo_has_them_all(areas):
    demo.load(areas[COUNTY])

    everybody = Volunteer.objects.unscoped("test").all()
    assert [one for one in everybody if as_kept(one) != as_asked(one)] == []
    assert sum(one.check_ends_on is not None for one in everybody) > 20
