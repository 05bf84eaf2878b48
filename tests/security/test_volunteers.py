"""Applying, vetting and pairing against somebody who should not come near a child, and against a curious colleague."""

from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.conftest import COUNTY, ELSEWHERE, OTHER_TOWNSHIP, TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import adult_id_number, make_active_volunteer, make_user, make_vetted, make_volunteer
from volunteers.application.domain import applying, vetting
from volunteers.application.domain.due import due
from volunteers.application.domain.queries import earlier_applications, volunteers_for
from volunteers.application.enums import VolunteerRefusal, VolunteerState
from volunteers.application.models import Volunteer
from volunteers.pairing.enums import PairingState

pytestmark = pytest.mark.django_db


def review(volunteer):
    return reverse("volunteers:desk_review", args=[volunteer.uuid])


def about(draft, number):
    """The first page of the application with this ID number."""
    return {"real_name": "测试甲", "id_number": number, "phone": "13800000009", "seen": ""}


@pytest.mark.parametrize(
    "typed",
    ["{0}", "{1}", " {0} ", "{2}", "\u200b{0}", "'{0}", "{3}"],
    ids=["as is", "x", "spaces", "wide", "zw", "'", "-"],
)
def test_no_spelling_of_an_id_number_makes_a_second_person(areas, sign_in, typed):
    first = make_volunteer(areas[TOWNSHIP], VolunteerState.SCREENING)
    plain = first.id_number
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in plain)
    number = typed.format(plain, plain.lower(), wide, f"{plain[:6]}-{plain[6:]}")
    draft = make_volunteer(areas[OTHER_TOWNSHIP], VolunteerState.DRAFT, id_number="", phone="13800000009")

    answer = sign_in(draft.user).post(reverse("volunteers:apply_page", args=["about"]), about(draft, number))

    assert answer.context["form"].errors["id_number"] == [VolunteerRefusal.ASK_THE_OFFICE.label]
    assert AuditEvent.objects.get(action="volunteer.id_refused").target_id == str(draft.uuid)


def test_trying_out_id_numbers_soon_tells_nothing(areas, sign_in):
    taken = make_volunteer(areas[TOWNSHIP])
    draft = make_volunteer(areas[OTHER_TOWNSHIP], VolunteerState.DRAFT, id_number="", phone="")
    browser, url = sign_in(draft.user), reverse("volunteers:apply_page", args=["about"])
    nobodys = adult_id_number(998)

    before = applying.elsewhere_denied_reason(draft.user, nobodys)
    for _try in range(5):
        browser.post(url, about(draft, taken.id_number))

    assert (before, applying.elsewhere_denied_reason(draft.user, nobodys)) == (None, VolunteerRefusal.ASK_THE_OFFICE)
    assert applying.elsewhere_denied_reason(make_user(), nobodys) is None


def test_who_was_refused_and_applies_elsewhere_is_recognised(areas):
    refused = make_volunteer(areas[TOWNSHIP], VolunteerState.REJECTED)
    again = make_volunteer(areas[OTHER_TOWNSHIP], id_number=refused.id_number, phone="13800009999")

    assert earlier_applications(again) == [refused]


@pytest.mark.parametrize("state", sorted(set(VolunteerState.values) - {VolunteerState.ACTIVE}))
def test_no_child_is_seen_in_any_state_but_active(areas, sign_in, state):
    child = make_child(areas[VILLAGE], called_name="小雨点")
    volunteer = make_vetted(areas[VILLAGE], state)
    make_pairing(child, volunteer, PairingState.ACTIVE)
    browser = sign_in(volunteer.user)

    pages = [browser.get(prefix + path) for prefix in ("", "/en") for path in ("/volunteer/children/", "/volunteer/")]
    pages += [browser.get(child.get_absolute_url()), browser.get("/volunteer/sessions/"), browser.get("/messages/")]

    assert [p.request["PATH_INFO"] for p in pages if "小雨点" in p.content.decode()] == []
    assert [p.request["PATH_INFO"] for p in pages if child.case_number in p.content.decode()] == []


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "patch", "delete", "trace"])
def test_no_method_opens_the_desk_to_a_volunteer(areas, sign_in, method):
    child = make_child(areas[VILLAGE])
    volunteer = make_active_volunteer(areas[VILLAGE])
    pairing = make_pairing(child, volunteer)
    browser = sign_in(volunteer.user)
    paths = [child.get_absolute_url(), pairing.get_absolute_url(), review(volunteer), "/desk/children/", "/desk/audit/"]

    answers = [getattr(browser, method)(prefix + path) for prefix in ("", "/en") for path in paths]

    assert {answer.status_code for answer in answers} <= {404, 405}
    assert not any(child.called_name in answer.content.decode() for answer in answers)


