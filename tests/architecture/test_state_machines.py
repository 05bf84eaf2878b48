"""The states a record can be in and the ways between them are those that people agreed on, and none leads nowhere."""

from __future__ import annotations

import pytest

from children.concerns.models import Concern
from children.concerns.transitions import CONCERN
from volunteers.application.models import Volunteer
from volunteers.application.transitions import VOLUNTEER
from volunteers.pairing.models import Pairing
from volunteers.pairing.transitions import PAIRING

# By model: its table, and what was agreed, each state with what may follow it.
MACHINES = {Concern: CONCERN, Volunteer: VOLUNTEER, Pairing: PAIRING}
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
}
# States in which a record stays for good.
FINAL = {Concern: set(), Volunteer: {"ended", "rejected", "withdrawn"}, Pairing: {"ended", "declined"}}
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
