"""The forms of `portal.changes.seen`: what they carry, and how both versions of a field are shown and one is kept.

A form that would undo something is shown again. Beside each field that somebody else has changed meanwhile stand
theirs and one's own, with a choice between them (`parts/theirs_or_mine.html`): one's own stays unless theirs is chosen,
and a field that was left as it was shown is filled in as it is now. No JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict
from django.template.loader import render_to_string

from .changing import is_inside
from .denied import AtOnce, Denied
from .locking import locked
from .seen import FIELD, LEFT, Difference, difference, seen_of, undone_by, untouched

THEIRS = "theirs"
# The fields by which a form asks for one value: the day and the hour for when something starts.
Parts = Mapping[str, Sequence[str]]


def seen_field() -> forms.CharField:
    """The hidden field that says what the form has shown."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=20_000)


def take_theirs(form: Any, fresh: Mapping[str, Any], *, parts: Parts | None = None) -> None:
    """Before a bound form is cleaned: where theirs was chosen, the fields say what is kept now (`fresh`, as initial).

    Only values of `fresh` and of `parts` can be chosen.
    """
    parts = parts or {}
    if not form.is_bound:
        return
    data: Any = form.data.copy()
    for name in {*fresh, *parts}:
        if data.get(control_of(form, name)) == THEIRS:
            for field in parts.get(name, (name,)):
                _fill_in(data, form, field, fresh[field])
    form.data = data


def control_of(form: forms.BaseForm, name: str) -> str:
    """The name of the control that says which version of a field to keep."""
    return form.add_prefix(f"keep-{name}")


def compare(
    form: Any,
    *,
    now: Mapping[str, Any],
    wanted: Mapping[str, Any],
    fresh: Mapping[str, Any],
    parts: Parts | None = None,
    said: Callable[[str, Any], Any] = lambda _name, value: value,
    names: Iterable[str] | None = None,
) -> list[Difference]:
    """What saving `wanted` would undo, for the page; the form says from now on that it has shown `now`.

    Fields left as they were shown are filled in from `fresh`; what was typed stays. `said` makes a value ready to be
    put into words; `names` where the form did not say what it had shown.
    """
    seen = form.cleaned_data.get(FIELD) or ""
    changed = list(undone_by(wanted, seen=seen, now=now) if names is None else names)
    left = untouched(wanted, seen=seen) if seen else set()
    parts = parts or {}
    found = []
    for name in changed:
        field = form.fields.get(parts.get(name, (name,))[0])
        choices = [] if isinstance(field, forms.ModelChoiceField) else getattr(field, "choices", [])
        typed = LEFT if name in left else said(name, wanted[name])
        label = field.label if field is not None else name
        found.append(difference(label, said(name, now[name]), typed, choices, control_of(form, name)))
    anew = [field for name in changed if name in left for field in parts.get(name, (name,))]
    show_again(form, now, anew={field: fresh[field] for field in anew if field in form.fields})
    return found


def show_again(form: Any, now: Mapping[str, Any], *, anew: Mapping[str, Any]) -> None:
    """Have a bound form say that it has shown the values of `now`, and fill in the fields of `anew` with these values.

    What was typed stays in all others.
    """
    data = form.data.copy()
    data[form.add_prefix(FIELD)] = seen_of(now)
    for name, value in anew.items():
        _fill_in(data, form, name, value)
    form.data = data


def _fill_in(data: QueryDict, form: forms.BaseForm, name: str, value: Any) -> None:
    field, key = form.fields[name], form.add_prefix(name)
    value = field.prepare_value(value() if callable(value) else value)
    if isinstance(field, forms.BooleanField):
        data.setlist(key, ["on"] if value else [])
    elif isinstance(value, (list, tuple)):
        data.setlist(key, [str(getattr(one, "pk", one)) for one in value])
    else:
        shown = field.widget.format_value(value)
        first = (shown[0] if shown else "") if isinstance(shown, list) else shown
        data[key] = "" if first is None else str(first)


class SeenMixin:
    """Mixed into a model form: a field somebody else has changed meanwhile is said beside it before it is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self
        self._now: dict[str, Any] = self.shown_of(form.instance) if form.instance.pk else {}
        self._wanted: dict[str, Any] = {}
        self._seen = ""
        if self._now:
            form.fields[FIELD] = seen_field()
            form.initial[FIELD] = seen_of(self._now)
            take_theirs(form, self._fresh())

    def shown_of(self, row: Any) -> dict[str, Any]:
        """What the form shows of a row; more where it shows what is no field of it."""
        form: Any = self
        names = {field.name for field in row._meta.concrete_fields} & set(form.fields)
        return {name: getattr(row, name) for name in sorted(names)}

    def _fresh(self) -> dict[str, Any]:
        form: Any = self
        return {name: form.get_initial_for_field(form.fields[name], name) for name in self._now}

    def clean(self) -> dict[str, Any]:
        """An error beside each field that would be undone, with what it says now."""
        form: Any = self
        cleaned: dict[str, Any] = super().clean() or form.cleaned_data  # type: ignore[misc]  # of the model form
        self._seen = cleaned.get(FIELD) or ""
        self._wanted = {name: cleaned[name] for name in self._now if name in cleaned}
        names = undone_by(self._wanted, seen=self._seen, now=self._now)
        if names:
            self._compare(names)
        return cleaned

    def _compare(self, names: list[str]) -> None:
        form: Any = self
        found = compare(form, now=self._now, wanted=self._wanted, fresh=self._fresh(), names=names)
        for name, one in zip(names, found, strict=True):
            form.add_error(name, render_to_string("parts/theirs_or_mine.html", {"one": one, "alone": True}))

    def save(self, commit: bool = True) -> Any:
        """Asked once more with the row held. Raises Denied: somebody else saved at the very same moment."""
        if is_inside():
            self.hold()
        return super().save(commit=commit)  # type: ignore[misc]  # of the model form

    def hold(self) -> None:
        """The row, for this transaction alone, and its rows within. Raises Denied."""
        form: Any = self
        if self._now:
            try:
                row = locked(form.instance)
            except ObjectDoesNotExist:
                raise Denied(AtOnce.GONE) from None
            if undone_by(self._wanted, seen=self._seen, now=self.shown_of(row)):
                raise Denied(AtOnce.SAME)
        for formset in getattr(form, "formsets", {}).values():
            for inner in formset.initial_forms:
                if isinstance(inner, SeenMixin):
                    inner.hold()
