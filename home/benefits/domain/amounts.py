"""What families may get: which standards are in force, what they were before, and how an amount changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q

from home.enums.benefits import BenefitRefusal
from home.models import BenefitStandard, PolicyPage
from portal.accounts.models import User
from portal.areas.enums import codes_around
from portal.areas.models import Area
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked

from ...actions import ContentAction
from ...editorial.domain.public_numbers import in_one_message
from ...site import county_code


def in_force(*, on: date, area: Area | None = None, audiences: Iterable[str] | None = None) -> list[BenefitStandard]:
    """The standards that hold on `on` in `area` for these audiences (slugs): one query.

    Without an area: in the county that runs the site. Without audiences: for everyone. Of several amounts of
    one benefit the nearest area's is the one that counts: the county's before the province's.
    """
    code = area.code if area else county_code()
    found = BenefitStandard.objects.in_force_on(on).select_related("area", "audience", "document__locale")
    if code:
        found = found.filter(area__code__in=codes_around(code))
    if audiences is not None:
        found = found.filter(audience__slug__in=list(audiences))
    nearest: dict[tuple[str, int], BenefitStandard] = {}
    for standard in found:
        key = (standard.name, standard.audience_id)
        if key not in nearest or len(standard.area.code) > len(nearest[key].area.code):
            nearest[key] = standard
    return list(nearest.values()) if code else list(found)


def history_of(standard: BenefitStandard) -> list[BenefitStandard]:
    """All amounts of the same benefit in the same area, this one among them, the newest first: one query."""
    return list(BenefitStandard.objects.alike(standard).select_related("area").order_by("-in_force_from"))


def with_history(standards: list[BenefitStandard]) -> list[BenefitStandard]:
    """The same standards, each with its `earlier` and `later` amounts: one query for all."""
    areas = {standard.area_id for standard in standards}
    alike: dict[tuple[str, int, int], list[BenefitStandard]] = {}
    for row in BenefitStandard.objects.filter(area__in=areas).order_by("-in_force_from"):
        alike.setdefault((row.name, row.audience_id, row.area_id), []).append(row)
    for standard in standards:
        rows = alike[standard.name, standard.audience_id, standard.area_id]
        standard.earlier = [row for row in rows if row.in_force_from < standard.in_force_from]
        standard.later = [row for row in rows if row.in_force_from > standard.in_force_from]
    return standards


def areas_with_standards() -> list[Area]:
    """Where amounts of their own hold, or held: one query."""
    own = BenefitStandard.objects.values("area")
    return list(Area.objects.filter(Q(pk__in=own) | Q(code=county_code())).order_by("code"))


def of_document(page: PolicyPage, *, on: date) -> list[BenefitStandard]:
    """The standards in force on `on` that this document sets, in whichever language it is read: one query."""
    found = BenefitStandard.objects.in_force_on(on).filter(document__translation_key=page.translation_key)
    return list(found.select_related("area", "audience", "document__locale"))


def new_amount_denied_reason(standard: BenefitStandard, *, begins: date) -> BenefitRefusal | None:
    """Why no new amount may follow this one from that day."""
    if BenefitStandard.objects.alike(standard).filter(in_force_from__gt=standard.in_force_from).exists():
        return BenefitRefusal.LATER_AMOUNT
    if begins <= standard.in_force_from:
        return BenefitRefusal.NOT_AFTER_THE_OLD
    return None


@change_of_state
def set_new_amount(
    standard: BenefitStandard,
    *,
    by: User,
    amount: Decimal,
    begins: date,
    document: PolicyPage | None = None,
    document_number: str = "",
) -> BenefitStandard:
    """A new amount in yuan from `begins` on: the old one ends the day before, and stays as history.

    Raises:
        Denied: the day is not after the old amount's first, or a later amount has been entered already.
    """
    old = locked(standard)
    refuse(new_amount_denied_reason(old, begins=begins))
    day_before = begins - timedelta(days=1)
    old.in_force_until = min(old.in_force_until or day_before, day_before)
    new = BenefitStandard.objects.get(pk=old.pk)
    new.pk = None
    new.amount, new.in_force_from, new.in_force_until = amount, begins, None
    new.document, new.document_number = document, document_number
    with in_one_message():
        old.save()
        new.save(force_insert=True)
    record(ContentAction.NEW_AMOUNT, actor=by, target=new, replaces=old.pk)
    return new
