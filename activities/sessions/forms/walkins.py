"""Who came without having signed up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.input.normalised import NormalisedForm

from ...enums import Beyond
from ...seats.enums import SeatRefusal
from ..enums import SessionRefusal

_OF_CHILDREN = (Beyond.NOBODY_HOME, Beyond.SIBLING, Beyond.ROOM)
_FIELD_OF = {SeatRefusal.COLLECTOR_MISSING: "collected_by", SessionRefusal.WHY_BEYOND: "beyond"}


class ChildCameForm(NormalisedForm):
    """Which child, who collects it, and why it stays when there is no place."""

    child = forms.CharField(label=_("Case number of the child"), max_length=20)
    collected_by = forms.CharField(
        label=_("who collects the child"),
        help_text=_("Needed for children under 8, for example: grandmother."),
        max_length=60,
        required=False,
    )
    beyond = forms.ChoiceField(
        label=_("If all places are taken, or the age is another one: why the child stays"),
        choices=[("", _("There is a place")), *((choice.value, choice.label) for choice in _OF_CHILDREN)],
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, names: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if names:
            self.fields["child"].label = _("Case number, or what the child is called")

    def refuse(self, reason: Any) -> None:
        """Show a refusal of the domain beside the field it is about."""
        self.add_error(_FIELD_OF.get(reason, "child"), str(reason.label))


class VolunteerCameForm(NormalisedForm):
    """Which volunteer."""

    number = forms.CharField(
        label=_("Volunteer's number"),
        help_text=_("It stands on their own page and on their certificates."),
        max_length=20,
    )
