"""Pairing on the desk, as each kind of person sees it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from children.ledger.enums import NeedDomain
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from tests.conftest import COUNTY, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer, make_vetted
from volunteers.application.enums import ServiceType, VolunteerState
from volunteers.pairing.enums import PairingRefusal, PairingState
from volunteers.pairing.models import Pairing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE], full_name="测试童全名", called_name="小雨", health="哮喘", address="测试路九号")


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP])


def step_url(row, step):
    return reverse("volunteers:pairing_step", args=[row.uuid, step])


def text(answer):
    return answer.content.decode()


def test_a_pairing_is_made_on_the_desk_from_proposal_to_start(
    areas, child, volunteer, village_officer, supervisor, county_officer, sign_in
):
    village, township = sign_in(village_officer), sign_in(supervisor)
    proposal = {"volunteer": str(volunteer.uuid), "services": ["tutoring"], "is_primary": "on"}
    address = village.post(reverse("volunteers:pairing_propose", args=[child.uuid]), proposal).url
    row = Pairing.objects.unscoped("test").get()

    village.post(step_url(row, "consent"), {"on": str(TODAY), "answer": "yes", "way": "phone", "name": "测试奶奶"})
    village.post(step_url(row, "heard"), {"on": str(TODAY), "answer": "yes", "words": "愿意"})
    chosen = {"supervisor": str(supervisor.uuid), "deputy": str(county_officer.uuid)}
    township.post(step_url(row, "approve"), chosen)
    sign_in(county_officer).post(step_url(row, "accept"))
    township.post(step_url(row, "activate"))

    row.refresh_from_db()
    assert (address, row.state) == (row.get_absolute_url(), PairingState.ACTIVE)
    assert (row.supervisor, row.deputy) == (supervisor, county_officer)
    township.post(step_url(row, "pause"), {"reason": "child", "note": "想歇一歇"})
    township.post(step_url(row, "resume"))
    township.post(step_url(row, "end"), {"reason": "completed"})
    row.refresh_from_db()
    assert (row.state, row.note) == (PairingState.ENDED, "想歇一歇")


def test_the_page_says_why_the_next_step_is_closed(child, volunteer, village_officer, sign_in):
    row = make_pairing(child, volunteer, PairingState.HEARD, proposed_by=village_officer)

    page = sign_in(village_officer).get(row.get_absolute_url())

    record = page.context["record"]
    assert [one.text for one in record.due] == [PairingRefusal.NOT_APPROVER.label]
    assert step_url(row, "approve") not in [act.url for act in (*record.head.acts, *record.head.more)]
    assert str(PairingRefusal.NOT_APPROVER.label) in text(page)


def test_a_step_from_a_stale_page_changes_nothing_and_says_so(child, volunteer, village_officer, sign_in):
    row = make_pairing(child, volunteer, PairingState.HEARD)

    answer = sign_in(village_officer).post(
        step_url(row, "consent"), {"on": str(TODAY), "way": "phone", "name": "x"}, follow=True
    )

    row.refresh_from_db()
    assert row.state == PairingState.HEARD
    assert str(PairingRefusal.MOVED_ON.label) in text(answer)


@pytest.mark.parametrize(
    ("step", "state", "typed", "field"),
    [
        ("consent", "proposed", {"on": "2090-01-01", "way": "phone", "name": "甲"}, "on"),
        ("consent", "proposed", {"on": "2026-01-01", "way": "phone", "name": " "}, "name"),
        ("heard", "consented", {"on": "2026-01-01", "words": ""}, "words"),
        ("decline", "proposed", {"reason": "nonsense"}, "reason"),
        ("approve", "heard", {"supervisor": "", "deputy": ""}, "supervisor"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(step, state, typed, field, child, volunteer, supervisor, sign_in):
    row = make_pairing(child, volunteer, state)

    answer = sign_in(supervisor).post(step_url(row, step), typed)

    row.refresh_from_db()
    assert row.state == state
    assert field in answer.context["form"].errors


def test_the_same_person_twice_as_supervisor_is_refused_with_the_reason(child, volunteer, supervisor, sign_in):
    row = make_pairing(child, volunteer, PairingState.HEARD)

    twice = {"supervisor": str(supervisor.uuid), "deputy": str(supervisor.uuid)}
    answer = sign_in(supervisor).post(step_url(row, "approve"), twice)

    assert answer.context["form"].non_field_errors() == [PairingRefusal.SUPERVISORS_SAME.label]


OUTSIDERS = [
    (Role.VILLAGE_OFFICER, OTHER_VILLAGE),
    (Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP),
    (Role.CENTRE_MANAGER, VILLAGE),
    (Role.AUDITOR, COUNTY),
    (Role.EDITOR, COUNTY),
    (Role.OPERATOR, COUNTY),
]


@pytest.mark.parametrize(("role", "code"), OUTSIDERS)
def test_outsiders_get_a_404(role, code, child, volunteer, staff, sign_in):
    row, browser = make_pairing(child, volunteer), sign_in(staff(role, code))

    addresses = [row.get_absolute_url(), step_url(row, "end"), reverse("volunteers:pairing_propose", args=[child.uuid])]

    assert [browser.get(address).status_code for address in addresses] == [404, 404, 404]
    assert browser.post(step_url(row, "end"), {"reason": "completed"}).status_code == 404
    row.refresh_from_db()
    assert row.state == PairingState.ACTIVE


def test_the_volunteer_is_an_outsider_of_the_desk(child, volunteer, sign_in):
    row = make_pairing(child, volunteer)

    assert sign_in(volunteer.user).get(row.get_absolute_url()).status_code == 404


def test_lists_hold_ones_own_area_only(areas, child, volunteer, village_officer, sign_in):
    mine = make_pairing(child, volunteer)
    make_pairing(make_child(areas[OTHER_VILLAGE]), volunteer)
    waiting = make_child(areas[VILLAGE])
    make_child(areas[OTHER_VILLAGE])
    browser = sign_in(village_officer)

    pairings = browser.get(reverse("volunteers:pairings"))
    children = browser.get(reverse("volunteers:pairings_waiting"))

    assert list(pairings.context["page"]) == [mine]
    assert [row.child for row in children.context["rows"]] == [waiting]


@pytest.mark.parametrize("name", ["pairings", "pairings_waiting"])
def test_lists_ask_the_database_as_often_for_three_rows_as_for_one(
    name, areas, county_officer, sign_in, django_assert_num_queries
):
    browser, address = sign_in(county_officer), reverse(f"volunteers:{name}")

    def more(count):
        for _n in range(count):
            make_pairing(make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP]))
            make_child(areas[VILLAGE])

    more(1)
    browser.get(address)
    queries = {"pairings": 18, "pairings_waiting": 22}[name]
    with django_assert_num_queries(queries):
        browser.get(address)
    more(2)
    with django_assert_num_queries(queries):
        browser.get(address)


def test_who_waits_and_who_fits_best(areas, village_officer, sign_in):
    calm = make_child(areas[VILLAGE], needs=(NeedDomain.PSYCHOLOGICAL,))
    urgent = make_child(areas[VILLAGE], risk="high", created_at=timezone.now() - timedelta(days=20))
    make_child(areas[VILLAGE], needs=())
    make_child(areas[VILLAGE], state="draft")
    far = make_active_volunteer(areas[OTHER_TOWNSHIP])
    near = make_active_volunteer(areas[TOWNSHIP])
    make_vetted(areas[TOWNSHIP], VolunteerState.SUSPENDED)
    full = make_active_volunteer(areas[TOWNSHIP], caseload_limit=1)
    make_pairing(make_child(areas[VILLAGE]), full)
    browser, address = sign_in(village_officer), reverse("volunteers:pairings_waiting")

    rows = browser.get(address).context["rows"]
    long = browser.get(address, {"show": "long"}).context["rows"]

    assert [row.child for row in rows] == [urgent, calm]
    assert rows[0].best.helper.number == near.number
    assert rows[0].best.fitting == (ServiceType.TUTORING,)
    assert rows[1].best is None
    assert [row.child for row in long] == [urgent]
    page = browser.get(reverse("volunteers:pairing_propose", args=[urgent.uuid]))
    assert [one.helper.number for one in page.context["candidates"]] == [near.number, far.number]


def test_a_volunteer_whom_the_guardian_declined_is_not_offered_again(areas, child, volunteer, village_officer, sign_in):
    make_pairing(child, volunteer, PairingState.DECLINED)

    page = sign_in(village_officer).get(reverse("volunteers:pairing_propose", args=[child.uuid]))

    assert page.context["candidates"] == []


def test_reading_a_pairing_is_logged(child, volunteer, village_officer, sign_in):
    row = make_pairing(child, volunteer)

    sign_in(village_officer).get(row.get_absolute_url())

    event = AuditEvent.objects.get(action="pairing.read")
    assert (event.actor, event.target_id) == (village_officer, str(row.uuid))


def test_the_childs_page_shows_its_pairings(child, volunteer, village_officer, sign_in):
    row = make_pairing(child, volunteer)

    page = text(sign_in(village_officer).get(child.get_absolute_url()))

    assert row.get_absolute_url() in page
    assert volunteer.real_name not in page


def test_what_is_due(areas, child, volunteer, supervisor, sign_in):
    make_pairing(child, volunteer, PairingState.HEARD)
    lapsed = make_vetted(areas[TOWNSHIP], VolunteerState.SUSPENDED)
    make_pairing(make_child(areas[VILLAGE]), lapsed)
    make_child(areas[VILLAGE])
    make_pairing(make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP]))
    make_pairing(make_child(areas[VILLAGE]), volunteer, PairingState.HEARD, proposed_by=supervisor)
    make_officer(areas[TOWNSHIP])

    dues = sign_in(supervisor).get(reverse("desk:today")).context["dues"]

    index = reverse("volunteers:pairings")
    counted = {due.url: due.count for due in dues if "/pairings/" in due.url}
    assert counted == {f"{index}?state=lapsed": 1, f"{index}?state=heard": 1, reverse("volunteers:pairings_waiting"): 1}
