"""The states a record can be in and the ways between them are those that people agreed on, and none leads nowhere."""

from __future__ import annotations

import ast

import pytest

from activities.models import Session
from activities.sessions.transitions import SESSION
from children.concerns.models import Concern
from children.concerns.transitions import CONCERN
from volunteers.application.models import Volunteer
from volunteers.application.transitions import VOLUNTEER
from volunteers.pairing.models import Pairing
from volunteers.pairing.transitions import PAIRING

from .models import ROOT, source_files
from .test_every_state_is_due import models_with_states

# By model: its table, and what was agreed, each state with what may follow it.
MACHINES = {Concern: CONCERN, Volunteer: VOLUNTEER, Pairing: PAIRING, Session: SESSION}
BEFORE_ACTIVE = {"rejected", "withdrawn"}
AGREED = {
    Concern: {
        "received": {"triaged"},
        "triaged": {"reported", "not_reportable"},
        "reported": {"triaged"},
        "not_reportable": {"triaged"},
    },
    Volunteer: {
        "draft": {"submitted", "withdrawn"},
        "submitted": {"screening"} | BEFORE_ACTIVE,
        "screening": {"info_requested", "interview"} | BEFORE_ACTIVE,
        "info_requested": {"screening"} | BEFORE_ACTIVE,
        "interview": {"training"} | BEFORE_ACTIVE,
        "training": {"approved"} | BEFORE_ACTIVE,
        "approved": {"active"} | BEFORE_ACTIVE,
        "active": {"suspended", "ended"},
        "suspended": {"active", "ended"},
        "ended": set(),
        "rejected": set(),
        "withdrawn": set(),
    },
    Pairing: {
        "proposed": {"consented", "declined"},
        "consented": {"heard", "declined"},
        # Back to consented: heard before the child's answer had a field of its own, and not sure when asked again.
        "heard": {"approved", "consented", "declined"},
        "approved": {"active", "declined"},
        "active": {"paused", "ended"},
        "paused": {"active", "ended"},
        "ended": set(),
        "declined": set(),
    },
    Session: {
        "draft": {"published", "cancelled"},
        # What took place is completed also when nobody started it.
        "published": {"closed", "in_progress", "completed", "cancelled"},
        # Back to published, and from cancelled to where it was: within ten minutes.
        "closed": {"in_progress", "completed", "cancelled", "published"},
        "in_progress": {"completed"},
        "completed": {"verified"},
        "verified": set(),
        "cancelled": {"draft", "published", "closed"},
    },
}
# States in which a record stays for good.
# Models with states and no table, and why.
OTHERS = {
    "accounts.RoleChange": "proposed, then decided once: `portal.accounts.domain.changes`",
    "activities.Duty": "a seat: it changes with the others of its session, which is held",
    "activities.Enrolment": "a seat: it changes with the others of its session, which is held",
    "children.Child": "its transitions come with the ledger: moved out, closed, merged",
    "children.LeftBehindRule": "a draft that is decided once and never changed: `portal.changes.rule_versions`",
    "home.EligibilityRule": "a draft that is decided once and never changed: `portal.changes.rule_versions`",
    "jobs.Job": "moved by the machine: `portal.jobs.running`",
    "notify.Message": "moved by the machine: `portal.notify.outcome`",
}
FINAL = {
    Concern: set(),
    Volunteer: {"ended", "rejected", "withdrawn"},
    Pairing: {"ended", "declined"},
    Session: {"verified"},
}
EACH = pytest.mark.parametrize("model", MACHINES, ids=lambda model: model.__name__)


@EACH
def test_the_table_is_what_was_agreed(model):
    machine = MACHINES[model]

    assert {state: machine.states_from(state) for state in machine.states.values} == AGREED[model]


@EACH
def test_every_state_of_the_model_can_be_reached_and_only_the_final_ones_are_not_left(model):
    machine, choices = MACHINES[model], {value for value, _label in model._meta.get_field("state").choices}

    assert (machine.reached(), machine.ends) == (choices, FINAL[model])


@EACH
def test_a_new_record_begins_where_the_table_begins(model):
    assert model._meta.get_field("state").default in MACHINES[model].starts


@EACH
def test_no_two_transitions_share_a_name(model):
    names = [transition.name for transition in MACHINES[model].transitions]

    assert len(names) == len(set(names))


def test_a_model_with_states_has_a_table_or_a_reason():
    assert models_with_states() == {model._meta.label for model in MACHINES} | set(OTHERS)


def enters_a_state(path):
    """Whether the module sets `….state` by itself."""
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign):
            targets = [one for target in node.targets for one in getattr(target, "elts", [target])]
            if any(isinstance(one, ast.Attribute) and one.attr == "state" for one in targets):
                return True
    return False


def test_states_are_entered_by_the_one_function_and_those_without_a_table_where_they_are_at_home():
    rooms = ("children/concerns/", "volunteers/", "activities/", "portal/transitions/")
    found = {str(path) for path in source_files() if str(path).startswith(rooms) and enters_a_state(path)}

    assert found == {
        "portal/transitions/making.py",
        *(f"activities/seats/domain/{name}.py" for name in ("enrolment", "grown", "signup", "waitlist")),
        *(f"activities/sessions/domain/{name}.py" for name in ("undoing", "walkins")),
        "activities/demo/loading.py",  # sessions of the past, made as they are
    }
