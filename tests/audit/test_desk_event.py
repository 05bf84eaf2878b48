"""One event of the audit log on its own page."""

from __future__ import annotations

import pytest
from django.urls import reverse

from portal.accounts.enums import Role
from portal.audit.log import record
from portal.audit.models import AuditEvent
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db


def page_of(event):
    return reverse("desk:audit_event", args=[event.sequence])


def test_an_event_says_all_that_is_kept_of_it_and_looking_at_it_is_recorded(areas, staff, sign_in, village_officer):
    child, auditor = make_child(areas[VILLAGE]), staff(Role.AUDITOR)
    happened = record("child.changed", actor=village_officer, target=child, fields=["school"])

    page = sign_in(auditor).get(page_of(happened)).content.decode()

    assert all(part in page for part in (str(child.uuid), str(village_officer), str(happened.sequence), "学校"))
    looked = AuditEvent.objects.first()
    assert (looked.action, looked.actor, looked.detail) == ("audit.read", auditor, {"event": happened.sequence})


def test_an_event_of_another_area_is_not_there(areas, staff, sign_in, village_officer):
    elsewhere = record("child.read", actor=village_officer, target=make_child(areas["331126101001"]))

    assert sign_in(staff(Role.SAFEGUARDING_OFFICER, TOWNSHIP)).get(page_of(elsewhere)).status_code == 404


def test_what_a_folded_line_stands_for_is_only_what_this_person_did_in_this_area(
    areas, staff, sign_in, village_officer, county_officer
):
    inside, outside = make_child(areas[VILLAGE]), make_child(areas["331126101001"])
    first = record("child.read", actor=village_officer, target=inside)
    for actor, target in ((village_officer, outside), (county_officer, inside), (village_officer, inside)):
        last = record("child.read", actor=actor, target=target)

    page = sign_in(staff(Role.SAFEGUARDING_OFFICER)).get(page_of(last), {"since": first.sequence})

    assert [row.url for row in page.context["listing"].rows] == [page_of(first)]


@pytest.mark.parametrize("since", ["", "x", "-1", "9" * 30])
def test_a_mistyped_address_shows_the_event_alone(areas, staff, sign_in, village_officer, since):
    happened = record("child.read", actor=village_officer, target=make_child(areas[VILLAGE]))

    page = sign_in(staff(Role.AUDITOR)).get(page_of(happened), {"since": since})

    assert (page.status_code, list(page.context["listing"].rows)) == (200, [])
