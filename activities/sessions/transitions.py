"""The transitions of a session: one table, from the draft to the verified hours."""

from portal.accounts.enums import Capability
from portal.transitions.table import StateMachine, Transition

from ..actions import SessionAction
from ..enums import OPEN, SessionState

S = SessionState
MANAGES, CALLS, VERIFIES = Capability.MANAGE_SESSION, Capability.CALL_ROLL, Capability.VERIFY_HOURS

PUBLISH = Transition("publish", (S.DRAFT,), S.PUBLISHED, SessionAction.PUBLISHED, MANAGES)
CLOSE = Transition("close", (S.PUBLISHED,), S.CLOSED, SessionAction.CLOSED, MANAGES, undo="session.close")
CANCEL = Transition("cancel", OPEN, S.CANCELLED, SessionAction.CANCELLED, MANAGES, undo="session.cancel")
# On the day; a session that took place is completed also when nobody had started it.
START = Transition("start", (S.PUBLISHED, S.CLOSED), S.IN_PROGRESS, SessionAction.STARTED, CALLS)
COMPLETE = Transition("complete", (*START.sources, S.IN_PROGRESS), S.COMPLETED, SessionAction.COMPLETED, CALLS)
VERIFY = Transition("verify", (S.COMPLETED,), S.VERIFIED, SessionAction.HOURS_VERIFIED, VERIFIES)
# Taken back within ten minutes.
REOPEN = Transition("reopen", (S.CLOSED,), S.PUBLISHED, SessionAction.REOPENED, MANAGES)
TAKE_PLACE = {
    state: Transition(f"take_place_{state}", (S.CANCELLED,), state, SessionAction.TAKES_PLACE, MANAGES)
    for state in OPEN
}

SESSION = StateMachine(
    states=S,
    starts=(S.DRAFT,),
    transitions=(PUBLISH, CLOSE, CANCEL, START, COMPLETE, VERIFY, REOPEN, *TAKE_PLACE.values()),
)
