"""Benefit standards: one amount at a time, the nearest area's, and the old ones stay as history."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from home.benefits.domain import amounts as benefits
from home.enums.benefits import BenefitRefusal
from home.models import BenefitStandard
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.factories import home as make_page
from tests.factories.benefits import standard
from tests.factories.settings import site_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAY = datetime.date(2026, 5, 1)


def amounts(found):
    return [str(one.amount) for one in found]


@pytest.mark.parametrize(
    ("since", "until"),
    [("2026-01-01", None), ("2024-01-01", None), ("2024-01-01", "2025-01-01"), ("2025-06-01", "2025-06-30")],
)
class TestTwoAmountsOnOneDay:
    def test_are_refused_by_the_database(self, areas, since, until):
        standard(since="2025-01-01")
        with pytest.raises(DatabaseError, match="benefit_never_two_amounts_at_once"):
            standard(since=since, until=until)

    def test_are_explained_to_the_editor(self, areas, since, until):
        first = standard(since="2025-01-01")
        second = BenefitStandard.objects.get(pk=first.pk)
        second.pk, second.in_force_from = None, datetime.date.fromisoformat(since)
        second.in_force_until = datetime.date.fromisoformat(until) if until else None
        with pytest.raises(ValidationError) as refused:
            second.full_clean()
        assert list(refused.value.message_dict) == ["in_force_from"]
        assert "每月 1,284 元" in refused.value.message_dict["in_force_from"][0]


@pytest.mark.parametrize(
    "other",
    [
        {"name": "医疗补助"},
        {"audience": "difficulty-own"},
        {"area": "33"},
        {"since": "2024-01-01", "until": "2024-12-31"},
    ],
)
def test_another_benefit_audience_area_or_time_does_not_collide(areas, other):
    standard(since="2025-01-01")
    second = standard(**{"since": "2025-01-01"} | other)
    second.full_clean()
    assert BenefitStandard.objects.count() == 2


def test_moving_an_amount_onto_anothers_days_is_refused_by_the_database(areas):
    standard("1000", "2024-01-01", until="2024-12-31")
    later = standard("1284", "2025-01-01")
    later.in_force_from = datetime.date(2024, 12, 31)
    with (
        pytest.raises(DatabaseError, match="benefit_never_two_amounts_at_once"),
        transaction.atomic(),
    ):
        later.save()


def test_two_spellings_of_a_name_are_one_benefit(areas):
    assert standard(name="孤儿Ａ补贴 ").name == "孤儿A补贴"


@pytest.mark.parametrize("fields", [{"amount": "0"}, {"amount": "-1"}, {"since": "2025-02-01", "until": "2025-01-31"}])
def test_nothing_for_nothing_and_no_end_before_the_beginning(areas, fields):
    with pytest.raises(IntegrityError):
        standard(**fields)


class TestInForce:
    def test_counts_the_first_and_the_last_day(self, areas):
        standard("1000", "2026-05-01", until="2026-05-31")
        days = [datetime.date(2026, 4, 30), DAY, datetime.date(2026, 5, 31), datetime.date(2026, 6, 1)]
        found = [len(benefits.in_force(on=day, area=areas["331125"])) for day in days]
        assert found == [0, 1, 1, 0]

    def test_the_county_goes_before_the_province_and_the_township_before_the_county(self, areas):
        standard("900", area="33")
        standard("1284", area="331125")
        standard("1300", area="331125106")
        codes = ["33", "3311", "331125", "331125106", "331125106001", "331125105", "331126"]
        found = [amounts(benefits.in_force(on=DAY, area=areas[code])) for code in codes]
        wanted = ["900.00", "900.00", "1284.00", "1300.00", "1300.00", "1284.00", "900.00"]
        assert found == [[amount] for amount in wanted]

    def test_only_for_the_audiences_asked_for(self, areas):
        standard("1284")
        standard("300", audience="difficulty-own")
        assert amounts(benefits.in_force(on=DAY, area=areas["331125"], audiences=["difficulty-own"])) == ["300.00"]
        assert benefits.in_force(on=DAY, area=areas["331125"], audiences=[]) == []

    def test_without_an_area_it_is_the_county_that_runs_the_site(self, areas):
        standard("1284", area="331125")
        standard("1100", area="331126")
        assert sorted(amounts(benefits.in_force(on=DAY))) == ["1100.00", "1284.00"]
        site_of("331125")
        assert amounts(benefits.in_force(on=DAY)) == ["1284.00"]

    def test_one_query_however_many_there_are(self, areas, django_assert_num_queries):
        for number in range(30):
            standard(name=f"补贴{number}")
            if number in {0, 29}:
                with django_assert_num_queries(1):
                    rows = benefits.in_force(on=DAY, area=areas["331125"])
                    assert {row.area.name for row in rows} == {"甲县"}


class TestANewAmount:
    def test_closes_the_old_one_the_day_before_and_keeps_it(self, areas, county_officer):
        old = standard("1284", "2025-01-01")
        new = benefits.set_new_amount(
            old, by=county_officer, amount=Decimal(1400), begins=DAY, document_number="浙民助〔2026〕1号"
        )
        old.refresh_from_db()
        assert (old.amount, old.in_force_until) == (1284, datetime.date(2026, 4, 30))
        assert (new.in_force_from, new.in_force_until, new.name) == (DAY, None, old.name)
        assert amounts(benefits.history_of(new)) == ["1400.00", "1284.00"]
        assert AuditEvent.objects.get(action="benefit.new_amount").actor == county_officer

    def test_leaves_a_gap_where_the_old_one_had_ended(self, areas, county_officer):
        old = standard("1284", "2025-01-01", until="2025-12-31")
        benefits.set_new_amount(old, by=county_officer, amount=Decimal(1400), begins=DAY)
        old.refresh_from_db()
        assert old.in_force_until == datetime.date(2025, 12, 31)

    @pytest.mark.parametrize(
        ("begins", "later", "reason"),
        [
            (datetime.date(2025, 1, 1), False, BenefitRefusal.NOT_AFTER_THE_OLD),
            (datetime.date(2024, 1, 1), False, BenefitRefusal.NOT_AFTER_THE_OLD),
            (DAY, True, BenefitRefusal.LATER_AMOUNT),
        ],
    )
    def test_is_refused_with_the_reason_and_changes_nothing(self, areas, county_officer, begins, later, reason):
        old = standard("1284", "2025-01-01", until="2026-12-31")
        if later:
            standard("1500", "2027-01-01")
        before = list(BenefitStandard.objects.values())
        with pytest.raises(Denied) as refused:
            benefits.set_new_amount(old, by=county_officer, amount=Decimal(1400), begins=begins)
        assert refused.value.reason == reason
        assert list(BenefitStandard.objects.values()) == before


def test_a_document_knows_its_amounts_in_both_languages(areas):
    page = make_page.policy("p")
    standard("1284", document=page)
    english = make_page.policy("p-en", language="en", translation_key=page.translation_key)
    assert amounts(benefits.of_document(page, on=DAY)) == ["1284.00"]
    assert amounts(benefits.of_document(english, on=DAY)) == ["1284.00"]
    assert benefits.of_document(make_page.policy("q"), on=DAY) == []


@pytest.mark.parametrize(
    ("amount", "unit", "chinese", "english"),
    [
        ("1284", "per_month", "每月 1,284 元", "1,284 yuan a month"),
        ("1284.5", "per_year", "每年 1,284.50 元", "1,284.50 yuan a year"),
        ("800", "once", "一次性 800 元", "800 yuan, once"),
    ],
)
def test_amounts_in_words(areas, amount, unit, chinese, english):
    row = BenefitStandard.objects.get(pk=standard(amount, unit=unit).pk)
    assert row.words == chinese
    with translation.override("en"):
        assert row.words == english
