"""How the fields of a report of concern are shown: what was said, where, and where it stands."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.areas.models import AreaLevel
from portal.components.record import Mark
from portal.privacy.fields import is_unreadable

from ..enums import ConcernState
from ..models import Concern

SAID = ("story", "child", "happened", "involved")
REPORTER = ("reporter", "reporter_account")
STATE_TAGS = {ConcernState.RECEIVED: "danger", ConcernState.TRIAGED: "warn"}


def label_of(name: str) -> str:
    """What a field is called on the screen."""
    return str(Concern._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # our own fields


def value_of(concern: Concern, name: str) -> str:
    """A field as people read it."""
    value = getattr(concern, name)
    return _("cannot be read: tell the operator") if is_unreadable(value) else str(value)


def where(concern: Concern) -> str:
    """The village with its township, or whatever is known."""
    if not concern.area_known:
        return pgettext("concern", "Not given")
    return f"{concern.area.parent} {concern.area}" if concern.area.level == AreaLevel.VILLAGE else str(concern.area)


def state_mark(concern: Concern) -> Mark:
    """Where it stands, as a tag."""
    state = ConcernState(concern.state)
    if concern.first_signatory_id and state == ConcernState.TRIAGED:
        return Mark(_("Second signature"), "warn")
    return Mark(concern.get_state_display(), STATE_TAGS.get(state, "plain"))
