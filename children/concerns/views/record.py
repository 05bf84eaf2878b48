"""A report of concern as its page draws it: what was reported first, then who reported it, and what followed."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.models import User
from portal.components.record import Act, Awaited, Card, Head, Line, Mark, Moment, Record
from portal.pages.dates import when_text

from ..domain.handling import may_reveal, sign_denied_reason
from ..domain.people import live
from ..enums import ConcernState, Part, Urgency
from ..models import Concern, ConcernEntry
from .fields import REPORTER, SAID, label_of, state_mark, value_of, where
from .transitions import SCREENS


def record_of(concern: Concern, user: User) -> Record:
    """One report for who may open it, and what may be done with it. A constant number of queries."""
    named = [str(row.user) for row in live(concern, Part.NAMED).select_related("user")]
    denied = sign_denied_reason(concern, user) if concern.first_signatory_id else None
    said = [(label_of(name), linebreaksbr(value_of(concern, name))) for name in SAID if getattr(concern, name)]
    return Record(
        head=_head(concern, user),
        due=list(_due(concern, str(denied.label) if denied else "")),
        main=[Card(_("What was reported"), facts=said)],
        cards=[_reporter(concern, user), _named(concern, named)],
        moments=[_moment(entry) for entry in concern.entries.select_related("by")],
        story=_("What followed"),
    )


def _head(concern: Concern, user: User) -> Head:
    marks = [state_mark(concern)]
    if concern.added_at:
        marks.append(Mark(_("Something new"), "warn"))
    if concern.urgency:
        marks.append(Mark(concern.get_urgency_display(), "danger" if concern.urgency == Urgency.NOW else ""))
    duty = " ".join((_("Under the legal duty to report:"), concern.get_reporter_duty_display()))
    received = " ".join((pgettext("concern", "Received on"), when_text(concern.received_at)))
    first_things_first = sorted(SCREENS.open_to(concern, user), key=lambda screen: screen.kind)
    acts = [
        Act(screen.label, reverse("children:concern_step", args=[concern.uuid, screen.name]))
        for screen in first_things_first
    ]
    title = _("Report %(number)s") % {"number": concern.number}
    return Head(title, marks, [received, where(concern), duty if concern.reporter_duty else ""], acts)


def _due(concern: Concern, denied: str) -> Iterator[Awaited]:
    """Until it is passed on or settled, it waits; a report that nobody has sifted is late from its first minute."""
    if concern.state == ConcernState.RECEIVED:
        yield Awaited(concern.get_state_display(), urgency="late", since=concern.received_at)
    elif denied:
        yield Awaited(_("Second signature"), denied, "soon")
    elif concern.state == ConcernState.TRIAGED:
        yield Awaited(concern.get_state_display(), urgency="soon", since=concern.received_at)


def _reporter(concern: Concern, user: User) -> Card:
    hidden = [name for name in REPORTER if getattr(concern, name) and may_reveal(concern, user)]
    if not hidden:
        note = _("Anonymous. A message can be left for the reporter, who finds it with the number.")
        return Card(_("Who reported it"), note=note)
    lines = [Line(label_of(name), acts=[_show(concern, name)]) for name in hidden]
    note = _("Seeing one of these is logged with your name and the reason.")
    return Card(_("Who reported it"), lines=lines, note=note)


def _show(concern: Concern, name: str) -> Act:
    # Two links of a card must not sound alike.
    said = format_html('{}<span class="hear"> {}</span>', _("Show it"), label_of(name))
    return Act(said, reverse("children:concern_reporter", args=[concern.uuid, name]))


def _named(concern: Concern, named: list[str]) -> Card:
    nobody = _("Nobody so far. If a member of staff or a volunteer is named in it, shut them out first.")
    people = Act(_("Who is named in it"), reverse("children:concern_people", args=[concern.uuid]), "people")
    lines = [Line(name) for name in named]
    return Card(_("Shut out because they are named in it"), lines=lines, note="" if named else nobody, acts=[people])


def _moment(entry: ConcernEntry) -> Moment:
    return Moment(entry.at, entry.get_kind_display(), linebreaksbr(entry.text) if entry.text else "", entry.by or "")
