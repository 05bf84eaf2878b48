"""One way to make a record of each model with personal data; the guard tests fail for a model without one."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from portal.accounts.models import ContactApart, RoleChange
from portal.areas.models import Area
from portal.unsaved.models import Unsaved

from . import accounts, activities, children, concerns, notify, pairings, volunteers


def _session(area: Area) -> models.Model:
    return activities.make_session(activities.make_place(area))


def _duty(area: Area) -> models.Model:
    return activities.make_duty(_session(area), activities.make_serving_volunteer(area))


def _contact_apart(area: Area) -> models.Model:
    one, other, third = (volunteers.make_user() for _number in range(3))
    return ContactApart.objects.create(one=one, other=other, by=third, mark="phone", value_index="0" * 32)


def _role_change(area: Area) -> models.Model:
    return RoleChange.objects.create(kind="give", user=volunteers.make_user(), role="auditor", area=area)


FACTORIES: dict[str, Callable[[Area], models.Model]] = {
    "accounts.ContactApart": _contact_apart,
    "accounts.RoleChange": _role_change,
    "accounts.StaffIdentity": lambda area: accounts.with_identity(volunteers.make_user(), phone="13800000000"),
    "children.Child": children.make_child,
    "children.Concern": concerns.make_concern,
    "children.ConcernEntry": lambda area: concerns.make_entry(concerns.make_concern(area)),
    "notify.SealedLetter": lambda area: notify.letter(),
    "unsaved.Unsaved": lambda area: Unsaved.objects.create(user=volunteers.make_user(), page="0" * 32, words="[]"),
    "volunteers.Volunteer": volunteers.make_volunteer,
    "volunteers.VettingStep": lambda area: volunteers.make_vetting(volunteers.make_volunteer(area)),
    "volunteers.Pairing": lambda area: pairings.make_pairing(
        children.make_child(area), volunteers.make_active_volunteer(area)
    ),
    "activities.Duty": _duty,
    "activities.Photo": lambda area: activities.make_waiting_photo(activities.make_place(area)),
    "activities.RemovedPhoto": lambda area: activities.make_removed_photo(activities.make_place(area)),
    "activities.Enrolment": lambda area: activities.make_enrolment(_session(area), children.make_child(area)),
    "activities.HoursEntry": lambda area: activities.make_hours(_duty(area), by=volunteers.make_user()),
}
