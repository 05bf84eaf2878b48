"""Two editors at once: a corrected number does not come back."""

import pytest
from django.urls import reverse

from home.help.domain.office_table import write_table
from home.models import BenefitStandard, EligibilityCase, Hotline, Office, SiteSettings
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


class TestHotlines:
    """Rows inside another form: each counts for itself."""

    @pytest.fixture
    def page(self, areas):
        settings = site_of(COUNTY)
        settings.hotlines.all().delete()
        for number, label in (("110", "报警"), ("12345", "民政热线")):
            Hotline.objects.create(settings=settings, number=number, label=label, label_en=label)
        return reverse("wagtailsettings:edit", args=["home", "sitesettings", settings.site_id])

    def sent(self, answer, **typed):
        """The form as it was shown, with what was typed."""
        form = answer.context["form"]
        rows = form.formsets["hotlines"]
        fields = [*form, *rows.management_form, *(field for row in rows.forms for field in row)]
        return {one.html_name: one.value() if one.value() is not None else "" for one in fields} | typed

    def numbers(self):
        return sorted(Hotline.objects.values_list("number", flat=True))

    def test_a_corrected_number_does_not_come_back(self, editor, page):
        opened = editor.get(page)
        assert 'name="hotlines-1-seen"' in opened.content.decode()
        Hotline.objects.filter(number="12345").update(number="12349")

        answer = editor.post(page, self.sent(opened, notice="放假通知"))

        row = answer.context["form"].formsets["hotlines"].forms[1]
        assert (list(row.errors), row["number"].value()) == (["number"], "12349")
        assert editor.post(page, self.sent(answer)).status_code == 302
        assert (self.numbers(), SiteSettings.objects.get().notice) == (["110", "12349"], "放假通知")

    @pytest.mark.parametrize(("choice", "kept"), [("theirs", "12349"), ("mine", "12355")])
    def test_for_each_number_one_chooses_theirs_or_ones_own(self, editor, page, choice, kept):
        opened = editor.get(page)
        Hotline.objects.filter(number="12345").update(number="12349")

        answer = editor.post(page, self.sent(opened, **{"hotlines-1-number": "12355"}))

        assert 'name="hotlines-1-keep-number" value="theirs"' in answer.content.decode()
        assert editor.post(page, self.sent(answer, **{"hotlines-1-keep-number": choice})).status_code == 302
        assert self.numbers() == ["110", kept]

    def test_two_who_correct_two_numbers_do_not_meet(self, editor, page):
        opened = editor.get(page)
        Hotline.objects.filter(number="110").update(label="报警电话", label_en="police")

        answer = editor.post(page, self.sent(opened, **{"hotlines-1-number": "12355"}))

        assert list(answer.context["form"].formsets["hotlines"].forms[1].errors) == []
        assert editor.post(page, self.sent(answer)).status_code == 302
        assert sorted(Hotline.objects.values_list("number", "label")) == [("110", "报警电话"), ("12355", "民政热线")]

    def test_what_was_corrected_is_not_removed_unseen(self, editor, page):
        opened = editor.get(page)
        Hotline.objects.filter(number="12345").update(number="12349")

        answer = editor.post(page, self.sent(opened, **{"hotlines-1-DELETE": "on"}))

        assert (answer.status_code, self.numbers()) == (200, ["110", "12349"])
        editor.post(page, self.sent(answer, **{"hotlines-1-DELETE": "on"}))
        assert self.numbers() == ["110"]

    def test_what_was_removed_does_not_come_back_unseen(self, editor, page):
        opened = editor.get(page)
        Hotline.objects.filter(number="12345").delete()

        answer = editor.post(page, self.sent(opened, notice="放假通知"))

        (said,) = answer.context["form"].formsets["hotlines"].forms[1].non_field_errors()
        assert "删" in said
        editor.post(page, self.sent(answer))
        assert self.numbers() == ["110", "12345"]


def test_for_each_field_one_chooses_theirs_or_ones_own(editor, areas):
    row = office(VILLAGE, OLD)
    seen = seen_on(editor.get(edit(row)))
    Office.objects.update(phone=NEW)

    answer = editor.post(edit(row), office_form(phone="0578-0000055", address="新址", seen=seen))
    again = office_form(phone="0578-0000055", address="新址", seen=answer.context["form"]["seen"].value())
    editor.post(edit(row), again | {"keep-phone": "theirs"})

    assert list(Office.objects.values_list("phone", "address")) == [(NEW, "新址")]


def test_a_test_case_says_what_its_family_was(editor, areas):
    case = EligibilityCase.objects.create(name="例", on="2026-01-01", answers={"born": "2015"}, expected=[])
    opened = editor.get(edit(case))
    seen = seen_on(opened)
    EligibilityCase.objects.update(answers={"born": "2016"})

    answer = editor.post(edit(case), {"name": "例", "on": "2026-01-01", "born": "2015", "seen": seen})

    assert "born" in answer.context["form"].errors
