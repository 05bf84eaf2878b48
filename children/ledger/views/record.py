"""A child's record as its page draws it: the ledger's own part, and around it what other subjects add."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.ages import age_on
from portal.components.record import Act, Awaited, Card, Contact, Head, Line, Mark, Moment, Record

from ..actions import ChildAction
from ..domain.entering import confirm_denied_reason
from ..domain.history import ended_and_begun, events_of
from ..enums import ChildState, Risk, Turned
from ..models import Child
from ..sections import Section, sections_for
from .presenting import ages_of, ended_text, facts_of, masked_of, value_of

WORDS = {
    ChildAction.ENTERED: pgettext_lazy("child's history", "Entered in the ledger"),
    ChildAction.CHANGED: pgettext_lazy("child's history", "The record was changed"),
    ChildAction.CONFIRMED: pgettext_lazy("child's history", "The record was confirmed"),
    ChildAction.AGED_OUT: pgettext_lazy("child's history", "Has come of age; the record is closed"),
    ChildAction.AGE_LOOKED_AT: pgettext_lazy("child's history", "Somebody has looked what goes on at this age"),
}


def record_of(request: SignedInRequest, child: Child) -> Record:
    """All that this person may see of a child they may see. A constant number of queries."""
    sections = [_own(request, child), *sections_for(request, child)]
    acts = [act for section in sections for act in section.acts]
    always = _always(request, child)
    if child.state_today == ChildState.DRAFT and not acts:
        always.reverse()  # something is missing: changing it comes before calling
    return Record(
        head=Head(value_of(child, "full_name"), _marks(child), _line(child), [*acts, *always]),
        due=[one for section in sections for one in section.due],
        cards=[card for section in sections for card in section.cards],
        moments=[moment for section in sections for moment in section.moments],
        story=_("What this child has been through"),
    )


def _marks(child: Child) -> list[Mark]:
    state = Mark(child.state_today.label, "warn" if child.state_today == ChildState.DRAFT else "")
    return [Mark(_("High risk"), "danger"), state] if child.risk == Risk.HIGH else [state]


def _line(child: Child) -> list[object]:
    age = age_on(child.born, timezone.localdate())
    return [
        value_of(child, "called_name"),
        child.get_sex_display(),
        "" if age is None else _("%(age)s years old") % {"age": age},
        child.grade,
        f"{child.area.parent} {child.area}",
        pgettext("list", ", ").join(str(row) for row in child.current_categories),  # type: ignore[attr-defined]  # fetched by `children_for`
        _("File %(number)s") % {"number": child.case_number},
    ]


def _own(request: SignedInRequest, child: Child) -> Section:
    may_change = request.user.can(Capability.CHANGE_CHILD, child.area_path)
    denied = confirm_denied_reason(child) if child.state_today == ChildState.DRAFT and may_change else None
    acts = []
    if child.state_today == ChildState.DRAFT and may_change and not denied:
        acts.append(Act(_("Confirm this record"), reverse("children:confirm", args=[child.uuid]), "check", post=True))
    if child.turned and may_change:
        looked = reverse("children:age_looked", args=[child.uuid])
        acts.append(Act(_("I have looked what goes on"), looked, "check", post=True))
    due = list(_due(child, str(denied.label) if denied else ""))
    return Section(due=due, acts=acts, cards=_cards(request, child), moments=list(_moments(child)))


def _due(child: Child, denied: str) -> Iterator[Awaited]:
    if child.turned:
        said = {
            Turned.EIGHTEEN: _(
                "Pairings and places in sessions have ended by themselves. Look what goes on, and who tells the family."
            ),
            Turned.SIXTEEN: _("No longer counts as left-behind. Look which help goes on: difficulty counts until 18."),
        }
        yield Awaited(child.get_turned_display(), said[Turned(child.turned)], "late", child.turned_at)
    if child.state_today == ChildState.DRAFT:
        text = denied or _("Check what is written here, then confirm it.")
        yield Awaited(child.state_today.label, text, "soon", child.created_at)
    for sentence in ages_of(child, timezone.localdate()):
        yield Awaited(_("Birthday"), sentence, "soon")


def _always(request: SignedInRequest, child: Child) -> list[Act]:
    guardian = _guardian(child)
    acts = []
    if guardian.dial:
        acts.append(Act(_("Call %(who)s") % {"who": guardian.who}, f"tel:{guardian.dial}", "phone"))
    if request.user.can(Capability.CHANGE_CHILD, child.area_path):
        acts.append(Act(_("Change this record"), reverse("children:edit", args=[child.uuid]), "edit"))
    return acts


def _guardian(child: Child) -> Contact:
    who = value_of(child, "guardian_name") or _("Guardian at home")
    where = pgettext("list", ", ").join(part for part in (value_of(child, "care"), value_of(child, "address")) if part)
    return Contact(who, value_of(child, "guardian_phone"), where)


def _parents(child: Child) -> Contact:
    since = value_of(child, "away_since")
    parts = [value_of(child, "parents_away"), value_of(child, "parents_workplace")]
    parts.append(_("away since %(day)s") % {"day": since} if since else "")
    return Contact(
        _("Parents"), value_of(child, "parents_phone"), pgettext("list", ", ").join(part for part in parts if part)
    )


def _cards(request: SignedInRequest, child: Child) -> list[Card]:
    comma = pgettext("list", ", ")
    facts: list[tuple[object, object]] = [*facts_of(child, ("birth_date", "id_missing", "school", "grade", "care"))]
    facts.append((_("Needs"), comma.join(str(need) for need in child.needs.all())))
    facts += facts_of(child, ("risk", "basis"))
    cards = [
        Card(_("Family contacts"), contacts=[_guardian(child), _parents(child)]),
        Card(_("The facts"), facts=facts),
    ]
    if request.user.can(Capability.REVEAL_CHILD, child.area_path):
        cards.append(_masked(child))
    return cards


def _masked(child: Child) -> Card:
    """What is shown only with a reason: a card without a row is not drawn."""
    rows = masked_of(child)
    lines = [Line(row["label"], note=row["value"], acts=[_show(child, row)]) for row in rows]
    note = _("Seeing one of these is logged with your name and the reason.") if rows else ""
    return Card(_("Shown only with a reason"), lines=lines, note=note)


def _show(child: Child, row: dict[str, str]) -> Act:
    # Two links of a card must not sound alike.
    said = format_html('{}<span class="hear"> {}</span>', _("Show it"), row["label"])
    return Act(said, reverse("children:reveal", args=[child.uuid, row["name"]]))


def _moments(child: Child) -> Iterator[Moment]:
    events = events_of(child)
    for event in events:
        kind = "soft" if event.action == ChildAction.CHANGED else ""
        yield Moment(event.at, WORDS[event.action], who=event.who, kind=kind)
    if not any(event.action == ChildAction.ENTERED for event in events):
        yield Moment(child.created_at, WORDS[ChildAction.ENTERED])
    for day, row, over in ended_and_begun(child):
        said = _("No longer counts as: %(category)s") if over else _("Counts as: %(category)s")
        yield Moment(day, said % {"category": row}, ended_text(row) if over else "")
