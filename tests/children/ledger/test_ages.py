"""Who is 16 or 18, and who is left-behind, asked of the database on any day: the same as of each child by itself."""

from datetime import date, timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from children.ledger.domain.ages import came_of_age, holding, in_state, is_active, last_start, of_age, still_open
from children.ledger.domain.definition import Situation, not_left_behind_reason
from children.ledger.domain.queries import counts_by_state
from children.ledger.enums import Category, ChildState, NotLeftBehind
from children.ledger.models import Child, ChildCategory, LeftBehindRule
from portal.ages import months_between
from portal.changes.rule_versions import VersionState
from portal.eligibility.enums import ParentsAway
from portal.privacy.fields import Token
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.ages import born_to_be, make_child_of, make_left_behind

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BORN = ["2007-12-31", "2008-01-01", "2008-02-28", "2008-02-29", "2008-03-01", "2008-11-28", "2008-12-31", "2009-01-01"]
BORN += ["2008", "2008-02", "2008-04", "2008-12", "2009", "2007-06-15", "2010-10-10", "2012-02-29"]
DAYS = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 1)]
DAYS += [date(2026, 11, 27), date(2026, 11, 28), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29)]


def rows():
    return Child.objects.unscoped("the test looks at all of them")


def held(child, on):
    return set(ChildCategory.objects.filter(holding(on), child=child).values_list("category", flat=True))


@pytest.mark.parametrize("years", [16, 18])
def test_the_database_says_the_same_of_every_date_of_birth_as_the_child(areas, years):
    children = [make_child_of(areas[VILLAGE], 0, birth_date=born) for born in BORN]

    for day in DAYS:
        expected = {child.birth_date for child in children if child.is_of_age(years, day)}
        assert {child.birth_date for child in rows().filter(of_age(years, day))} == expected, day


def test_who_comes_of_age_in_a_span_is_found_across_the_new_year(areas):
    for born in BORN:
        make_child_of(areas[VILLAGE], 0, birth_date=born)

    found = rows().filter(came_of_age([18], date(2026, 12, 30), date(2027, 1, 2)))

    assert sorted(child.birth_date for child in found) == ["2008", "2008-12", "2008-12-31", "2009-01-01"]


def test_a_date_that_cannot_be_read_leaves_the_year_to_decide(areas):
    child = make_child_of(areas[VILLAGE], 0, birth_date="2008-05-05")
    Child.plain.filter(pk=child.pk).update(birth_date=Token("v1:dev:damaged"))
    damaged = rows().get(pk=child.pk)

    assert (damaged.born, damaged.is_of_age(18, date(2026, 12, 30)), damaged.is_of_age(18, date(2026, 12, 31))) == (
        "2008",
        False,
        True,
    )


def test_left_behind_ends_on_the_sixteenth_birthday_and_difficulty_does_not(areas):
    child, today = make_left_behind(areas[VILLAGE], 16), timezone.localdate()

    assert held(child, today - timedelta(days=1)) == {Category.LEFT_BEHIND, Category.FAMILY}
    assert held(child, today) == {Category.FAMILY}


def test_no_category_holds_from_the_eighteenth_birthday_on(areas):
    child, today = make_left_behind(areas[VILLAGE], 18), timezone.localdate()

    assert (held(child, today - timedelta(days=1)), held(child, today)) == ({Category.FAMILY}, set())


def test_a_date_known_to_the_month_is_never_too_old(areas):
    whole = date.fromisoformat(born_to_be(16))
    child = make_left_behind(areas[VILLAGE], birth_date=f"{whole:%Y-%m}")

    first_of_month = timezone.localdate().replace(day=1)

    assert Category.LEFT_BEHIND in held(child, first_of_month)
    assert Category.LEFT_BEHIND not in held(child, first_of_month + timedelta(days=32))


def test_the_version_of_the_rule_in_force_on_the_day_decides(areas):
    today = timezone.localdate()
    LeftBehindRule.objects.create(
        version="later",
        effective_from=today + timedelta(days=10),
        under_age=18,
        months_away=30,
        one_parent_counts=False,
        source="测试",
        state=VersionState.DECIDED,
    )
    sixteen = make_left_behind(areas[VILLAGE], 16, away_since=date(2020, 1, 1))
    short = make_left_behind(areas[VILLAGE])
    one = make_left_behind(areas[VILLAGE], parents_away=ParentsAway.ONE, away_since=date(2020, 1, 1))

    says = [
        [Category.LEFT_BEHIND in held(child, today + timedelta(days=n)) for child in (sixteen, short, one)]
        for n in (9, 10)
    ]

    assert says == [[False, True, True], [True, False, False]]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"away_since": None}, NotLeftBehind.SINCE_UNKNOWN),
        ({"parents_away": ParentsAway.NONE}, NotLeftBehind.PARENTS_HOME),
        ({"away_since": timezone.localdate() - timedelta(days=90)}, NotLeftBehind.TOO_SHORT),
    ],
)
def test_what_is_unknown_is_no_no(areas, changes, reason):
    child, today = make_left_behind(areas[VILLAGE], **changes), timezone.localdate()
    situation = Situation(child.birth_date, child.parents_away, child.away_since)

    assert not_left_behind_reason(situation, on=today) == reason
    assert (Category.LEFT_BEHIND in held(child, today)) is (reason == NotLeftBehind.SINCE_UNKNOWN)


def test_the_last_start_is_the_last_day_from_which_the_months_are_completed():
    for n in range(800):
        on = date(2024, 1, 1) + timedelta(days=n)
        start = last_start(on, 6)
        assert (months_between(start, on), months_between(start + timedelta(days=1), on)) == (6, 5), on


def test_an_open_record_of_who_is_18_stands_among_the_aged_out(areas, county_officer):
    today = timezone.localdate()
    grown = make_child_of(areas[VILLAGE], 18)
    draft = make_child_of(areas[OTHER_VILLAGE], 18, state=ChildState.DRAFT)
    young = make_child_of(areas[VILLAGE], 18, 1)

    assert set(in_state(rows(), ChildState.ACTIVE, today)) == set(still_open(rows(), today)) == {young}
    assert set(in_state(rows(), ChildState.AGED_OUT, today)) == {grown, draft}
    assert list(rows().filter(is_active(today, prefix=""))) == [young]
    assert counts_by_state(county_officer) == {"active": 1, "draft": 0, "aged_out": 2}
    assert [child.state_today for child in (grown, draft, young)] == ["aged_out", "aged_out", "active"]


def test_the_question_is_of_one_size_whatever_the_day():
    sizes = [len(str(Q(of_age(16, day)))) for day in (date(2026, 1, 1), date(2026, 12, 30), date(2026, 12, 31))]

    assert max(sizes) < 20_000


def test_children_entered_before_the_index_was_there_are_found_too(areas):
    child, damaged = make_child_of(areas[VILLAGE], 18), make_child_of(areas[VILLAGE], 18)
    known = child.birth_date_index
    Child.plain.update(birth_date_index="")
    Child.plain.filter(pk=damaged.pk).update(birth_date=Token("v1:dev:damaged"))

    import_module("children.migrations.0006_fill_birth_date_index").fill(apps, SimpleNamespace(connection=connection))

    assert [rows().get(pk=one.pk).birth_date_index for one in (child, damaged)] == [known, ""]
