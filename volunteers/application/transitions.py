"""The transitions of an application and of the engagement that follows: one table."""

from portal.accounts.enums import Capability
from portal.transitions.table import StateMachine, Transition

from .actions import VolunteerAction
from .enums import ENGAGED, IN_REVIEW, UNDER_WAY, VolunteerState

S, VETS = VolunteerState, Capability.VET_VOLUNTEER

# By the applicant.
SUBMIT = Transition("submit", (S.DRAFT,), S.SUBMITTED, VolunteerAction.SUBMITTED)
ANSWER = Transition("answer", (S.INFO_REQUESTED,), S.SCREENING, VolunteerAction.INFO_ANSWERED)
WITHDRAW = Transition("withdraw", (S.DRAFT, *IN_REVIEW), S.WITHDRAWN, VolunteerAction.WITHDRAWN)
# By a vetting officer of the county, never about themselves.
SCREEN = Transition("start_screening", (S.SUBMITTED,), S.SCREENING, VolunteerAction.SCREENING_STARTED, VETS)
INVITE = Transition("invite_to_interview", (S.SCREENING,), S.INTERVIEW, VolunteerAction.INVITED, VETS)
ASK = Transition("request_info", (S.SCREENING,), S.INFO_REQUESTED, VolunteerAction.INFO_REQUESTED, VETS)
TRAIN = Transition("send_to_training", (S.INTERVIEW,), S.TRAINING, VolunteerAction.TRAINING, VETS)
APPROVE = Transition("approve", (S.TRAINING,), S.APPROVED, VolunteerAction.APPROVED, VETS)
ACTIVATE = Transition("activate", (S.APPROVED,), S.ACTIVE, VolunteerAction.ACTIVATED, VETS)
REINSTATE = Transition("reinstate", (S.SUSPENDED,), S.ACTIVE, VolunteerAction.REINSTATED, VETS)
SUSPEND = Transition("suspend", (S.ACTIVE,), S.SUSPENDED, VolunteerAction.SUSPENDED, VETS)
END = Transition("end", ENGAGED, S.ENDED, VolunteerAction.ENDED, VETS)
REJECT = Transition("reject", IN_REVIEW, S.REJECTED, VolunteerAction.REJECTED, VETS)
# The outcome of a check; one that was not passed suspends whoever is active.
RECORD = Transition("record_vetting", UNDER_WAY, None, VolunteerAction.VETTING_RECORDED, VETS)

VOLUNTEER = StateMachine(
    states=S,
    starts=(S.DRAFT,),
    transitions=(
        *(SUBMIT, ANSWER, WITHDRAW),
        *(SCREEN, INVITE, ASK, TRAIN, APPROVE, ACTIVATE, REINSTATE, SUSPEND, END, REJECT, RECORD),
    ),
)
