"""The facts card of a session, on its public page and on the desk."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.components.language import lang_of
from portal.components.times import when

from ...models import Session


def facts_of(session: Session) -> list[tuple[str, Any]]:
    """The facts card."""
    name = session.room.local_name if session.room else ""
    room = format_html(" · <span{}>{}</span>", lang_of(name), name) if name else ""
    return [
        (_("When"), when(session.starts, session.ends)),
        (pgettext("session", "Where"), format_html("{}{}", session.place.local_name, room)),
        (_("Address"), session.place.address),
        (_("Suitable for"), session.age_range_label),
        (_("Kind"), _kind_with_action(session)),
        (_("Cost"), _("Free of charge")),
    ]


def _kind_with_action(session: Session) -> str:
    """What kind it is, and once, in brackets, what the county's plan calls it."""
    kind, action = session.get_kind_display(), session.get_action_display()
    return _("%(kind)s (%(action)s)") % {"kind": kind, "action": action}
