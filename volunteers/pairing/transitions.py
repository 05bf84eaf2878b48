"""The transitions of a pairing: one table, from the proposal to the end."""

from portal.accounts.enums import Capability
from portal.transitions.table import StateMachine, Transition

from .actions import PairingAction
from .enums import BEFORE_START, DECIDED, RUNNING, PairingState

S = PairingState
PROPOSES, APPROVES = Capability.PROPOSE_PAIRING, Capability.APPROVE_PAIRING
# Heard already: before the child's answer had a field of its own, see `rules.answer_unknown`.
TO_HEAR = (S.CONSENTED, S.HEARD)

# Asking the guardian and the child: a yes goes on, who is not sure is asked again, a no declines.
CONSENT = Transition("consent", (S.PROPOSED,), S.CONSENTED, PairingAction.CONSENTED, PROPOSES)
CONSENT_UNSURE = Transition("consent-unsure", (S.PROPOSED,), S.PROPOSED, PairingAction.CONSENTED_UNSURE, PROPOSES)
HEAR = Transition("heard", TO_HEAR, S.HEARD, PairingAction.HEARD, PROPOSES)
HEAR_UNSURE = Transition("heard-unsure", TO_HEAR, S.CONSENTED, PairingAction.HEARD_UNSURE, PROPOSES)
DECLINE = Transition("decline", BEFORE_START, S.DECLINED, PairingAction.DECLINED, PROPOSES)
# By somebody else than who proposed it, with a right over both.
APPROVE = Transition("approve", (S.HEARD,), S.APPROVED, PairingAction.APPROVED, APPROVES)
ACTIVATE = Transition("activate", (S.APPROVED,), S.ACTIVE, PairingAction.ACTIVATED, APPROVES)
PAUSE = Transition("pause", (S.ACTIVE,), S.PAUSED, PairingAction.PAUSED, PROPOSES)
RESUME = Transition("resume", (S.PAUSED,), S.ACTIVE, PairingAction.RESUMED, APPROVES)
END = Transition("end", RUNNING, S.ENDED, PairingAction.ENDED, PROPOSES)
# Who looks after it: named by somebody, and each says yes or no by their own account.
NAME = Transition("name", DECIDED, None, PairingAction.NAMED, APPROVES)
ACCEPT = Transition("accept", DECIDED, None, PairingAction.ACCEPTED, PROPOSES)
STEP_DOWN = Transition("step_down", DECIDED, None, PairingAction.STEPPED_DOWN, PROPOSES)

PAIRING = StateMachine(
    states=S,
    starts=(S.PROPOSED,),
    transitions=(
        *(CONSENT, CONSENT_UNSURE, HEAR, HEAR_UNSURE, DECLINE, APPROVE, ACTIVATE, PAUSE, RESUME, END),
        *(NAME, ACCEPT, STEP_DOWN),
    ),
)
