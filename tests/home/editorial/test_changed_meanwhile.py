"""Two editors at once: a corrected number does not come back."""

import pytest
from django.urls import reverse

from home.help.domain.office_table import write_table
from home.models import BenefitStandard, Office
from tests.factories.benefits import standard
from tests.factories.offices import office
from tests.factories.settings import site_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]
VILLAGE, COUNTY = "331125106001", "331125"
OLD, NEW = "0578-0000011", "0578-0000099"


def edit(row):
    return reverse(f"wagtailsnippets_home_{row._meta.model_name}:edit", args=[row.pk])


def seen_on(response):
    form = response.context["form"]
    assert f'name="{form["seen"].html_name}"' in response.content.decode()
    return form["seen"].value()


def office_form(**fields):
    return {"area": f"{VILLAGE} 上村", "phone": OLD, "address": "村委会", "opening_hours": ""} | fields


def test_a_corrected_phone_does_not_come_back(editor, areas):
    row = office(VILLAGE, OLD)
    seen = seen_on(editor.get(edit(row)))
    Office.objects.update(phone=NEW)

    answer = editor.post(edit(row), office_form(seen=seen))

    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (200, ["phone"])
    assert (form["phone"].value(), form["address"].value()) == (NEW, "村委会")
    again = office_form(phone=form["phone"].value(), seen=form["seen"].value())
    assert editor.post(edit(row), again).status_code == 302
    assert list(Office.objects.values_list("phone", "address")) == [(NEW, "村委会")]


def test_where_both_changed_it_the_other_one_is_said_and_ones_own_kept(editor, areas):
    row = office(VILLAGE, OLD)
    seen = seen_on(editor.get(edit(row)))
    Office.objects.update(phone=NEW)

    answer = editor.post(edit(row), office_form(phone="0578-0000055", seen=seen))

    form = answer.context["form"]
    assert (NEW in str(form.errors["phone"]), form["phone"].value()) == (True, "0578-0000055")
    editor.post(edit(row), office_form(phone="0578-0000055", seen=form["seen"].value()))
    assert Office.objects.get().phone == "0578-0000055"


def test_an_amount_is_guarded_in_the_same_way(editor, areas):
    row = standard("1284", "2025-01-01")
    seen = seen_on(editor.get(edit(row)))
    BenefitStandard.objects.update(who="有变化的对象")

    answer = editor.post(edit(row), {"name": row.name, "amount": "1284", "who": "旧的", "seen": seen})

    assert "who" in answer.context["form"].errors
    assert "amount" not in answer.context["form"].errors


def test_a_table_pasted_back_later_undoes_nothing(editor, areas):
    site_of(COUNTY)
    office(VILLAGE, OLD)
    table = write_table()
    Office.objects.update(phone=NEW)

    answer = editor.post(reverse("office_table"), {"table": table})

    assert (answer.status_code, Office.objects.get().phone) == (422, NEW)
    assert NEW in answer.content.decode()
    editor.post(reverse("office_table"), {"table": write_table().replace(NEW, "0578-0000055")})
    assert Office.objects.get().phone == "0578-0000055"