def test_township_staff_do_not_read_what_was_asked_and_noted_while_vetting(areas, supervisor, county_officer, sign_in):
    noted = {"info_wanted": "请说明二〇一八年的事", "info_answer": "测试答复", "state_note": "测试备注"}
    volunteer = make_volunteer(areas[TOWNSHIP], VolunteerState.SCREENING, **noted)

    township, county = (sign_in(user).get(review(volunteer)).content.decode() for user in (supervisor, county_officer))

    assert [text for text in noted.values() if text in township] == []
    assert [text for text in noted.values() if text in county] == list(noted.values())


def test_vetting_in_one_county_shows_no_outcome_in_another(areas, staff, supervisor):
    Assignment.objects.create(user=supervisor, role=Role.COUNTY_OFFICER, area=areas[ELSEWHERE])
    make_active_volunteer(areas[TOWNSHIP])
    theirs = make_active_volunteer(areas["331126101"])

    rows = {row.area_path: row.check_until for row in volunteers_for(supervisor)}

    assert rows == {TOWNSHIP: None, "331126101": theirs.vetting.get(kind="record_check").valid_until}


def test_an_officers_other_account_is_not_on_their_list_and_not_theirs_to_vet(areas, county_officer, sign_in):
    own = make_volunteer(areas[TOWNSHIP], VolunteerState.WITHDRAWN, user=county_officer)
    other = make_volunteer(areas[TOWNSHIP], id_number=own.id_number)

    assert list(volunteers_for(county_officer)) == []
    assert {entry.count for entry in due(county_officer)} == {0}
    assert sign_in(county_officer).get(review(other)).status_code == 404
    with pytest.raises(Denied) as refused:
        vetting.start_screening(other, by=county_officer)
    assert refused.value.reason == VolunteerRefusal.OWN


@pytest.mark.parametrize("account", ["this", "another"])
def test_staff_do_not_read_what_is_written_about_themselves_as_volunteers(areas, supervisor, sign_in, account):
    mine = make_active_volunteer(areas[TOWNSHIP], user=supervisor)
    if account == "another":
        Volunteer.objects.unscoped("test").filter(pk=mine.pk).update(state=VolunteerState.ENDED)
        mine = make_active_volunteer(areas[TOWNSHIP], id_number=mine.id_number)
    row = make_pairing(make_child(areas[VILLAGE]), mine, note="担心这位志愿者")
    browser = sign_in(supervisor)

    step = reverse("volunteers:pairing_step", args=[row.uuid, "pause"])
    assert [browser.get(row.get_absolute_url()).status_code, browser.get(step).status_code] == [404, 404]
    assert browser.post(step, {"reason": "guardian"}).status_code == 404


def test_the_reason_for_seeing_an_id_number_is_not_kept_in_the_session(areas, county_officer, sign_in):
    volunteer = make_volunteer(areas[TOWNSHIP])
    url = reverse("volunteers:desk_show_id", args=[volunteer.uuid])
    browser = sign_in(county_officer)

    answer = browser.post(url, {"reason": "为王某办理无犯罪记录查询"})

    assert answer.url == f"{reverse('account_reauthenticate')}?next={quote(url, safe='')}"
    kept = [session.get_decoded() for session in Session.objects.filter(expire_date__gt=timezone.now())]
    assert "王某" not in str(kept)


def test_the_audit_log_does_not_keep_what_somebody_typed_into_its_search(staff, sign_in):
    auditor = staff(Role.AUDITOR, COUNTY)
    browser = sign_in(auditor)

    answers = [
        browser.get("/desk/audit/", {"target": text}) for text in ("529999201503070011", "13800000001", "王小雨")
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert {event.detail["record"] for event in AuditEvent.objects.filter(action="audit.read")} == {""}


def test_an_application_sent_twice_is_one(areas):
    draft = make_volunteer(areas[TOWNSHIP], VolunteerState.DRAFT)
    stale = Volunteer.objects.unscoped("test").get(pk=draft.pk)
    applying.submit(draft, by=draft.user)

    with pytest.raises(Denied) as refused:
        applying.submit(stale, by=draft.user)

    assert refused.value.reason == VolunteerRefusal.MOVED_ON


def test_nobody_sends_another_ones_application(areas):
    draft = make_volunteer(areas[TOWNSHIP], VolunteerState.DRAFT)

    with pytest.raises(Denied) as refused:
        applying.submit(draft, by=make_user())

    assert refused.value.reason == VolunteerRefusal.NOT_YOURS
