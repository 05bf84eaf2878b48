"""How editors keep benefits and offices: a list of what holds, one action for a new amount, 200 villages at once."""

import datetime

import pytest
from django.urls import reverse

from home.help.domain.office_table import read_table, write_table
from home.models import Audience, BenefitStandard, Office
from portal.accounts.enums import Role
from portal.areas.models import Area
from portal.audit.models import AuditEvent
from tests.factories.benefits import standard
from tests.factories.offices import office
from tests.factories.settings import site_of

pytestmark = pytest.mark.django_db
BENEFITS, OFFICES = "wagtailsnippets_home_benefitstandard", "wagtailsnippets_home_office"
VILLAGE, TOWNSHIP, COUNTY = "331125106001", "331125106", "331125"


def amount_form(**fields):
    return {
        "name": "护理补贴",
        "audience": Audience.objects.get(slug="difficulty-own").pk,
        "area": "甲县",
        "amount": "500",
        "unit": "per_month",
        "in_force_from": "2026-01-01",
    } | fields


class TestBenefits:
    def test_the_list_says_what_is_in_force_and_offers_a_new_amount(self, editor):
        old = standard("1100", "2024-01-01", until="2024-12-31")
        row = standard("1284", "2025-01-01")
        text = editor.get(reverse(f"{BENEFITS}:list")).content.decode()
        assert ["每月 1,284 元" in text, "每月 1,100 元" in text, "已过期" in text] == [True] * 3
        assert reverse("benefit_new_amount", args=[row.pk]) in text
        text = editor.get(reverse(f"{BENEFITS}:list"), {"state": "now"}).content.decode()
        assert ["每月 1,284 元" in text, "每月 1,100 元" in text] == [True, False]
        text = editor.get(reverse(f"{BENEFITS}:list"), {"state": "over"}).content.decode()
        assert [f"/edit/{old.pk}/" in text, f"/edit/{row.pk}/" in text] == [True, False]

    def test_the_area_is_typed_by_name_or_code_never_chosen_from_thousands(self, editor):
        for number, area in enumerate(["甲县", COUNTY, f"{COUNTY} 甲县"]):
            response = editor.post(reverse(f"{BENEFITS}:add"), amount_form(area=area, name=f"补贴{number}"))
            assert response.status_code == 302
        assert set(BenefitStandard.objects.values_list("area__code", flat=True)) == {COUNTY}
        page = editor.get(reverse(f"{BENEFITS}:edit", args=[BenefitStandard.objects.first().pk])).content.decode()
        assert f'value="{COUNTY} 甲县"' in page

    def test_an_ambiguous_or_unknown_area_is_refused_with_the_codes(self, editor, areas):
        Area.objects.create(code="331126101002", name="上村", level="village", parent=areas["331126101"])
        text = editor.post(reverse(f"{BENEFITS}:add"), amount_form(area="上村")).content.decode()
        assert ["331125106001" in text, "331126101002" in text] == [True, True]
        assert "没有叫这个名字" in editor.post(reverse(f"{BENEFITS}:add"), amount_form(area="没有")).content.decode()
        assert "没有代码" in editor.post(reverse(f"{BENEFITS}:add"), amount_form(area="77")).content.decode()

    def test_a_second_amount_on_the_same_days_is_explained(self, editor):
        standard("480", "2026-01-01", name="护理补贴", audience="difficulty-own")
        text = editor.post(reverse(f"{BENEFITS}:add"), amount_form()).content.decode()
        assert "已经有一个标准" in text
        assert BenefitStandard.objects.count() == 1

    def test_a_new_amount_is_one_action_that_closes_the_old_one(self, editor):
        row = standard("1284", "2025-01-01")
        address = reverse("benefit_new_amount", args=[row.pk])
        assert "每月 1,284 元" in editor.get(address).content.decode()
        response = editor.post(address, {"amount": "1400", "begins": "2026-07-01", "document_number": "２号"})
        assert response.status_code == 302
        found = BenefitStandard.objects.order_by("in_force_from").values_list("amount", "in_force_until")
        assert list(found) == [(1284, datetime.date(2026, 6, 30)), (1400, None)]
        assert BenefitStandard.objects.get(in_force_until=None).document_number == "2号"

    def test_sent_twice_it_says_what_happened_and_changes_nothing(self, editor):
        row = standard("1284", "2025-01-01")
        address = reverse("benefit_new_amount", args=[row.pk])
        editor.post(address, {"amount": "1400", "begins": "2026-07-01"})
        response = editor.post(address, {"amount": "1400", "begins": "2026-07-01"})
        assert (response.status_code, BenefitStandard.objects.count()) == (422, 2)
        assert "已经录入了更新的标准" in response.content.decode()

    def test_an_editor_deletes_no_amount(self, editor):
        row = standard("1284")
        editor.post(reverse(f"{BENEFITS}:delete", args=[row.pk]))
        assert BenefitStandard.objects.filter(pk=row.pk).exists()


