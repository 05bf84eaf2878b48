"""Reading volunteers."""

from __future__ import annotations

from datetime import date

from django.db.models import Case, Q, Value, When
from django.db.models.functions import NullIf

from portal.accounts.domain.identities import own_accounts
from portal.accounts.enums import Capability
from portal.accounts.models import Assignment, User
from portal.areas.models import Area, AreaLevel
from portal.areas.ordered import OneOf
from portal.areas.scoping import ScopedQuerySet, within
from portal.privacy.crypto import normalise

from ..enums import ENGAGED, OVER, VolunteerState
from ..models import Volunteer
from ..models.volunteer import LISTED, NO_CHECK


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
    """What the desk shows: applications that were sent, in this person's areas, never their own under any account.

    `check_until` is the last day of the current record check, None where this person is no vetting officer.
    """
    return _sent(Volunteer.objects.visible_to(user), user)


def volunteers_listed(user: User) -> ScopedQuerySet:
    """The same for a long list, of which a page is taken in its order."""
    return _sent(Volunteer.objects.listed_for(user), user)


def _sent(rows: ScopedQuerySet, user: User) -> ScopedQuerySet:
    vetted = within(user.area_paths(Capability.VET_VOLUNTEER))
    sent = rows.exclude(state=VolunteerState.DRAFT).exclude(own_records(user)).filter(submitted_at__isnull=False)
    shown = sent.annotate(check_until=Case(When(vetted, then=NullIf("cleared_until", Value(NO_CHECK)))))
    return shown.select_related("area__parent").order_by("-state_changed_at", "-pk")


def own_records(user: User) -> Q:
    """This person's volunteers, under this account or another one of the same person."""
    return Q(user__in=own_accounts(user))


def vetted_by(user: User) -> ScopedQuerySet:
    """Of those, the ones this person may vet."""
    return _sent(Volunteer.objects.listed_for(user, Capability.VET_VOLUNTEER), user)


def not_over(rows: ScopedQuerySet) -> ScopedQuerySet:
    """Those of a list who applied or are engaged."""
    return rows.filter(OneOf("state", LISTED))


def with_check_ending(rows: ScopedQuerySet, *, by: date) -> ScopedQuerySet:
    """Engaged volunteers whose record check ends by that day, has ended already, or is missing; the earliest first."""
    return rows.filter(OneOf("state", ENGAGED), cleared_until__lte=by).order_by("cleared_until", "pk")


def find_volunteers(user: User, text: str) -> list[Volunteer]:
    """Those whose number, receipt code, phone or ID number is exactly `text`. Raises nothing for odd input."""
    plain = normalise(text)
    if not plain:
        return []
    phone, id_number = (Volunteer._meta.get_field(name) for name in ("phone", "id_number"))
    exact = Q(number=plain) | Q(receipt_code=plain)
    exact |= Q(phone_index=phone.index_of(plain)) | Q(id_number_index=id_number.index_of(plain))  # type: ignore[union-attr]  # EncryptedTextField
    return list(volunteers_for(user).filter(exact)[:20])
