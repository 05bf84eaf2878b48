"""A person on staff as their page draws them: where they serve, by what they are known, what was done with roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.domain.assignments import grant_denied_reason
from portal.accounts.domain.deciding import deciding_roles
from portal.accounts.domain.identities import accounts_of, shared_marks
from portal.accounts.enums import Mark as Known
from portal.accounts.enums import Role, is_sensitive
from portal.accounts.models import Assignment, User
from portal.components.record import Act, Awaited, Card, Head, Line, Mark, Moment, Record
from portal.pages.dates import day_text, when_text

from .appointing import assignments_for, upcoming_for
from .people_forms import IdentityFields, area_label


def may_end(user: User, held: Assignment) -> bool:
    """Whether the page of ending has something to offer; what exactly stands there."""
    if is_sensitive(held.role):
        return bool(deciding_roles(user, held.role, held.area))
    return grant_denied_reason(user, Role(held.role), held.area) is None


def record_of(person: User, by: User, form: IdentityFields, *, on_file: bool) -> Record:
    """What the page shows to `by` of somebody they may see: the roles in their own areas, nothing of others."""
    held = [*assignments_for(by).filter(user=person), *upcoming_for(by).filter(user=person)]
    own = person.pk == by.pk
    roles = [_role(one, ends=not own and may_end(by, one)) for one in held]
    return Record(
        head=_head(person),
        due=list(_due(on_file=on_file)),
        main=[
            Card(_("Roles"), lines=roles),
            _known(person, own, on_file, form),
        ],
        cards=[Card(_("Accounts that count as one person with this one"), lines=list(_alike(person)))],
        moments=[_given(one) for one in held],
        story=_("How the roles were given"),
    )


def _head(person: User) -> Head:
    seen = _("Last signed in on %(day)s") % {"day": day_text(person.last_login)} if person.last_login else ""
    return Head(str(person), [] if person.is_active else [Mark(_("Account closed"), "danger")], [person.email, seen])


def _due(*, on_file: bool) -> Iterator[Awaited]:
    if not on_file:
        said = _("Whoever signs second must be another person: enter an ID number or a phone below.")
        yield Awaited(_("Nothing is on file yet"), said, "soon")


def _role(held: Assignment, *, ends: bool) -> Line:
    since = _("from %(when)s") % {"when": when_text(held.effective_at)} if held.is_waiting else day_text(held.since)
    marks = [Mark(pgettext("role", "Not in force yet"), "warn")] if held.is_waiting else []
    end = reverse("desk:people_end", args=[held.user.uuid, held.role, held.area.code])
    acts = [Act(_("End this role"), end)] if ends else []
    return Line(held.get_role_display(), "", f"{area_label(held.area)} · {since}", marks, acts)


def _known(person: User, own: bool, on_file: bool, form: IdentityFields) -> Card:
    about: dict[str, Any] = {"person": person, "own": own, "on_file": on_file, "form": form}
    return Card(_("By what they are known"), template="desk/people_known.html", context=about)


def _alike(person: User) -> Iterator[Line]:
    for other in accounts_of(person):
        for mark in sorted({mark for mark, _index in shared_marks(person, other)}):
            said = f"{other.email} · {Known(mark).label}"
            apart = reverse("desk:people_apart", args=[person.uuid, other.uuid, mark])
            always = mark == Known.ID_NUMBER
            one_person = _("A shared ID number is always one person.")
            acts = [] if always else [Act(_("They are two people: say why"), apart)]
            yield Line(str(other), "", f"{said} · {one_person}" if always else said, (), acts)


def _given(held: Assignment) -> Moment:
    by = [str(user) for user in (held.granted_by, held.confirmed_by) if user]
    role = f"{held.get_role_display()}, {area_label(held.area)}"
    return Moment(held.effective_at, _("A role took effect"), role, pgettext("list", ", ").join(by))
