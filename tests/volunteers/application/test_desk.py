"""The desk's list of volunteers and the review page: who sees what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.desk.registry import due_for
from tests.conftest import COUNTY, OTHER_TOWNSHIP, VILLAGE
from tests.factories.volunteers import make_active_volunteer, make_vetting, make_volunteer, set_check
from volunteers.application.enums import VolunteerRefusal, VolunteerState

INDEX = "/desk/volunteers/"
TODAY = timezone.localdate()


def review_url(volunteer, rest=""):
    return f"{INDEX}{volunteer.uuid}/{rest}"


def listed(response):
    return [row.pk for row in response.context["rows"]]


@pytest.mark.parametrize("role", [Role.VILLAGE_OFFICER, Role.CENTRE_MANAGER, Role.EDITOR, Role.AUDITOR, Role.OPERATOR])
def test_other_roles_get_404(role, township, staff, sign_in):
    volunteer = make_active_volunteer(township)
    browser = sign_in(staff(role, VILLAGE if role == Role.VILLAGE_OFFICER else COUNTY))

    for url in (INDEX, review_url(volunteer), review_url(volunteer, "suspend/"), review_url(volunteer, "id-number/")):
        assert browser.get(url).status_code == 404


def test_out_of_the_area_it_is_404_and_nothing_is_changed(township, other_county_officer, sign_in):
    volunteer = make_volunteer(township)
    browser = sign_in(other_county_officer)

    assert listed(browser.get(INDEX)) == []
    for rest in ("", "start_screening/", "id-number/", "checks/interview/"):
        assert browser.get(review_url(volunteer, rest)).status_code == 404
        assert browser.post(review_url(volunteer, rest), {}).status_code in {404, 405}
    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.SUBMITTED


def test_township_staff_see_who_and_where_it_stands_and_nothing_of_the_vetting(township, areas, supervisor, sign_in):
    volunteer = make_volunteer(township, VolunteerState.SUSPENDED, state_note="机密原因")
    make_vetting(volunteer, note="机密备注")
    elsewhere = make_volunteer(areas[OTHER_TOWNSHIP])
    browser = sign_in(supervisor)

    content = browser.get(review_url(volunteer)).content.decode()

    assert volunteer.real_name in content
    for hidden in ("机密原因", "机密备注", volunteer.id_number, "/checks/", "/end/", "id-number"):
        assert hidden not in content
    assert listed(browser.get(INDEX)) == [volunteer.pk]
    assert browser.get(review_url(elsewhere)).status_code == 404
    for rest in ("end/", "checks/interview/", "id-number/"):
        assert browser.get(review_url(volunteer, rest)).status_code == 404


def test_drafts_and_ones_own_application_are_not_on_the_desk(township, county_officer, sign_in):
    draft = make_volunteer(township, VolunteerState.DRAFT)
    own = make_volunteer(township, user=county_officer)
    same_person = make_volunteer(township, VolunteerState.ENDED, id_number=own.id_number)
    browser = sign_in(county_officer)

    for hidden in (draft, own, same_person):
        assert browser.get(review_url(hidden)).status_code == 404
    assert listed(browser.get(INDEX)) == []


def test_reading_is_in_the_audit_log_and_the_id_number_is_masked(township, county_officer, sign_in):
    volunteer = make_volunteer(township)

    content = sign_in(county_officer).get(review_url(volunteer)).content.decode()

    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.target_id) == ("volunteer.read", county_officer, str(volunteer.uuid))
    assert volunteer.id_number not in content
    assert volunteer.phone in content


def test_who_applied_before_is_shown_to_vetting_officers_wherever_it_was(township, areas, county_officer, sign_in):
    before = make_volunteer(areas["331126101"], VolunteerState.REJECTED)
    make_volunteer(township, VolunteerState.DRAFT, id_number=before.id_number)
    volunteer = make_volunteer(township, id_number=before.id_number)

    response = sign_in(county_officer).get(review_url(volunteer))

    assert response.context["earlier"] == [before]
    assert before.real_name not in response.content.decode()


def test_the_same_telephone_is_shown_too(township, county_officer, sign_in):
    before = make_volunteer(township, VolunteerState.REJECTED)
    volunteer = make_volunteer(township, phone=before.phone)

    assert sign_in(county_officer).get(review_url(volunteer)).context["earlier"] == [before]


def test_an_action_that_cannot_be_done_yet_says_why(township, county_officer, sign_in):
    volunteer = make_volunteer(township, VolunteerState.TRAINING)

    response = sign_in(county_officer).get(review_url(volunteer))

    refused = {offer.screen.name: offer.refused for offer in response.context["offers"]}
    assert refused == {"approve": VolunteerRefusal.CHECK_MISSING, "reject": None}
    assert str(VolunteerRefusal.CHECK_MISSING.label) in response.content.decode()


@pytest.mark.parametrize(
    ("show", "states"),
    [
        ("", ["submitted", "active"]),
        ("submitted", ["submitted"]),
        ("over", ["ended"]),
        ("nonsense", ["submitted", "active"]),
    ],
)
def test_chips_filter_by_state(show, states, township, county_officer, sign_in):
    made = [make_volunteer(township, state) for state in ("submitted", "active", "ended", "draft")]

    response = sign_in(county_officer).get(INDEX, {"show": show})

    assert sorted(listed(response)) == [row.pk for row in made if row.state in states]
    assert {str(chip["url"]): chip["count"] for chip in response.context["chips"]} == {
        "?": 2,
        "?show=submitted": 1,
        "?show=active": 1,
        "?show=ending": 1,
        "?show=over": 1,
    }


def test_checks_that_end_within_thirty_days_are_due(township, county_officer, supervisor, sign_in):
    soon, later = make_active_volunteer(township), make_active_volunteer(township)
    for volunteer, days in ((soon, 30), (later, 31)):
        set_check(volunteer, valid_until=TODAY + timedelta(days=days))

    assert listed(sign_in(county_officer).get(INDEX, {"show": "ending"})) == [soon.pk]
    assert [(due.count, due.url) for due in due_for(county_officer) if "volunteers" in due.url] == [
        (1, "/desk/volunteers/?show=ending")
    ]
    assert [due for due in due_for(supervisor) if "volunteers/" in due.url] == []


def test_waiting_applications_are_due(township, county_officer):
    make_volunteer(township)

    assert [(due.count, due.url) for due in due_for(county_officer) if "volunteers" in due.url] == [
        (1, "/desk/volunteers/?show=submitted")
    ]


@pytest.mark.parametrize("field", ["phone", "id_number", "number", "receipt_code"])
def test_someone_is_found_by_an_exact_number_without_it_standing_in_an_address(
    field, township, county_officer, sign_in
):
    volunteer, _other = make_active_volunteer(township), make_active_volunteer(township)
    typed = getattr(volunteer, field)

    response = sign_in(county_officer).post(INDEX, {"q": f" {typed.lower()} "})

    assert response.url == review_url(volunteer)
    assert typed not in response.url


@pytest.mark.parametrize("typed", ["", "   ", "1380000", "<script>", "测试", "x" * 500, "０"])
def test_what_is_not_found_says_so(typed, township, county_officer, sign_in):
    make_volunteer(township)

    response = sign_in(county_officer).post(INDEX, {"q": typed})

    assert (response.status_code, listed(response)) == (200, [])


def test_nobody_outside_the_area_is_found(township, other_county_officer, sign_in):
    volunteer = make_volunteer(township)

    assert listed(sign_in(other_county_officer).post(INDEX, {"q": volunteer.phone})) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_makes_the_same_number_of_queries(
    number, township, county_officer, sign_in, django_assert_num_queries
):
    for _place in range(number):
        make_active_volunteer(township)
    browser = sign_in(county_officer)
    browser.get(INDEX)

    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        browser.get(INDEX)


QUERIES_OF_THE_LIST = 18


def test_a_thousand_are_shown_a_page_at_a_time(township, county_officer, sign_in):
    for _place in range(26):
        make_volunteer(township)
    browser = sign_in(county_officer)

    first = browser.get(INDEX)

    assert len(listed(first)) == 25
    assert len(listed(browser.get(INDEX, {"after": first.context["page"].after}))) == 1
    assert len(listed(browser.get(INDEX, {"after": "<b>"}))) == 25
