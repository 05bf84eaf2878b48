"""Sending: each refusal, and the marks the database keeps against two at once."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.areas.models import Area, AreaLevel
from portal.changes.denied import Denied
from tests.factories.volunteers import adult_id_number, make_user, make_volunteer
from volunteers.application.domain import applying
from volunteers.application.enums import VolunteerRefusal, VolunteerState
from volunteers.application.models import VettingStep, Volunteer

REFUSED = [
    ({"privacy_agreed_at": None}, VolunteerRefusal.NO_CONSENT),
    ({"motivation": ""}, VolunteerRefusal.INCOMPLETE),
    ({"services": []}, VolunteerRefusal.INCOMPLETE),
    ({"conduct_agreed_at": None}, VolunteerRefusal.CONDUCT_UNSIGNED),
    ({"id_number": "529999199005170000"}, VolunteerRefusal.INCOMPLETE),
    ({"id_number": adult_id_number(7, date(timezone.localdate().year - 17, 1, 1))}, VolunteerRefusal.UNDER_AGE),
]


@pytest.mark.parametrize(("changed", "reason"), REFUSED)
def test_what_is_not_complete_is_not_sent(changed, reason, township):
    draft = make_volunteer(township, VolunteerState.DRAFT, **changed)

    with pytest.raises(Denied) as caught:
        applying.submit(draft, by=draft.user)

    assert caught.value.reason == reason
    assert not VettingStep.objects.exists()


def test_a_county_is_not_yet_a_township(areas):
    draft = make_volunteer(areas["331125"], VolunteerState.DRAFT)

    assert applying.missing_answers(draft) == ["area"]


def test_sending_twice_is_refused(township):
    draft = make_volunteer(township, VolunteerState.DRAFT)
    applying.submit(draft, by=draft.user)

    with pytest.raises(Denied) as caught:
        applying.submit(draft, by=draft.user)

    assert caught.value.reason == VolunteerRefusal.MOVED_ON
    assert VettingStep.objects.count() == 1


def test_one_person_has_one_open_application(township):
    first = make_volunteer(township, VolunteerState.SCREENING)
    second = make_volunteer(township, VolunteerState.DRAFT, id_number=first.id_number)

    with pytest.raises(Denied) as caught:
        applying.submit(second, by=second.user)

    assert caught.value.reason == VolunteerRefusal.ASK_THE_OFFICE


@pytest.mark.database
@pytest.mark.parametrize("change", [{"id_number": "same"}, {"user": "same"}, {"receipt_code": "same"}])
def test_the_database_keeps_one_open_application_a_person_and_account(change, township):
    first = make_volunteer(township, VolunteerState.SUBMITTED)
    again = {name: getattr(first, name) for name in change}

    with pytest.raises(IntegrityError), transaction.atomic():
        make_volunteer(township, VolunteerState.SUBMITTED, **again)


@pytest.mark.database
@pytest.mark.parametrize(
    ("state", "lacking"),
    [(VolunteerState.SUBMITTED, "receipt_code"), (VolunteerState.SUBMITTED, "id_number"), ("active", "number")],
)
def test_the_database_refuses_a_state_without_what_it_needs(state, lacking, township):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_volunteer(township, state, **{lacking: ""})


def test_drafts_do_not_block_one_another(township):
    first = make_volunteer(township, VolunteerState.DRAFT)
    second = make_volunteer(township, VolunteerState.DRAFT, id_number=first.id_number)

    assert applying.submit(second, by=second.user).state == VolunteerState.SUBMITTED


def test_beginning_twice_gives_the_same_draft(township):
    user = make_user()

    assert applying.begin(user, area=township) == applying.begin(user, area=township)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_two_sent_at_once_for_one_person_one_arrives():
    county = Area.objects.create(code="331125", name="甲县", level=AreaLevel.COUNTY)
    township = Area.objects.create(code="331125106", name="石塘镇", level=AreaLevel.TOWNSHIP, parent=county)
    first = make_volunteer(township, VolunteerState.DRAFT)
    second = make_volunteer(township, VolunteerState.DRAFT, id_number=first.id_number)
    results, ready = [], threading.Barrier(2)

    def send(draft):
        try:
            ready.wait()
            applying.submit(draft, by=User.objects.get(pk=draft.user_id))
            results.append("sent")
        except Denied as denied:
            results.append(denied.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=(draft,)) for draft in (first, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(map(str, results)) == ["ask_the_office", "sent"]
    assert Volunteer.objects.unscoped("test").filter(state=VolunteerState.SUBMITTED).count() == 1


def test_an_appointed_vetting_officer_opens_the_county(areas):
    from volunteers.application.domain.queries import counties_taking_applications

    assert counties_taking_applications() == []
    Assignment.objects.create(user=make_user(), role=Role.SAFEGUARDING_OFFICER, area=areas["331126"])

    assert counties_taking_applications() == [areas["331126"]]
