"""Who looks after a pairing: a supervisor and a deputy, two other people of the staff, who have said yes themselves."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from portal.accounts.domain.independence import same_person, second_denied_reason
from portal.accounts.enums import Capability
from portal.accounts.models import User

from ...application.domain.persons import is_same_person
from ..enums import BEFORE_START, DECIDED, Answer, PairingRefusal, PairingState
from ..models import Pairing
from ..transitions import ACCEPT, STEP_DOWN

SUPERVISOR, DEPUTY = "supervisor", "deputy"
POSTS = (SUPERVISOR, DEPUTY)


def post_of(pairing: Pairing, user: User) -> str | None:
    """Which of the two this account was named as."""
    return next((post for post in POSTS if getattr(pairing, f"{post}_id") == user.pk), None)


def answer_of(pairing: Pairing, post: str) -> str:
    """What whoever was named has said: blank, yes or no."""
    return str(getattr(pairing, f"{post}_answer"))


def both_accepted(pairing: Pairing) -> bool:
    """Whether both have said yes."""
    return all(answer_of(pairing, post) == Answer.YES for post in POSTS)


def person_denied_reason(
    pairing: Pairing, user: User, *, began: datetime, other: User | None = None, by: User | None = None
) -> PairingRefusal | None:
    """Why this person cannot look after the pairing beside the `other`, named by `by`, or None.

    Not the volunteer, not who proposed it, not the other one, under whatever account; and no role that one of them
    gave for the purpose.
    """
    if not may_supervise(user, pairing):
        return PairingRefusal.NOT_STAFF
    if same_person(user, pairing.proposed_by):
        return PairingRefusal.SUPERVISOR_PROPOSED
    if other is not None and same_person(user, other):
        return PairingRefusal.SUPERVISORS_SAME
    firsts = [one for one in (pairing.proposed_by, other, by) if one is not None and one.pk != user.pk]
    late = second_denied_reason(
        user, firsts=firsts, began=began, capability=Capability.SEE_CHILD, path=pairing.area_path
    )
    return PairingRefusal.SUPERVISOR_NEW if late else None


def posts_denied_reason(
    pairing: Pairing, supervisor: User | None, deputy: User | None, *, by: User
) -> PairingRefusal | None:
    """Why `by` cannot name these two, or None: two other people of the staff for the child's village."""
    if supervisor is None or deputy is None:
        return PairingRefusal.NO_SUPERVISOR
    began = pairing.proposed_at if pairing.state in BEFORE_START else timezone.now()
    reason = person_denied_reason(pairing, supervisor, began=began, other=deputy, by=by)
    return reason or person_denied_reason(pairing, deputy, began=began, other=supervisor, by=by)


def may_supervise(user: User, pairing: Pairing) -> bool:
    """Whether this person is staff today with the child in their area, and not the volunteer."""
    return user.can(Capability.SEE_CHILD, pairing.area_path) and not is_same_person(pairing.volunteer, user)


def accept_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why this person cannot take the post on now, or None: whoever was named, by their own account."""
    post = post_of(pairing, by)
    if post is None:
        return PairingRefusal.NOT_NAMED
    if not ACCEPT.is_open_to(pairing) or answer_of(pairing, post) == Answer.YES:
        return PairingRefusal.MOVED_ON
    other = getattr(pairing, DEPUTY if post == SUPERVISOR else SUPERVISOR)
    began = pairing.proposed_at if pairing.state in BEFORE_START else pairing.asked_at or pairing.proposed_at
    return person_denied_reason(pairing, by, began=began, other=other, by=pairing.asked_by)


def step_down_denied_reason(pairing: Pairing, by: User) -> PairingRefusal | None:
    """Why this person cannot say no to the post or give it up now, or None: whoever was named, at any time."""
    post = post_of(pairing, by)
    if post is None:
        return PairingRefusal.NOT_NAMED
    over = not STEP_DOWN.is_open_to(pairing) or answer_of(pairing, post) == Answer.NO
    return PairingRefusal.MOVED_ON if over else None


def in_place_denied_reason(pairing: Pairing) -> PairingRefusal | None:
    """Why nobody looks after the pairing as agreed today, or None: both are staff, are two others, and said yes."""
    if pairing.supervisor is None or pairing.deputy is None:
        return PairingRefusal.NO_SUPERVISOR
    if same_person(pairing.supervisor, pairing.deputy):
        return PairingRefusal.SUPERVISORS_SAME
    people = (pairing.supervisor, pairing.deputy)
    if any(same_person(user, pairing.proposed_by) for user in people):
        return PairingRefusal.SUPERVISOR_PROPOSED
    if not all(may_supervise(user, pairing) for user in people):
        return PairingRefusal.NOT_STAFF
    return None if both_accepted(pairing) else PairingRefusal.NOT_ACCEPTED


def vacant(pairing: Pairing) -> list[str]:
    """The posts nobody holds today: whoever was named has left, lost the role, or said no."""
    if pairing.state not in DECIDED:
        return []
    return [post for post in POSTS if _is_vacant(pairing, post)]


def _is_vacant(pairing: Pairing, post: str) -> bool:
    user = getattr(pairing, post)
    return user is None or answer_of(pairing, post) == Answer.NO or not may_supervise(user, pairing)


def in_charge(pairing: Pairing) -> list[User]:
    """Whoever holds one of the posts today, the supervisor first; of one that has just ended, whoever held them."""
    looked_after = pairing.state in (*DECIDED, PairingState.ENDED)
    return [getattr(pairing, post) for post in POSTS if looked_after and not _is_vacant(pairing, post)]
