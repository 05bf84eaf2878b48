"""What destroys something asks first: every red button leads to a question, or stands on the page of one."""

from __future__ import annotations

import ast
import re

import pytest

from activities.sessions.views.records import SCREENS as SESSION
from children.concerns.views.transitions import SCREENS as CONCERN
from portal.undo.undoing import UNDOABLE
from volunteers.application.views.actions import SCREENS as VOLUNTEER
from volunteers.pairing.views.transitions import SCREENS as PAIRING

from .models import source_files
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
    "activities/templates/activities/desk/session_cancel.html": "activities.sessions.views.records.act",
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


# Views that only take a press of a button: those that ask first, and why the others need not.
PRESSED = {
    "activities.places.views.records.resolve": "asks",
    "activities.places.views.records.rooms": "asks before it removes one",
    "activities.places.views.records.photos": "asks before it removes one",
    "activities.places.views.photos.decide": "asks before it refuses one",
    "activities.seats.views.children.take_off": "asks",
    "activities.seats.views.children.split": "asks",
    "activities.seats.views.mine.duty": "asks before a place is given back",
    "activities.hours.views.verifying.correct": "a new entry with its reason; nothing is taken away",
    "activities.sessions.views.records.act": "asks before it cancels or closes",
    "children.ledger.views.records.confirm_record": "destroys nothing",
    "children.ledger.views.records.look_at_age": "destroys nothing",
    "children.concerns.views.people.name": "asks",
    "children.concerns.views.people.give": "destroys nothing",
    "home.eligibility.views.rules.follow": "destroys nothing",
    "home.importing.views.stop": "what is done stays; the rest can be imported again",
    "portal.ops.undelivered.again": "destroys nothing",
    "portal.ops.undelivered.all_again": "destroys nothing",
    "portal.undo.views.take_back": "takes back what somebody has just done, at their wish",
    "portal.notify.views.read": "destroys nothing",
    "portal.unsaved.views.throw_away": "says itself what is thrown away: words of whoever presses it",
    "portal.accounts.views.forget_device": "a code brings it back, and nobody should have to think",
    "portal.accounts.views.leave_everywhere": "signing in brings it back, and nobody should have to think",
}


def test_every_view_that_takes_only_a_press_of_a_button_is_looked_at():
    found = {}
    for path in source_files():
        module = ".".join(path.with_suffix("").parts)
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and "require_POST" in map(ast.unparse, node.decorator_list):
                found[f"{module}.{node.name}"] = ast.unparse(node)

    assert found.keys() == PRESSED.keys()
    asking = {name for name, source in found.items() if "_ask(" in source or "ask_first(" in source}
    said = {name for name, why in PRESSED.items() if why.startswith("asks")}
    assert said - asking == {"activities.sessions.views.records.act"}  # by its table of screens, as below


def test_what_ends_a_record_asks_or_is_typed():
    tables = (SESSION, CONCERN, VOLUNTEER, PAIRING)
    ends = [screen for table in tables for screen in table.rows if screen.transition.target in table.machine.ends]

    assert {screen.name for screen in ends} == {"decline", "end", "reject"}
    assert [screen.name for screen in ends if not (screen.asks or screen.question)] == []
