"""Fields that do not always apply: the style sheet hides them by the names and values that the forms have."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from activities.places.forms import HidingForm
from children.ledger.forms import ChildForm

CSS = (Path(settings.BASE_DIR) / "static/css/components/desk_forms.css").read_text(encoding="utf-8")
NAMED = re.compile(r'\[name="(\w+)"\](?:\[value="(\w+)"\])?')


def test_each_rule_names_fields_and_answers_that_exist() -> None:
    fields = {**ChildForm.base_fields, **HidingForm.base_fields}
    rules = NAMED.findall(CSS)

    assert {name for name, _value in rules} <= fields.keys()
    assert [(n, v) for n, v in rules if v and v not in dict(fields[n].choices)] == []
    assert len(rules) == 7


def test_an_error_is_never_hidden_and_where_nothing_is_known_all_is_shown() -> None:
    hiding = [line for line in CSS.splitlines() if ".field" in line and ":has([name=" in line]

    assert len(hiding) == 3
    assert all(".field:not(.bad):has(" in line for line in hiding)


@pytest.mark.django_db
def test_whether_an_id_number_is_typed_can_be_told_by_the_style_sheet(village_officer) -> None:
    assert ChildForm(user=village_officer)["id_number"].as_widget().count('placeholder=" "') == 1
