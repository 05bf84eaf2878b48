"""Reading volunteers."""

from __future__ import annotations

from django.db.models import Q

from portal.accounts.enums import ROLE_CAPABILITIES, Capability
from portal.accounts.models import Assignment, User
from portal.areas.models import Area, AreaLevel
from portal.areas.scoping import within

from ..enums import OVER, VolunteerState
from ..models import Volunteer


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
    vetting_roles = [role for role, held in ROLE_CAPABILITIES.items() if Capability.VET_VOLUNTEER in held]
    posts = Assignment.objects.current().filter(role__in=vetting_roles, area__level=AreaLevel.COUNTY)
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
