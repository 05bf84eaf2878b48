"""Each app's messages to staff, in the moment between writing and sending: the office has changed hands."""

import ast
from pathlib import Path

import pytest
from django.utils import timezone

from activities.models import Photo
from activities.places.domain.photos import refuse_photo
from activities.sessions.domain.publishing import cancel
from activities.telling import officers_of, tell
from children.concerns.domain.alerts import alert
from children.concerns.domain.people import shut_out
from home.editorial.domain.second_reader import readers
from portal.accounts.domain.editors import sync_editor_group
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.notify.delivery import attempt
from portal.notify.models import Channel, Message, MessageState
from portal.transitions.making import announce
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.activities import (
    make_active_child,
    make_duty,
    make_enrolment,
    make_place,
    make_serving_volunteer,
    make_session,
    make_waiting_photo,
)
from tests.factories.concerns import make_concern
from tests.factories.pairings import make_pairing
from volunteers.pairing.domain.moving import send

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROOT = Path(__file__).resolve().parents[2]


def gone(user):
    Assignment.objects.filter(user=user).update(until=timezone.localdate())


def sent(template=""):
    """Sends what waits, twice round, and says to whom e-mails went."""
    for _round in range(2):
        waiting = Message.objects.filter(channel=Channel.EMAIL, state=MessageState.QUEUED)
        for pk in list(waiting.values_list("pk", flat=True)):
            attempt(pk)
    done = Message.objects.filter(channel=Channel.EMAIL, state=MessageState.SENT)
    if template:
        done = done.filter(template=template)
    return sorted(done.values_list("recipient__email", flat=True))


@pytest.fixture
def place(areas):
    return make_place(areas[VILLAGE])


@pytest.fixture
def session(place, village_officer):
    return make_session(place, staff=(village_officer,), created_by=village_officer)


def test_a_cancellation(session, village_officer, supervisor, areas):
    volunteer = make_serving_volunteer(areas[VILLAGE])
    make_duty(session, volunteer)
    cancel(session, reason="下雨", by=supervisor)
    gone(village_officer)

    assert sent("activities_cancelled") == sorted([volunteer.user.email, supervisor.email])


def test_a_promotion_of_a_child(session, village_officer, supervisor, areas, staff):
    seat = make_enrolment(session, make_active_child(areas[VILLAGE]), enrolled_by=village_officer)
    tell(officers_of(seat), "child_promoted", session, event=f"promoted:{seat.uuid}", circle=f"enrolment:{seat.uuid}")
    gone(village_officer)
    successor = staff(Role.VILLAGE_OFFICER, VILLAGE, "successor@example.test")

    assert sent("activities_child_promoted") == [successor.email]


def test_a_photo_that_was_refused(place, village_officer, supervisor, county_officer):
    photo = make_waiting_photo(place)
    Photo.objects.filter(pk=photo.pk).update(added_by=village_officer)
    gone(village_officer)
    refuse_photo(photo, by=supervisor)
    Message.objects.update(not_before=None)

    assert village_officer.email not in sent("photo_refused")
    assert sent("photo_refused") == [supervisor.email]


def test_a_pairing(areas, staff, supervisor, county_officer):
    child, volunteer = make_active_child(areas[VILLAGE]), make_serving_volunteer(areas[VILLAGE])
    row = make_pairing(child, volunteer, state="proposed", proposed_by=supervisor)
    announce(
        row,
        "pairing.declined",
        by=county_officer,
        tell=lambda row, event: send(row, "pairing_declined", [row.proposed_by], event=event),
    )
    gone(supervisor)
    successor = staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, "successor@example.test")

    told = sent("pairing_declined")
    assert (supervisor.email in told, {successor.email, county_officer.email} <= set(told)) == (False, True)


def test_a_report_is_not_told_to_who_turns_out_to_be_named_in_it(areas, staff):
    named, other = staff(Role.SAFEGUARDING_OFFICER), staff(Role.SAFEGUARDING_OFFICER, COUNTY, "other@example.test")
    concern = make_concern(areas[VILLAGE])
    alert(concern)
    shut_out(concern, named, by=None)

    assert sent("concern_waiting") == [other.email]


def test_a_report_is_not_told_to_who_has_left(areas, staff):
    left, other = staff(Role.SAFEGUARDING_OFFICER), staff(Role.SAFEGUARDING_OFFICER, COUNTY, "other@example.test")
    alert(make_concern(areas[VILLAGE]))
    gone(left)

    assert sent("concern_waiting") == [other.email]


# Messages to people as themselves, and why they stay theirs.
PERSONAL = {
    "portal/desk/telling.py": "that one's own role has ended",
    "portal/ops/management/commands/reset_second_step.py": "one's own second step",
    "volunteers/application/domain/moving.py": "one's own application",
    "volunteers/pairing/domain/moving.py": "the volunteer of the pairing",
    "activities/telling.py": "the volunteer of a duty",
}


def test_every_message_says_whom_it_concerns_and_those_to_a_person_are_listed():
    found = {}
    for app in ("portal", "children", "volunteers", "activities", "home"):
        for path in (ROOT / app).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node) == "notify"]
            assert all(any(word.arg == "circle" for word in call.keywords) for call in calls), path
            if "THEMSELVES" in path.read_text(encoding="utf-8") and calls:
                found[str(path.relative_to(ROOT))] = len(calls)

    assert set(found) == set(PERSONAL)


def _name(call):
    return getattr(call.func, "id", "")


def test_editors_of_today_are_the_readers(areas, staff):
    editor = staff(Role.EDITOR)
    sync_editor_group(editor)
    gone(editor)  # by the date: nobody has taken the group away yet

    assert User.objects.filter(groups__name="Editors").count() == 1
    assert readers() == []
