"""Numbers people call, and amounts, are public at once: a change by one editor is logged and told to all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.log_actions import get_active_log_context

from home.models import BenefitStandard, Hotline, Office, SiteSettings
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, User
from portal.audit.log import PersonalValueInAudit, record
from portal.audit.models import AuditEvent
from portal.notify.circles import CIRCLES, Circle
from portal.notify.outbox import notify

from ...actions import ContentAction
from .second_reader import readers

# What leads callers somewhere; the notice is one line of free text on every page, so its words stay out of the log.
NUMBERS: dict[type[Model], tuple[str, ...]] = {
    Hotline: ("number", "label", "label_en", "about", "about_en"),
    Office: ("phone", "address", "area_id"),
    BenefitStandard: ("name", "amount", "unit", "kind", "given_with", "who", "in_force_from", "in_force_until"),
}
NOTICE = ("notice", "notice_en", "county_code")
WATCHED = NUMBERS | {SiteSettings: NOTICE}
TOLD_AT_MOST = 20
WHO_MAY_NOTICE = "who_may_notice:"
Change = dict[str, str]
_together: ContextVar[list[tuple[AuditEvent, Change]] | None] = ContextVar("_together", default=None)


def connect() -> None:
    """Called from AppConfig.ready(). Every way of saving ends here, whichever screen it began on."""
    CIRCLES.add(Circle(lambda user, _key: user in who_may_notice()), name=WHO_MAY_NOTICE[:-1])
    for model in WATCHED:
        pre_save.connect(_remember, sender=model, dispatch_uid=f"home.numbers.before.{model.__name__}")
        post_save.connect(_saved, sender=model, dispatch_uid=f"home.numbers.saved.{model.__name__}")
        post_delete.connect(_deleted, sender=model, dispatch_uid=f"home.numbers.deleted.{model.__name__}")


@contextmanager
def in_one_message() -> Iterator[None]:
    """What changes inside is told at the end, in one message."""
    changes: list[tuple[AuditEvent, Change]] = []
    token = _together.set(changes)
    try:
        yield
    finally:
        _together.reset(token)
    _tell(changes)


def _remember(instance: Model, **kwargs: Any) -> None:
    instance._before = _kept(instance)  # type: ignore[attr-defined]  # for the next signal of the same saving


def _saved(instance: Model, **kwargs: Any) -> None:
    _changed(instance, instance._before, _values(instance))  # type: ignore[attr-defined]  # see _remember


def _deleted(instance: Model, **kwargs: Any) -> None:
    _changed(instance, _values(instance), {})


def _kept(row: Model) -> dict[str, Any]:
    """What the database has now; nothing for a new row."""
    kept = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    return _values(kept) if kept else {}


def _values(row: Model) -> dict[str, Any]:
    return {name: getattr(row, name) for name in WATCHED[type(row)] if getattr(row, name) not in (None, "")}


def _changed(row: Model, before: dict[str, Any], after: dict[str, Any]) -> None:
    """Log and tell it, unless nothing changed or the machine itself did it."""
    by = get_active_log_context().user
    names = [name for name in WATCHED[type(row)] if before.get(name) != after.get(name)]
    if by is None or not names:
        return
    event = _logged(row, names, before, after, by)
    change = _what(row) | {"before": _words(names, before), "after": _words(names, after), "by": str(by)}
    held = _together.get()
    if held is None:
        _tell([(event, change)])
    else:
        held.append((event, change))


def _logged(row: Model, names: list[str], before: dict[str, Any], after: dict[str, Any], by: User) -> AuditEvent:
    if type(row) not in NUMBERS:
        return record(ContentAction.NOTICE_CHANGED, actor=by, target=row, fields=names)
    old, new = ([str(values.get(name, "")) for name in names] for values in (before, after))
    try:
        return record(ContentAction.NUMBER_CHANGED, actor=by, target=row, fields=names, before=old, after=new)
    except PersonalValueInAudit:  # a mobile number kept from before they were refused
        return record(ContentAction.NUMBER_CHANGED, actor=by, target=row, fields=names)


def _what(row: Model) -> dict[str, str]:
    """What it is, for the template to put into the words of each reader's language."""
    if isinstance(row, Office):
        return {"kind": "office", "what": f"{row.area.parent or ''}{row.area}"}
    if isinstance(row, BenefitStandard):
        return {"kind": "benefit", "what": f"{row.area} {row.name}"}
    return {"kind": "hotline", "what": row.label} if isinstance(row, Hotline) else {"kind": "notice", "what": ""}


def _words(names: list[str], values: dict[str, Any]) -> str:
    return " · ".join(str(values[name]) for name in names if values.get(name) and name != "area_id") or "—"


def _tell(changes: list[tuple[AuditEvent, Change]]) -> None:
    """Everyone who may notice a wrong number, the one who changed it too: a session may be stolen."""
    if not changes:
        return
    first, more = changes[0][0], max(0, len(changes) - TOLD_AT_MOST)
    shown = [change for _event, change in changes[:TOLD_AT_MOST]]
    for user in who_may_notice():
        key = f"numbers.changed:{first.sequence}:{user.pk}"
        notify(user, "numbers_changed", key=key, circle=WHO_MAY_NOTICE, by=shown[0]["by"], changes=shown, more=more)


def who_may_notice() -> list[User]:
    """The editors and the county officers: those who know what is right."""
    officers = Assignment.objects.serving(Role.COUNTY_OFFICER).people()
    return list({user.pk: user for user in [*readers(), *officers]}.values())
