"""What destroys something asks first: every red button leads to a question, or stands on the page of one."""

from __future__ import annotations

import re

import pytest

from portal.undo.undoing import UNDOABLE

from .test_templates import PAGES, ROOT

# Each template with a red button, and where the question is asked.
ASKED = {
    "portal/templates/sure.html": "the question itself",
    "portal/templates/desk/people_end.html": "the question itself",
    "portal/templates/account/put_back.html": "the question itself",
    "portal/templates/mfa/totp/deactivate_form.html": "the question itself",
    "portal/templates/mfa/webauthn/authenticator_confirm_delete.html": "the question itself",
    "home/templates/home/desk/danger_word_remove.html": "the question itself",
    "children/templates/children/concerns/people.html": "children.concerns.views.people.name",
    "volunteers/templates/volunteers/desk/step.html": "the question itself",
    "volunteers/templates/volunteers/withdraw.html": "the question itself",
    "activities/templates/activities/desk/photos.html": "activities.places.views.photos.decide",
    "activities/templates/activities/desk/session.html": "activities.sessions.views.records.act",
    "activities/templates/activities/desk/place_sure.html": "the question itself",
}
CAN_BE_TAKEN_BACK = {
    "place.photo",
    "place.room",
    "place.hazard",
    "session.close",
    "session.cancel",
    "enrolment.withdraw",
    "duty.withdraw",
    "enrolment.walk_in",
    "duty.walk_in",
}


def test_every_red_button_asks_first():
    red = re.compile(r"{%\s*button\b[^%]*kind=\"danger\"")
    found = {str(path.relative_to(ROOT)) for path in PAGES if red.search(path.read_text(encoding="utf-8"))}

    assert found == ASKED.keys()


@pytest.mark.parametrize("name", sorted(set(ASKED.values()) - {"the question itself"}))
def test_the_view_behind_it_asks(name):
    module, _dot, function = name.rpartition(".")
    source = (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")

    assert f"def {function}(" in source
    # By itself, or as a screen whose question `portal.transitions.screens` asks.
    assert "ask_first(request" in source or "question=" in source


def test_what_can_be_taken_back_is_known():
    assert UNDOABLE.names() == CAN_BE_TAKEN_BACK
