"""Forms of the admin that never undo what they did not show: see portal.changes.seen."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.changes.seen import FIELD, LEFT, difference, seen_field, seen_of, show_again, undone_by, untouched


class SeenMixin:
    """Mixed into a model form: a field somebody else has changed meanwhile is said beside it before it is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self
        self._now: dict[str, Any] = {}
        if form.instance.pk:
            names = {field.name for field in form.instance._meta.concrete_fields} & set(form.fields)
            self._now = {name: getattr(form.instance, name) for name in sorted(names)}
            form.fields[FIELD] = seen_field()
            form.initial[FIELD] = seen_of(self._now)

    def clean(self) -> dict[str, Any]:
        """An error beside each field that would be undone, with what it says now."""
        form: Any = self
        cleaned: dict[str, Any] = super().clean() or form.cleaned_data  # type: ignore[misc]  # of the model form
        wanted = {name: cleaned[name] for name in self._now if name in cleaned}
        seen = cleaned.get(FIELD) or ""
        names, left = undone_by(wanted, seen=seen, now=self._now), untouched(wanted, seen=seen)
        for name in names:
            choices = getattr(form.fields[name].widget, "choices", [])
            found = difference("", self._now[name], LEFT if name in left else wanted[name], choices)
            form.add_error(name, _said(found.now, is_left=name in left))
        if names:
            shown = {name: form.initial.get(name) for name in names if name in left}
            show_again(form, self._now, anew=shown)
        return cleaned


def _said(now: str, *, is_left: bool) -> str:
    if is_left:
        return _("Somebody else has changed this meanwhile to what stands here now. Save again to keep it.")
    said = _("Somebody else has changed this meanwhile to: %(now)s. Yours stands here; save again to keep yours.")
    return said % {"now": now}