class TestOffices:
    def test_the_list_is_found_by_the_name_of_the_area(self, editor):
        office(VILLAGE, "0578-0000011")
        office(TOWNSHIP, "0578-0000022")
        text = editor.get(reverse(f"{OFFICES}:list"), {"q": "上村"}).content.decode()
        assert ["0578-0000011" in text, "0578-0000022" in text] == [True, False]
        text = editor.get(reverse(f"{OFFICES}:list"), {"level": "township"}).content.decode()
        assert ["0578-0000011" in text, "0578-0000022" in text] == [False, True]

    def test_each_row_of_the_list_leads_to_its_office(self, editor):
        row = office(VILLAGE, "0578-0000011")
        text = editor.get(reverse(f"{OFFICES}:list")).content.decode()
        assert f'href="{reverse(f"{OFFICES}:edit", args=[row.pk])}"' in text

    @pytest.mark.parametrize(
        ("area", "said"), [(VILLAGE, "这个地方已经有办公室了"), ("33", "只有村（社区）、乡镇（街道）和县")]
    )
    def test_a_second_office_or_one_of_a_province_is_refused_with_the_way_out(self, editor, area, said):
        office(VILLAGE, "0578-0000011")
        response = editor.post(reverse(f"{OFFICES}:add"), {"area": area, "phone": "0578-0000012"})
        assert (said in response.content.decode(), Office.objects.count()) == (True, 1)

    def test_one_is_added_with_its_hours_as_people_write_them(self, editor):
        data = {"area": "石塘镇上村", "phone": "0578-0000011", "opening_hours": "工作日 8:30-12:00"}
        assert editor.post(reverse(f"{OFFICES}:add"), data).status_code == 302
        row = Office.objects.get()
        assert (row.area.code, row.opening_hours[0]) == (VILLAGE, [["08:30", "12:00"]])
        assert "周一至周五 08:30-12:00" in editor.get(reverse(f"{OFFICES}:edit", args=[row.pk])).content.decode()

    def test_the_whole_county_goes_out_as_lines_and_comes_back(self, editor):
        site_of(COUNTY)
        office(TOWNSHIP, "0578-0000022")
        lines = write_table().splitlines()
        assert [line.split("\t")[0] for line in lines] == [
            COUNTY, "331125105", "331125105001", TOWNSHIP, VILLAGE, "331125106002",
        ]  # fmt: skip
        lines[4] = f"{VILLAGE}\t上村\t０５７８－0000033\t村委会\t周一 9:00-11:00\t"
        response = editor.post(reverse("office_table"), {"table": "\r\n".join(lines)})
        assert response.status_code == 302
        assert set(Office.objects.values_list("area__code", "phone")) == {
            (TOWNSHIP, "0578-0000022"),
            (VILLAGE, "0578-0000033"),
        }
        assert AuditEvent.objects.get(action="office.table").detail == {"count": 2}
        assert read_table(write_table()).problems == []

    def test_one_wrong_line_saves_nothing_and_keeps_what_was_pasted(self, editor):
        site_of(COUNTY)
        lines = [f"{VILLAGE}\t上村\t0578-0000033", "99\t?\t0578-0000034", f"{TOWNSHIP}\t石塘镇\t13800001234"]
        pasted = "\n".join([*lines, f"{VILLAGE}\t上村\t1234567"])
        response = editor.post(reverse("office_table"), {"table": pasted})
        text = response.content.decode()
        assert (response.status_code, Office.objects.count()) == (422, 0)
        assert ["第 2 行" in text, "第 3 行（石塘镇）" in text, "第 4 行" in text, "13800001234" in text] == [True] * 4

    def test_only_editors_reach_it(self, staff, sign_in):
        client = sign_in(staff(Role.COUNTY_OFFICER))
        assert client.get(reverse("office_table")).status_code in {302, 403, 404}
        assert client.get(reverse("benefit_new_amount", args=[1])).status_code in {302, 403, 404}
