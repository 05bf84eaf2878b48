"""What an editor enters about a policy: contradictions are refused with the way out, in the editor's language."""

import re
from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from home.models import PolicyPage
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.areas.models import Area
from tests.factories import home as make


@pytest.fixture
def page(db):
    return make.policy("p", title="办法", in_force_from=date(2020, 1, 1))


def bound(page, relations=(), **changed):
    """The form of the edit page with what was typed."""
    rows = inline_formset([{"effective_on": "", "parts": "", **row} for row in relations])
    data = {
        "title": page.title,
        "slug": page.slug,
        "level": "county",
        "in_force_from": "2020-01-01",
        "body": streamfield([]),
        "steps": streamfield([]),
        "relations": rows,
        "bases": inline_formset([]),
        "attachments": inline_formset([]),
        "comments": inline_formset([]),
        **changed,
    }
    form_class = PolicyPage.get_edit_handler().get_form_class()
    return form_class(nested_form_data(data), instance=page, for_user=User.objects.first())


def row_errors(form):
    form.is_valid()
    return [dict(row.errors) for row in form.formsets["relations"].forms]


def test_what_is_right_is_taken_and_the_number_put_in_form(page):
    other = make.policy("o", in_force_from=date(2019, 1, 1))
    form = bound(page, [{"kind": "amends", "target": other.pk}], document_number="国发[2016] 13 号")
    assert form.is_valid(), (form.errors, row_errors(form))
    assert form.save(commit=False).document_number == "国发〔2016〕13号"


@pytest.mark.parametrize("field", ["in_force_until", "repealed_on"])
def test_an_end_before_the_beginning_is_said_beside_its_field_once(page, field):
    form = bound(page, **{field: "2019-12-31"})
    assert not form.is_valid()
    assert len(form.errors[field]) == 1
    assert list(form.errors) == [field]


def test_a_policy_cannot_repeal_itself(page):
    errors = row_errors(bound(page, [{"kind": "repeals", "target": page.pk}]))
    assert errors == [{"target": ["文件不能修改或废止自己，请另选一份。"]}]


def test_nothing_ends_before_it_began(page):
    later = make.policy("later", title="晚的", in_force_from=date(2021, 1, 1))
    errors = row_errors(bound(page, [{"kind": "repeals", "target": later.pk}]))
    assert errors == [{"effective_on": ["《晚的》2021年1月1日才开始施行，日期不能比这更早。"]}]


def test_the_day_of_a_repeal_stands_in_one_place_only(page):
    said = make.policy("said", in_force_from=date(2019, 1, 1), repealed_on=date(2022, 1, 1))
    assert "自己的页面上写着2022年1月1日废止" in str(row_errors(bound(page, [{"kind": "repeals", "target": said.pk}])))
    make.relation(make.policy("new", in_force_from=date(2023, 1, 1)), "repeals", page)
    form = bound(page, repealed_on="2022-06-01")
    assert form.errors["repealed_on"] == ["本库里另一份文件已经让它从2023年1月1日起失效，这里请留空。"]


def test_who_checked_it_is_kept_with_the_day_and_not_shown(page, staff):
    person = staff(Role.EDITOR)
    form = bound(page, last_reviewed_on="2026-11-01")
    assert form.is_valid(), form.errors
    assert form.save(commit=False).last_reviewed_by == User.objects.get(pk=person.pk)


def test_the_edit_page_has_its_tabs_and_its_help(editor, page):
    text = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    tabs = ["给群众看的", "全文", "文件信息", "关系和附件", "网址和搜索引擎"]
    assert [tab for tab in tabs if tab not in text] == []
    assert "登记以后，对方页面会自动写明" in text


@pytest.mark.parametrize("typed", ["甲县", "331125", "331125 甲县"])
def test_the_area_is_typed_not_chosen_from_thousands(page, areas, typed):
    form = bound(page, area=typed)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["area"] == areas["331125"]


def test_an_area_that_no_document_can_name_is_refused_with_the_way_out(page, areas):
    assert bound(page, area="331125106001").errors["area"] == ["文件至少适用于一个乡镇，请填这个村所在乡镇的代码。"]
    assert bound(page, area="没有").errors["area"] == ["没有叫这个名字的村、乡镇或县，请填代码。"]


def test_the_edit_page_is_as_short_for_the_areas_of_a_whole_province(editor, page, areas):
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    before = len(editor.get(address).content)
    Area.objects.bulk_create(
        Area(code=f"3311251{number:04}", name=f"乡{number}", level="township", parent=areas["331125"])
        for number in range(500)
    )
    assert abs(len(editor.get(address).content) - before) < 100


def test_the_title_fills_the_address_while_it_is_typed(editor, page):
    text = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert 'data-w-sync-target-value="#id_slug"' in re.search(r"<input[^>]*id=\"id_title\"[^>]*>", text)[0]
