"""The form with which an editor changes a policy: what contradicts itself is refused with the way out."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from ..help.forms import AreaField

NOT_A_VILLAGE = gettext_lazy("A document holds in a township or more: write the code of its township.")
HOLDS_IN = gettext_lazy("The code or the name: 331125, 云和县. Leave empty for a document of the whole country.")


class PolicyForm(WagtailAdminPageForm):
    """Checks a policy against the documents it acts on."""

    area = AreaField(
        label=capfirst(gettext_lazy("area of effect")),
        required=False,
        help_text=HOLDS_IN,
        error_messages={"invalid": NOT_A_VILLAGE},
    )

    def clean(self) -> dict[str, Any]:
        """The fields, then the rows: their errors stand beside the row."""
        cleaned: dict[str, Any] = super().clean()
        begins, ends = cleaned.get("in_force_from"), cleaned.get("in_force_until")
        if begins and ends and ends < begins:
            self.add_error("in_force_until", _("The last day in force is before the first one."))
        repealed = cleaned.get("repealed_on")
        if begins and repealed and repealed < begins:
            self.add_error("repealed_on", _("It cannot be repealed before it came into force."))
        if repealed and (day := self._ended_by_another()):
            self.add_error(
                "repealed_on",
                _("Another document in this library already ends it on %(day)s. Leave this day empty.")
                % {"day": date_format(day)},
            )
        for row in self.formsets["relations"].forms if "relations" in self.formsets else []:
            if row.is_valid() and row.cleaned_data and not row.cleaned_data.get("DELETE"):
                self._check_relation(row, begins)
        return cleaned

    def _ended_by_another(self) -> Any:
        """The day on which a published document ends this one, or None."""
        model = type(self.instance)
        found = model.objects.with_repeals().filter(pk=self.instance.pk).first() if self.instance.pk else None
        return found.ended_by_another_on if found else None

    def _check_relation(self, row: Any, begins: Any) -> None:
        target, day = row.cleaned_data.get("target"), row.cleaned_data.get("effective_on") or begins
        if target is None:
            return
        if target.translation_key == self.instance.translation_key:
            row.add_error("target", _("A document cannot amend or repeal itself."))
        elif day and target.in_force_from and day < target.in_force_from:
            row.add_error(
                "effective_on",
                _("“%(title)s” only comes into force on %(day)s.")
                % {"title": target.title, "day": date_format(target.in_force_from)},
            )
        elif row.instance.kind != "amends" and target.repealed_on:
            row.add_error(
                "target",
                _("“%(title)s” says itself that it was repealed on %(day)s. Empty that day on its page first.")
                % {"title": target.title, "day": date_format(target.repealed_on)},
            )

    def save(self, commit: bool = True) -> Any:
        """Keep who checked it whenever the day of the check changes."""
        if "last_reviewed_on" in self.changed_data and self.for_user and self.instance.last_reviewed_on:
            self.instance.last_reviewed_by = self.for_user
        return super().save(commit)
