"""Reading volunteers."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, OuterRef, Q, Subquery, When

from portal.accounts.domain.identities import own_accounts
from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.areas.models import Area, AreaLevel
from portal.areas.scoping import ScopedQuerySet, within
from portal.privacy.crypto import normalise

from ..enums import ENGAGED, OVER, VettingKind, VolunteerState
from ..models import VettingStep, Volunteer


def current_volunteer(user: User) -> Volunteer | None:
    """The open application or engagement of this account, if there is one."""
    mine = Volunteer.objects.unscoped("one's own record").filter(user=user).exclude(state__in=OVER)
    return mine.select_related("area").first()


def latest_volunteer(user: User) -> Volunteer | None:
    """The open application or engagement, or else the last one that is over."""
    mine = Volunteer.objects.unscoped("one's own record").filter(user=user).select_related("area")
    return current_volunteer(user) or mine.first()


def counties_taking_applications() -> list[Area]:
    """Counties in which someone can vet: an application must never arrive where nobody may read it."""
    posts = Assignment.objects.holding(Capability.VET_VOLUNTEER).filter(area__level=AreaLevel.COUNTY)
    return list(Area.objects.filter(pk__in=posts.values("area")).order_by("code"))


def townships_taking_applications() -> list[Area]:
    """The townships one may choose, county by county."""
    paths = [county.path for county in counties_taking_applications()]
    townships = Area.objects.filter(within(paths, "code"), level=AreaLevel.TOWNSHIP)
    return list(townships.select_related("parent").order_by("code"))


def earlier_applications(volunteer: Volunteer) -> list[Volunteer]:
    """Others by the same person or from the same telephone, wherever they were made: for vetting officers.

    An abuser may try another township after a refusal, or give another phone. Drafts are nobody's business.
    """
    same = Q(user=volunteer.user_id)
    if volunteer.id_number_index:
        same |= Q(id_number_index=volunteer.id_number_index)
    if volunteer.phone_index:
        same |= Q(phone_index=volunteer.phone_index)
    others = Volunteer.objects.unscoped("someone who applied before, possibly elsewhere").filter(same)
    others = others.exclude(pk=volunteer.pk).exclude(state=VolunteerState.DRAFT).filter(submitted_at__isnull=False)
    return list(others.select_related("area").order_by("-submitted_at"))


def volunteers_for(user: User) -> ScopedQuerySet:
    """What the desk lists: applications that were sent, in this person's areas, never their own under any account.

    `check_until` is the last day of the latest record check, None where this person is no vetting officer.
    """
    sent = Volunteer.objects.visible_to(user).exclude(state=VolunteerState.DRAFT).exclude(own_records(user))
    checks = VettingStep.objects.filter(volunteer=OuterRef("pk"), kind=VettingKind.RECORD_CHECK)
    latest = checks.order_by("-done_on", "-pk").values("valid_until")[:1]
    sent = sent.filter(submitted_at__isnull=False).select_related("area__parent")
    vetted = within(user.area_paths(Capability.VET_VOLUNTEER))
    return sent.annotate(check_until=Case(When(vetted, then=Subquery(latest)))).order_by("-state_changed_at", "-pk")


def own_records(user: User) -> Q:
    """This person's volunteers, under this account or another one of the same person."""
    return Q(user__in=own_accounts(user))


def vetted_by(user: User) -> ScopedQuerySet:
    """Of those, the ones this person may vet."""
    return volunteers_for(user).filter(within(user.area_paths(Capability.VET_VOLUNTEER)))


def counts_by_state(user: User) -> dict[str, int]:
    """How many of each state are listed. One query."""
    counts: dict[str, int] = volunteers_for(user).counts_by("state")
    return counts


def with_check_ending(rows: ScopedQuerySet, *, by: date) -> ScopedQuerySet:
    """Engaged volunteers whose record check ends by that day, has ended already, or is missing."""
    return rows.filter(Q(check_until=None) | Q(check_until__lte=by), state__in=ENGAGED)


def find_volunteers(user: User, text: str) -> list[Volunteer]:
    """Those whose number, receipt code, phone or ID number is exactly `text`. Raises nothing for odd input."""
    plain = normalise(text)
    if not plain:
        return []
    phone, id_number = (Volunteer._meta.get_field(name) for name in ("phone", "id_number"))
    exact = Q(number=plain) | Q(receipt_code=plain)
    exact |= Q(phone_index=phone.index_of(plain)) | Q(id_number_index=id_number.index_of(plain))  # type: ignore[union-attr]  # EncryptedTextField
    return list(volunteers_for(user).filter(exact)[:20])
