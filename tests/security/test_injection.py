"""What people type is shown as they typed it and never becomes part of a page or of a letter's head."""

import pytest
from django.core import mail
from django.urls import reverse

from portal.accounts.enums import Role
from portal.notify.delivery import deliver_message
from portal.notify.models import Channel, Message
from tests.conftest import COUNTY, VILLAGE
from tests.factories.accounts import member
from tests.factories.activities import make_duty, make_enrolment, make_place, make_room, make_session
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer, make_user, make_vetting, make_volunteer
from volunteers.application.enums import VolunteerState
from volunteers.pairing.enums import PairingState

pytestmark = pytest.mark.django_db
EVIL = "<img src=x onerror=alert(1)>{{ 7|add:7 }}"
SHOWN = "&lt;img src=x"
APPLICATION = ("real_name", "occupation", "experience", "motivation", "referee_name", "info_wanted", "info_answer")


def texts(model, *names, **more):
    """Our text in each of these fields, as long as the field allows."""
    limits = {name: model._meta.get_field(name).max_length or 200 for name in names}
    return {name: EVIL[: limits[name]] for name in names} | more


@pytest.fixture
def people(areas):
    """A volunteer, a child, a pairing and a session, each with markup wherever somebody types."""
    from children.ledger.models import Child
    from volunteers.application.models import Volunteer

    user = make_user(display_name=EVIL[:40])
    written = texts(Volunteer, *APPLICATION, "state_note", "interview_place")
    volunteer = make_active_volunteer(areas[VILLAGE], user=user, **written)
    make_vetting(volunteer, note=EVIL)
    names = ("full_name", "called_name", "address", "school", "grade", "guardian_name", "parents_workplace", "health")
    child = make_child(areas[VILLAGE], **texts(Child, *names))
    pairing = make_pairing(child, volunteer, note=EVIL, heard_words=EVIL, consent_name=EVIL)
    place = make_place(areas[VILLAGE], name=EVIL, address=EVIL)
    session = make_session(place, room=make_room(place, name=EVIL[:40]), title=EVIL[:60], summary=EVIL, bring=EVIL)
    make_enrolment(session, child, collected_by=EVIL)
    make_duty(session, volunteer)
    return {"volunteer": volunteer, "child": child, "pairing": pairing, "place": place, "session": session}


def desk_pages(people):
    """Every page of the desk that shows one of them."""
    volunteer, session = people["volunteer"].uuid, people["session"].uuid
    names = [("desk_session", session), ("desk_roster", session), ("rollcall", session), ("desk_hours", session)]
    names += [("desk_enrol", session), ("desk_session_edit", session), ("desk_place", people["place"].uuid)]
    pages = [reverse(f"activities:{name}", args=[uuid]) for name, uuid in names]
    pages += [reverse(f"volunteers:{name}", args=[volunteer]) for name in ("desk_review", "desk_show_id")]
    pages += [people["child"].get_absolute_url(), reverse("children:edit", args=[people["child"].uuid])]
    pages += [people["pairing"].get_absolute_url(), "/desk/", "/desk/children/", "/desk/volunteers/"]
    return [*pages, "/desk/pairings/", "/desk/pairings/waiting/", "/desk/places/", "/desk/activities/"]


def test_no_page_of_the_desk_runs_what_somebody_typed(people, staff, sign_in):
    browser = sign_in(staff(Role.SAFEGUARDING_OFFICER))

    pages = {path: browser.get(path).content.decode() for path in [*desk_pages(people), "/desk/audit/"]}

    assert [path for path, page in pages.items() if "<img src=x" in page or page == "14"] == []
    assert len([path for path, page in pages.items() if SHOWN in page]) >= 12
    assert not any("&amp;lt;img" in page for page in pages.values())


def test_no_public_or_own_page_does(people, sign_in, client):
    browser = sign_in(people["volunteer"].user)
    session, place = people["session"], people["place"]
    public = ["/activities/", session.get_absolute_url(), "/places/", f"/places/{place.slug}/", "/"]
    own = ["/volunteer/", "/volunteer/children/", "/volunteer/sessions/", "/volunteer/hours/", "/volunteer/readers/"]

    pages = [client.get(path).content.decode() for path in public]
    pages += [browser.get(path).content.decode() for path in [*public, *own, "/accounts/", "/messages/"]]

    assert [page[:200] for page in pages if "<img src=x" in page] == []
    assert any(SHOWN in page for page in pages)


def test_no_search_echoes_what_was_looked_for_as_markup(people, staff, sign_in, client):
    browser = sign_in(staff(Role.COUNTY_OFFICER))

    answers = [browser.post(path, {"q": EVIL}) for path in ("/desk/children/", "/desk/volunteers/")]
    answers += [client.get("/search/", {"q": EVIL}), client.get("/activities/", {"area": EVIL, "age": EVIL})]
    answers += [browser.get("/desk/audit/", {"target": EVIL, "action": EVIL})]

    assert [answer.request["PATH_INFO"] for answer in answers if "<img src=x" in answer.content.decode()] == []


def test_an_applicants_answers_are_escaped_on_the_page_that_checks_them(areas, sign_in):
    draft = make_volunteer(areas[COUNTY], VolunteerState.DRAFT, real_name=EVIL, motivation=EVIL, referee_name=EVIL)

    page = sign_in(draft.user).get(reverse("volunteers:apply_check")).content.decode()

    assert ("<img src=x" in page, SHOWN in page) == (False, True)


def test_a_name_of_several_lines_adds_no_line_to_the_head_of_a_letter(areas):
    person = member(display_name="甲\r\nBcc: evil@example.test"[:40])
    message = Message.objects.create(key="k", recipient=person, channel=Channel.EMAIL, template="volunteer_submitted")

    deliver_message(message.pk)

    assert [sorted(letter.recipients()) for letter in mail.outbox] == [[person.email]]
    assert "Bcc" not in dict(mail.outbox[0].message().items())


@pytest.mark.parametrize("state", [PairingState.ACTIVE, PairingState.PAUSED])
def test_no_message_names_a_child(areas, state, sign_in):
    child = make_child(areas[VILLAGE], full_name="测试童甲", called_name="小雨点")
    row = make_pairing(child, make_active_volunteer(areas[VILLAGE]), state)
    from volunteers.pairing.domain.spell import end
    from volunteers.pairing.enums import EndReason

    end(row, by=row.approved_by, reason=EndReason.COMPLETED, note="测试童甲")
    for message in Message.objects.filter(channel=Channel.EMAIL):
        deliver_message(message.pk)

    sent = "".join(letter.subject + letter.body for letter in mail.outbox) + str(list(Message.objects.values()))
    assert [name for name in ("测试童甲", "小雨点", child.case_number) if name in sent] == []
    assert len(mail.outbox) > 0
