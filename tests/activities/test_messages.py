"""Every message the domain sends has its texts."""

import pytest

from activities.telling import tell
from portal.notify.delivery import texts
from portal.notify.models import Message

pytestmark = pytest.mark.django_db

TEMPLATES = [
    "signed_up",
    "waitlisted",
    "promoted",
    "offered",
    "offer_over",
    "taken_off",
    "cancelled",
    "changed",
    "adults_missing",
    "takes_place",
    "unsafe",
    "place_changed",
    "child_promoted",
    "hours_verified",
    "hours_corrected",
]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_message_names_the_session_its_time_and_its_page(template, session, volunteer):
    tell([volunteer.user], template, session, event="e", minutes=90, reason="台风")

    subject, body = texts(Message.objects.filter(recipient=volunteer.user).first())

    assert subject
    assert [part in body for part in (session.title, session.place.name, str(session.uuid))] == [True] * 3
