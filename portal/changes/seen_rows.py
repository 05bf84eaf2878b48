"""Forms of the admin that never undo what they did not show, row by row: see portal.changes.seen_forms."""

from __future__ import annotations

from typing import Any

from django.forms.formsets import DELETION_FIELD_NAME
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel

from .seen import LEFT, changed_since, difference
from .seen_forms import SeenMixin, show_again


class SeenRowForm(SeenMixin, WagtailAdminModelForm):
    """A row inside another form, such as a hotline: each counts for itself."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        key = self.add_prefix(self._meta.model._meta.pk.name)
        data: Any = self.data
        self.is_gone = bool(self.is_bound and self.instance.pk is None and data.get(key))
        if self.is_gone:
            # Sent again it is a row of its own: the number it had leads nowhere any more.
            data = data.copy()
            data[key] = ""
            self.data = data

    def clean(self) -> dict[str, Any]:
        """What somebody else has removed is not put back unseen, what they have corrected not removed unseen."""
        cleaned = super().clean()
        removes = cleaned.get(DELETION_FIELD_NAME)
        if self.is_gone and not removes:
            self.add_error(
                None, _("Somebody else has removed this meanwhile. Remove it too, or save again to keep it.")
            )
        if removes and (changed := changed_since(self._seen, self._now)):
            self._give_back(cleaned, sorted(changed))
        return cleaned

    def _give_back(self, cleaned: dict[str, Any], names: list[str]) -> None:
        """The row stands there again as it is now, so that whoever wants it removed has seen it."""
        cleaned[DELETION_FIELD_NAME] = False
        show_again(self, self._now, anew=self._fresh())
        self.data[self.add_prefix(DELETION_FIELD_NAME)] = ""
        self.add_error(None, _("Somebody else has changed this while you removed it. Look, and remove it again."))
        for name in names:
            one = difference(self.fields[name].label, self._now[name], LEFT, getattr(self.fields[name], "choices", []))
            self.add_error(name, render_to_string("parts/theirs_or_mine.html", {"one": one, "alone": True}))


class SeenInlinePanel(InlinePanel):
    """Rows of which each says what it has shown."""

    def get_form_options(self) -> dict[str, Any]:
        """See Panel."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = SeenRowForm
        return options
