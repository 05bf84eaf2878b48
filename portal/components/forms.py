"""Forms: the summary of errors, a field with its label, hint and error, and a form that is safe to submit twice."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import ChoiceWidget
from django.template import RequestContext
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

_TYPED_INTO = re.compile(r'<(?:textarea|select|input(?![^>]*type="hidden"))')


@dataclass(frozen=True)
class SummaryLine:
    """One error in the summary, and the control it leads to (none for an error of the whole form)."""

    text: str
    target: str


def form_errors(form: forms.BaseForm | None) -> dict[str, Any]:
    """`{% form_errors form %}`: all errors at the top, in the words that also stand beside the fields."""
    if form is None or not form.is_bound:
        return {"lines": []}
    lines = [SummaryLine(str(error), "") for error in form.non_field_errors()]
    for field in form:
        target = "" if field.is_hidden else control_id(field)
        lines += [SummaryLine(text, target) for text in error_texts(field)]
    return {"lines": lines}


def error_texts(field: BoundField) -> list[str]:
    """The field's errors in words that also make sense away from the field: Django's `required` names no field."""
    missing = str(forms.Field.default_error_messages["required"])
    return [_missing_text(field) if str(text) == missing else str(text) for text in field.errors]


def _missing_text(field: BoundField) -> str:
    widget, label = field.field.widget, str(field.label).rstrip("：:")
    if isinstance(widget, forms.CheckboxInput):
        return _("Please tick “%(label)s”.") % {"label": field.label}
    if label.endswith(("？", "?")):
        return _("Please answer: %(label)s") % {"label": label}
    if isinstance(widget, ChoiceWidget):
        return _("Please choose: %(label)s.") % {"label": label}
    if isinstance(widget, forms.FileInput):
        return _("Please add a file: %(label)s.") % {"label": label}
    return _("Please fill in: %(label)s.") % {"label": label}


def control_id(field: BoundField) -> str:
    """The id of the field's first control: a group of choices has no id of its own."""
    return field.id_for_label or f"{field.auto_id}_0"


def field(bound: BoundField) -> dict[str, Any]:
    """`{% field form.name %}`: label, hint, error and control, tied together for screen readers."""
    return {
        "field": bound,
        "errors": error_texts(bound),
        "single_checkbox": isinstance(bound.field.widget, forms.CheckboxInput),
        "group": bound.use_fieldset,
        "hint_id": f"{bound.auto_id}_helptext",
        "error_id": f"{bound.auto_id}_error",
    }


def fields(form: forms.BaseForm) -> dict[str, Any]:
    """`{% fields form %}`: every visible field in order, and the hidden ones."""
    return {"form": form}


def field_groups(form: Any) -> dict[str, Any]:
    """`{% field_groups form %}`: the fields under the headings of `form.GROUPS`, pairs of a title and field names.

    What no group names stands in the last one: a field that is added is never lost.
    """
    left = {bound.name: bound for bound in form.visible_fields()}
    groups = [(title, [left.pop(name) for name in names if name in left]) for title, names in form.GROUPS]
    groups[-1][1].extend(left.values())
    return {"groups": [group for group in groups if group[1]], "hidden": form.hidden_fields()}


def post(context: RequestContext, content: str, url: str = "", files: bool = False) -> SafeString:
    """`{% post url %}…{% endpost %}`: a form with the CSRF token and a one-time key (see portal.web.once).

    Without `url` it is sent to the page it stands on; `files=True` when it holds a file field.
    """
    return render_to_string(
        "components/post.html",
        {
            "content": content,
            "url": url,
            "files": files,
            "csrf_token": context.get("csrf_token"),
            "once": uuid.uuid4(),
            # By it the form says for whom it was made (portal.unsaved); a mere button has nothing to be given back.
            "request": context.get("request") if _TYPED_INTO.search(content) else None,
        },
    )
