"""Naming who looks after a pairing, and their own yes or no."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.utils import timezone

from portal.accounts.models import User
from portal.changes.seen import undone_by

from ..enums import Answer, PairingRefusal, Reason
from ..models import Pairing
from ..transitions import ACCEPT, NAME, STEP_DOWN
from .moving import move, naming_office, remind, those_in_charge
from .posts import (
    POSTS,
    accept_denied_reason,
    answer_of,
    both_accepted,
    post_of,
    posts_denied_reason,
    step_down_denied_reason,
)
from .rules import name_denied_reason
from .staff import orphaned
from .vacancies import keep_all_vacancies

WEEK = timedelta(days=7)


def naming(supervisor: User | None, deputy: User | None, *, by: User) -> Callable[[Pairing], None]:
    """What is written under the lock: whoever names themselves has said yes, and who stays keeps their answer."""

    def write(pairing: Pairing) -> None:
        for post, user in (("supervisor", supervisor), ("deputy", deputy)):
            stays = (
                user is not None
                and user.pk == getattr(pairing, f"{post}_id")
                and answer_of(pairing, post) == Answer.YES
            )
            setattr(pairing, f"{post}_answer", Answer.YES if stays or user == by else "")
            setattr(pairing, post, user)
        pairing.asked_by, pairing.asked_at, pairing.supervisors_asked = by, timezone.now(), True

    return write


def named_now(pairing: Pairing) -> dict[str, str]:
    """Who holds each post, as the form shows it."""
    return {post: str(user.uuid) if (user := getattr(pairing, post)) else "" for post in POSTS}


def name_supervisors(
    pairing: Pairing, *, by: User, supervisor: User | None, deputy: User | None, seen: str = ""
) -> Pairing:
    """Name others where one of the two has left, said no or does not answer.

    `seen` is what the form showed (portal.changes.seen). Raises Denied, also where others were named since.
    """
    wanted = {post: str(user.uuid) if user else "" for post, user in zip(POSTS, (supervisor, deputy), strict=True)}

    def denied(pairing: Pairing, by: User) -> Reason | None:
        if undone_by(wanted, seen=seen, now=named_now(pairing)):
            return PairingRefusal.NAMED_MEANWHILE
        return name_denied_reason(pairing, by) or posts_denied_reason(pairing, supervisor, deputy, by=by)

    return move(pairing, NAME, by=by, denied=denied, tell=to_be_asked, write=naming(supervisor, deputy, by=by))


def to_be_asked(pairing: Pairing) -> list[User | None]:
    """Whoever was named and has not answered."""
    return [getattr(pairing, post) for post in POSTS if answer_of(pairing, post) == ""]


def accept(pairing: Pairing, *, by: User) -> Pairing:
    """Whoever was named takes it on, by their own account; both must before the pairing starts. Raises Denied."""
    write = partial(_answered, by=by, answer=Answer.YES)
    return move(pairing, ACCEPT, by=by, denied=accept_denied_reason, tell=_who_asked, write=write)


def _who_asked(pairing: Pairing) -> list[User | None]:
    """Once both have said yes: who named them while they hold that office, else who holds it now."""
    return [*naming_office(pairing, pairing.asked_by)] if both_accepted(pairing) else []


def step_down(pairing: Pairing, *, by: User, note: str = "") -> Pairing:
    """Whoever was named says no, or gives it up later: the post is vacant and due to be filled. Raises Denied."""
    write, note = partial(_answered, by=by, answer=Answer.NO), note or pairing.note
    return move(pairing, STEP_DOWN, by=by, denied=step_down_denied_reason, tell=those_in_charge, write=write, note=note)


def _answered(pairing: Pairing, by: User, answer: Answer) -> None:
    setattr(pairing, f"{post_of(pairing, by)}_answer", answer)
    if answer == Answer.YES and both_accepted(pairing):
        pairing.accepted_at = pairing.accepted_at or timezone.now()


def tell_of_orphans() -> int:
    """Tell of every pairing with a vacant post, once a week until somebody is named. Returns how many there are."""
    keep_all_vacancies()
    rows = orphaned(Pairing.objects.unscoped("whoever left may have been the one to look at it"))
    found = list(rows.select_related("volunteer__user", "supervisor", "deputy"))
    for pairing in found:
        remind(pairing, "pairing_orphaned", those_in_charge(pairing), every=WEEK)
    return len(found)
