"""What the desk refuses and what leaves it as a file is on the record; a burst is told to those who audit."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from portal.accounts.domain.assignments import assign, end_assignment
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.desk.on_record import OnRecordMiddleware, who_audits
from tests.conftest import COUNTY, ELSEWHERE, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.accounts import with_identity
from tests.factories.children import make_child

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def refusals():
    return list(
        AuditEvent.objects.filter(action="desk.refused")
        .order_by("pk")
        .values_list("actor__email", "target_id", "detail", "area_path")
    )


@pytest.fixture
def auditor(staff):
    return staff(Role.AUDITOR)


def test_a_record_outside_ones_area_is_an_event_about_that_record(areas, village_officer, sign_in):
    child = make_child(areas[OTHER_VILLAGE])

    sign_in(village_officer).get(reverse("children:detail", args=[child.uuid]))

    assert refusals() == [(village_officer.email, str(child.uuid), {"view": "children:detail"}, VILLAGE)]


def test_a_page_of_another_role_is_an_event_about_the_person(village_officer, sign_in):
    sign_in(village_officer).get(reverse("desk:audit"))

    assert refusals() == [(village_officer.email, str(village_officer.uuid), {"view": "desk:audit"}, VILLAGE)]


def test_an_address_that_does_not_exist_and_a_stranger_are_no_refusals(village_officer, sign_in, client):
    sign_in(village_officer).get("/desk/nothing-here/")
    client.get(reverse("desk:audit"))

    assert refusals() == []


def test_a_form_of_another_site_is_no_refusal_of_the_person(village_officer, sign_in):
    foreign = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://x.example"})
    foreign.cookies = sign_in(village_officer).cookies

    assert (foreign.post(reverse("children:add")).status_code, refusals()) == (403, [])


def test_a_burst_is_told_once_to_the_auditors_and_the_safeguarding_officers_of_the_area(
    staff, auditor, village_officer, sign_in
):
    near, far = staff(Role.SAFEGUARDING_OFFICER, COUNTY), staff(Role.SAFEGUARDING_OFFICER, ELSEWHERE)
    browser = sign_in(village_officer)
    for _try in range(20):
        browser.get(reverse("children:detail", args=[uuid4()]))
    assert near.messages.count() == 0
    for _try in range(3):
        browser.get(reverse("children:detail", args=[uuid4()]))

    told = [user.messages.filter(template="refused_burst", urgent=True).count() for user in (near, auditor, far)]
    assert told == [2, 2, 0]


def test_nobody_is_told_of_themselves(staff, auditor):
    reader = staff(Role.SAFEGUARDING_OFFICER, COUNTY)
    with_identity(reader, phone="13800001234")
    with_identity(auditor, phone="13800001234")

    assert who_audits(type(reader).objects.get(pk=reader.pk)) == []


@pytest.mark.parametrize("path", ["/desk/children/", "/admin/reports/site-history/"])
def test_a_file_that_leaves_is_an_event_whichever_page_made_it(village_officer, path):
    request = RequestFactory().get(path)
    request.user, request.resolver_match = village_officer, resolve(path)
    answer = HttpResponse("a,b", headers={"Content-Disposition": 'attachment; filename="x.csv"'})

    OnRecordMiddleware(lambda _request: answer)(request)

    found = AuditEvent.objects.get(action="desk.exported")
    assert (found.actor, found.detail) == (village_officer, {"view": resolve(path).view_name})


def test_a_role_given_and_taken_is_an_event(areas, county_officer, village_officer):
    given = assign(village_officer, Role.VILLAGE_OFFICER, areas["331125106002"], by=county_officer)
    end_assignment(given, by=county_officer)

    assert list(
        AuditEvent.objects.filter(action__startswith="role.").order_by("pk").values_list("action", flat=True)
    ) == [
        "role.assigned",
        "role.ended",
    ]


def test_the_log_shows_them_in_words(auditor, village_officer, sign_in):
    sign_in(village_officer).get(reverse("desk:audit"))

    page = sign_in(auditor).get(reverse("desk:audit"), {"action": "desk.refused"}).content.decode()

    assert ("被拒绝打开页面" in page, "工作台页面" in page, TOWNSHIP in page) == (True, True, False)
