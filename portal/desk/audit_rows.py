"""Events of the audit log as the rows of a list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.audit.models import AuditEvent
from portal.components.rows import Column, Listing, Mark, Row
from portal.pages.dates import brief_second

# Of one particular, and of a record's number.
LONGEST, SHOWN_OF_NUMBER = 60, 8


def rows_of(lines: Iterable[dict[str, Any]]) -> Listing:
    """What happened, who did it, to which record and when; a line opens its event, with all that was folded into it.

    Takes lines as `folded` makes them.
    """
    columns = (
        Column(_("What happened")),
        Column(_("Who")),
        Column(_("Record"), "rest"),
        Column(_("Details"), "wide"),
        Column(_("When"), "end"),
    )
    system, colon = _("The system"), pgettext("before what is changed", ": ")
    return Listing(columns, [_row(line, system, colon) for line in lines])


def moment(event: AuditEvent) -> SafeString:
    """When it happened, to the second."""
    at = timezone.localtime(event.at)
    return format_html('<time datetime="{}">{}</time>', at.isoformat(timespec="seconds"), brief_second(at))


def told(particulars: Iterable[tuple[str, str]], colon: str) -> str:
    """The particulars of an event in one line."""
    return " · ".join(f"{key}{colon}{Truncator(value).chars(LONGEST)}" for key, value in particulars)


def _row(line: dict[str, Any], system: str, colon: str) -> Row:
    event = line["event"]
    address = reverse("desk:audit_event", args=[event.sequence])
    folded = len(line.get("earlier", ()))
    cells = (
        str(event.actor or system),
        f"{line['kind']} {event.target_id[:SHOWN_OF_NUMBER]}",
        told(line["particulars"], colon),
        moment(event),
    )
    if folded:
        address += f"?since={line['first'].sequence}"
    marks = (Mark(f"× {folded + 1}", "plain"),) if folded else ()
    return Row(line["deed"], cells, address, marks=marks)
