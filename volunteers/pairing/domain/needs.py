"""Which needs a volunteer can meet, and who is responsible for those no pairing meets."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from children.ledger.domain.ages import is_active
from children.ledger.enums import NeedDomain
from children.ledger.models import Child, ChildNeed
from portal.accounts.enums import Capability, Role
from portal.accounts.models import Assignment, User
from portal.areas.enums import CODE_LENGTH, AreaLevel
from portal.areas.scoping import ScopedQuerySet

from ...application.enums import ServiceType

# Which service answers which need (project policy).
ANSWERS = {
    NeedDomain.LIVING: ServiceType.DAILY,
    NeedDomain.EDUCATION: ServiceType.TUTORING,
    NeedDomain.PSYCHOLOGICAL: ServiceType.PSYCHOLOGICAL,
    NeedDomain.SAFETY: ServiceType.DAILY,
    NeedDomain.SOCIAL: ServiceType.PSYCHOLOGICAL,
}
# A custody matter, a debt, a registration: for people of the office, and lawyers, never for a volunteer.
UNMET = tuple(need for need in NeedDomain if need not in ANSWERS)


def with_needs(domains: Iterable[str]) -> Exists:
    """Whether the child of the outer query has one of these needs."""
    return Exists(ChildNeed.objects.filter(child=OuterRef("pk"), domain__in=list(domains)))


def wanted_services(child: Child) -> tuple[str, ...]:
    """The services that answer what this child needs."""
    domains = {need.domain for need in child.needs.all()}
    found = {str(service) for need, service in ANSWERS.items() if need in domains}
    return tuple(service for service in ServiceType.values if service in found)


def unmet_needs(child: Child) -> list[str]:
    """Those needs of this child, in words, that no pairing meets."""
    return [str(need) for need in child.needs.all() if need.domain in UNMET]


def unmet_children(user: User, *, listed: bool = False) -> ScopedQuerySet:
    """Active children with such a need, paired or not, whom this person may pair; the longest wait first."""
    asked = Child.objects.listed_for if listed else Child.objects.where_can
    rows = asked(user, Capability.PROPOSE_PAIRING).filter(is_active(timezone.localdate(), prefix=""))
    found: ScopedQuerySet = rows.filter(with_needs(UNMET)).order_by("created_at", "pk")
    return found


def responsible_for(paths: Iterable[str]) -> dict[str, str]:
    """Who takes those needs up, by the county's path: its officers by name, or its office. One query."""
    counties = {path[: CODE_LENGTH[AreaLevel.COUNTY]] for path in paths}
    posts = Assignment.objects.serving(Role.COUNTY_OFFICER).filter(area__code__in=counties)
    names: dict[str, list[str]] = {county: [] for county in counties}
    for post in posts.select_related("user", "area").order_by("user__display_name"):
        names[post.area.path].append(str(post.user))
    comma = pgettext("list", ", ")
    return {county: comma.join(found) or _("the county office") for county, found in names.items()}
