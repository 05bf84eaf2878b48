"""Staff around a pairing: who may be named for it, who holds the posts today, where each of them works."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.areas.scoping import ScopedQuerySet

from ..enums import BEFORE_START, DECIDED, Answer
from ..models import Pairing
from .posts import DEPUTY, POSTS, SUPERVISOR, answer_of, person_denied_reason


def offices_of(user_ids: Iterable[int]) -> dict[int, str]:
    """Role and area of each member of staff, as of today."""
    return {post.user_id: _office(post) for post in _held_by(user_ids)}


def _held_by(user_ids: Iterable[int]) -> QuerySet[Assignment]:
    able = Assignment.objects.holding(Capability.SEE_CHILD)
    return able.filter(user__in=set(user_ids)).select_related("area", "user")


def _office(post: Assignment) -> str:
    return _("%(role)s, %(area)s") % {"role": post.get_role_display(), "area": post.area.local_name}


def contacts_of(rows: Iterable[Pairing]) -> dict[int, tuple[str, str]]:
    """Whom a volunteer calls: name and office of the supervisor, else of the deputy, who holds the post today.

    By the key of the pairing; without an entry nobody holds either post. One query.
    """
    pairings = list(rows)
    held = list(_held_by(key for pairing in pairings for key in (pairing.supervisor_id, pairing.deputy_id) if key))
    found: dict[int, tuple[str, str]] = {}
    for pairing in pairings:
        posts = [getattr(pairing, f"{post}_id") for post in POSTS if answer_of(pairing, post) != Answer.NO]
        fit = {one.user_id: one for one in held if one.area.contains(pairing.area_path)}
        if there := [fit[key] for key in posts if key in fit]:
            found[pairing.pk] = (str(there[0].user), _office(there[0]))
    return found


def staff_for(area_path: str) -> list[User]:
    """Staff who have this village in their area and may see its children."""
    posts = Assignment.objects.holding(Capability.SEE_CHILD).at(area_path)
    return list(User.objects.filter(pk__in=posts.values("user")).order_by("display_name", "pk"))


def to_choose_from(pairing: Pairing) -> list[User]:
    """Those of them who may look after this pairing: not the volunteer, not who proposed it."""
    staff = staff_for(pairing.area_path)
    began = pairing.proposed_at if pairing.state in BEFORE_START else timezone.now()
    return [user for user in staff if person_denied_reason(pairing, user, began=began) is None]


def orphaned(pairings: ScopedQuerySet) -> ScopedQuerySet:
    """Approved and running ones with a vacant post: whoever was named has left, lost the role, or said no."""
    gone = Q(supervisor_answer=Answer.NO) | Q(deputy_answer=Answer.NO)
    return pairings.filter(state__in=DECIDED).filter(gone | ~_holds("supervisor") | ~_holds("deputy"))


def _holds(post: str) -> Exists:
    return Exists(Assignment.objects.holding(Capability.SEE_CHILD).filter(user=OuterRef(post)).around("area_path"))


def with_posts(pairings: ScopedQuerySet) -> ScopedQuerySet:
    """With whether whoever holds each post serves there today, for `in_charge_of`; not a query more."""
    found: ScopedQuerySet = pairings.select_related("supervisor", "deputy").annotate(
        supervisor_serves=_holds(SUPERVISOR), deputy_serves=_holds(DEPUTY)
    )
    return found


def in_charge_of(pairing: Pairing) -> str:
    """Whom one asks about this row of `with_posts`: its supervisor, else its deputy, who serves today; or nobody."""
    fit = (post for post in POSTS if getattr(pairing, f"{post}_serves") and answer_of(pairing, post) != Answer.NO)
    return next((str(getattr(pairing, post)) for post in fit), "")


def asked_of(pairings: ScopedQuerySet, user: User) -> ScopedQuerySet:
    """Those for which this person was named and has not answered."""
    waits = Q(supervisor=user, supervisor_answer="") | Q(deputy=user, deputy_answer="")
    return pairings.filter(waits, state__in=DECIDED)
