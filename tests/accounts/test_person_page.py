"""The page of a person on staff: where they serve here, by what they are known; nothing of roles elsewhere."""

import pytest
from django.urls import reverse

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, StaffIdentity
from tests.conftest import COUNTY, ELSEWHERE, LONG_AGO, VILLAGE

pytestmark = pytest.mark.django_db


def record_for(browser, person):
    return browser.get(reverse("desk:people_identity", args=[person.uuid])).context["record"]


def test_the_roles_of_ones_own_areas_are_shown_and_those_elsewhere_are_not(
    areas, village_officer, county_officer, sign_in
):
    elsewhere = {"since": LONG_AGO.date(), "effective_at": LONG_AGO}
    Assignment.objects.create(user=village_officer, role=Role.COUNTY_OFFICER, area=areas[ELSEWHERE], **elsewhere)

    record = record_for(sign_in(county_officer), village_officer)
    (roles,) = [card for card in record.main if card.title == "职责"]

    assert [(str(line.text), "上村" in line.note) for line in roles.lines] == [("村（居）儿童主任", True)]
    assert len(record.moments) == 1


def test_who_may_end_a_role_is_led_there_and_nobody_to_their_own(areas, village_officer, county_officer, sign_in):
    browser = sign_in(county_officer)
    end = reverse("desk:people_end", args=[village_officer.uuid, Role.VILLAGE_OFFICER, VILLAGE])

    others, own = (record_for(browser, person).main[0].lines[0] for person in (village_officer, county_officer))

    assert ([act.url for act in others.acts], list(own.acts)) == ([end], [])


def test_what_is_missing_on_file_is_due(areas, village_officer, county_officer, sign_in):
    browser = sign_in(county_officer)
    assert list(record_for(browser, village_officer).due) == []
    StaffIdentity.objects.filter(user=village_officer).delete()

    assert [one.urgency for one in record_for(browser, village_officer).due] == ["soon"]


@pytest.mark.parametrize(("role", "code"), [(Role.COUNTY_OFFICER, ELSEWHERE), (Role.EDITOR, COUNTY)])
def test_elsewhere_there_is_no_such_page(areas, village_officer, staff, sign_in, role, code):
    address = reverse("desk:people_identity", args=[village_officer.uuid])

    assert sign_in(staff(role, code, "else@example.test")).get(address).status_code == 404
