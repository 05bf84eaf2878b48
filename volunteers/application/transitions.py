"""The transitions of an application and of the engagement that follows: one table."""

from portal.accounts.enums import Capability
from portal.transitions.table import StateMachine, Transition

from .enums import ENGAGED, IN_REVIEW, UNDER_WAY, VolunteerState

S, VETS = VolunteerState, Capability.VET_VOLUNTEER

# By the applicant.
SUBMIT = Transition("submit", (S.DRAFT,), S.SUBMITTED, "volunteer.submitted")
ANSWER = Transition("answer", (S.INFO_REQUESTED,), S.SCREENING, "volunteer.info_answered")
WITHDRAW = Transition("withdraw", (S.DRAFT, *IN_REVIEW), S.WITHDRAWN, "volunteer.withdrawn")
# By a vetting officer of the county, never about themselves.
SCREEN = Transition("start_screening", (S.SUBMITTED,), S.SCREENING, "volunteer.screening_started", VETS)
INVITE = Transition("invite_to_interview", (S.SCREENING,), S.INTERVIEW, "volunteer.invited", VETS)
ASK = Transition("request_info", (S.SCREENING,), S.INFO_REQUESTED, "volunteer.info_requested", VETS)
TRAIN = Transition("send_to_training", (S.INTERVIEW,), S.TRAINING, "volunteer.training", VETS)
APPROVE = Transition("approve", (S.TRAINING,), S.APPROVED, "volunteer.approved", VETS)
ACTIVATE = Transition("activate", (S.APPROVED,), S.ACTIVE, "volunteer.activated", VETS)
REINSTATE = Transition("reinstate", (S.SUSPENDED,), S.ACTIVE, "volunteer.reinstated", VETS)
SUSPEND = Transition("suspend", (S.ACTIVE,), S.SUSPENDED, "volunteer.suspended", VETS)
END = Transition("end", ENGAGED, S.ENDED, "volunteer.ended", VETS)
REJECT = Transition("reject", IN_REVIEW, S.REJECTED, "volunteer.rejected", VETS)
# The outcome of a check; one that was not passed suspends whoever is active.
RECORD = Transition("record_vetting", UNDER_WAY, None, "volunteer.vetting_recorded", VETS)

VOLUNTEER = StateMachine(
    states=S,
    starts=(S.DRAFT,),
    transitions=(
        *(SUBMIT, ANSWER, WITHDRAW),
        *(SCREEN, INVITE, ASK, TRAIN, APPROVE, ACTIVATE, REINSTATE, SUSPEND, END, REJECT, RECORD),
    ),
)
