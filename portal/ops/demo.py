"""The demo county's accounts: one for each role, named on the sign-in page of the demo and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from portal.accounts.domain.assignments import assign
from portal.accounts.domain.identifying import identify
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.areas.models import Area, AreaLevel

PASSWORD = "tongxin-demo-2026"  # noqa: S105  the demo's, shown on its sign-in page; refused in production with the demo
COUNTY, TOWNSHIP = "331125", "331125106"
SERVED = timedelta(days=400)


@dataclass(frozen=True)
class DemoAccount:
    """Someone of the demo county; `where` is the level of the area of the role, empty for a volunteer."""

    email: str
    name: str
    role: str
    where: str

    @property
    def label(self) -> str | Promise:
        """The role in words."""
        return Role(self.role).label if self.role else pgettext_lazy("role", "Volunteer")


ACCOUNTS = [
    DemoAccount("village@demo.test", "演示甲", Role.VILLAGE_OFFICER, AreaLevel.VILLAGE),
    DemoAccount("township@demo.test", "演示乙", Role.TOWNSHIP_SUPERVISOR, AreaLevel.TOWNSHIP),
    DemoAccount("county@demo.test", "演示丙", Role.COUNTY_OFFICER, AreaLevel.COUNTY),
    DemoAccount("county2@demo.test", "演示癸", Role.COUNTY_OFFICER, AreaLevel.COUNTY),
    DemoAccount("safeguarding@demo.test", "演示丁", Role.SAFEGUARDING_OFFICER, AreaLevel.COUNTY),
    DemoAccount("centre@demo.test", "演示戊", Role.CENTRE_MANAGER, AreaLevel.VILLAGE),
    DemoAccount("editor@demo.test", "演示己", Role.EDITOR, AreaLevel.COUNTY),
    DemoAccount("editor2@demo.test", "演示壬", Role.EDITOR, AreaLevel.COUNTY),
    DemoAccount("auditor@demo.test", "演示庚", Role.AUDITOR, AreaLevel.COUNTY),
    DemoAccount("operator@demo.test", "演示辛", Role.OPERATOR, AreaLevel.COUNTY),
    DemoAccount("volunteer@demo.test", "演示小满", "", ""),
]


@transaction.atomic
def make_accounts(county: Area) -> int:
    """Make the demo's accounts, their addresses verified. Returns how many."""
    village = Area.objects.filter(parent__code=TOWNSHIP).order_by("code")[0]
    places: dict[str, Area] = {
        AreaLevel.COUNTY: county,
        AreaLevel.TOWNSHIP: Area.objects.get(code=TOWNSHIP),
        AreaLevel.VILLAGE: village,
    }
    for number, account in enumerate(ACCOUNTS, 1):
        user = User.objects.create_user(account.email, PASSWORD, display_name=account.name)
        EmailAddress.objects.create(user=user, email=account.email, verified=True, primary=True)
        if account.role:
            identify(user, phone=f"138000000{number:02}", by=None)
            # The demo is exempt from the second person and the waiting time; the page of accounts says so.
            held = assign(user, Role(account.role), places[account.where], by=None)
            # They have served for as long as the demo's records tell: a role newer than a matter signs nothing in it.
            served = timezone.now() - SERVED
            Assignment.objects.filter(pk=held.pk).update(
                since=timezone.localdate(served), effective_at=served, given_at=served
            )
    return len(ACCOUNTS)
