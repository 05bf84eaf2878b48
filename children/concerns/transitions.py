"""The transitions of a report of concern: one table, which its rules, its changes and its pages read."""

from portal.accounts.enums import Capability
from portal.transitions.table import StateMachine, Transition

from .actions import ConcernAction
from .enums import ConcernState

S, MAY = ConcernState, Capability.OPEN_CONCERN
DECIDED = (S.REPORTED, S.NOT_REPORTABLE)

TRIAGE = Transition("triage", (S.RECEIVED,), S.TRIAGED, ConcernAction.TRIAGED, MAY)
REPORT = Transition("report", (S.TRIAGED,), S.REPORTED, ConcernAction.REPORTED, MAY)
# Nothing to pass on: one person proposes, another one signs or sends it back.
PROPOSE = Transition("dismiss", (S.TRIAGED,), None, ConcernAction.PROPOSED, MAY)
CONFIRM = Transition("confirm", (S.TRIAGED,), S.NOT_REPORTABLE, ConcernAction.DISMISSED, MAY)
SEND_BACK = Transition("send-back", (S.TRIAGED,), None, ConcernAction.SENT_BACK, MAY)
REOPEN = Transition("reopen", DECIDED, S.TRIAGED, ConcernAction.REOPENED, MAY)
# A signatory turns out to be named in it.
UNSIGN = Transition("unsign", (S.NOT_REPORTABLE,), S.TRIAGED, ConcernAction.UNSIGNED, MAY)
UNPROPOSE = Transition("unpropose", (S.TRIAGED,), None, ConcernAction.UNSIGNED, MAY)
# Never too late: what was decided may be asked about.
ANSWER = Transition("answer", tuple(S), None, ConcernAction.ANSWERED, MAY)
NOTE = Transition("note", tuple(S), None, ConcernAction.NOTED, MAY)

CONCERN = StateMachine(
    states=S,
    starts=(S.RECEIVED,),
    transitions=(TRIAGE, REPORT, PROPOSE, CONFIRM, SEND_BACK, REOPEN, UNSIGN, UNPROPOSE, ANSWER, NOTE),
)
