"""What a birthday ends: written down within the hour, once, with the rule that says so, and put before a person."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from children.ledger.domain.ageing import ask_again, look_denied_reason, looked
from children.ledger.domain.due import due
from children.ledger.domain.entering import change, confirm, confirm_denied_reason, enter
from children.ledger.enums import Category, CategoryEnd, ChildRefusal, ChildState, Turned
from children.ledger.models import Child, ChildCategory
from portal.accounts.enums import Role
from portal.ages import day_of_age
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.conftest import OTHER_TOWNSHIP, OTHER_VILLAGE, VILLAGE
from tests.factories.ages import born_to_be, make_child_of, make_left_behind
from tests.factories.children import child_facts

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def fresh(child):
    return Child.objects.unscoped("the test looks again").select_related("area").get(pk=child.pk)


def ended(child):
    rows = child.categories.exclude(until=None).order_by("category")
    return [(row.category, row.until, row.ended_reason, row.ended_rule) for row in rows]


def events(child):
    return list(
        AuditEvent.objects.filter(target_id=str(child.uuid)).order_by("sequence").values_list("action", flat=True)
    )


def counted(user):
    return {one.url.partition("?")[2]: one.count for one in due(user) if one.count}


def test_left_behind_ends_on_the_birthday_by_the_rule_and_is_written_down_once(areas):
    child, today = make_left_behind(areas[VILLAGE], 16), timezone.localdate()
    make_left_behind(areas[VILLAGE], 16, 1)

    assert (ask_again(), ask_again()) == (1, 0)

    now = fresh(child)
    assert ended(child) == [(Category.LEFT_BEHIND, today, CategoryEnd.TOO_OLD, "2016-13")]
    assert (now.state, now.turned, now.version) == (ChildState.ACTIVE, Turned.SIXTEEN, 2)
    assert events(child) == ["child.category_ended"]
    assert AuditEvent.objects.get(target_id=str(child.uuid)).detail == {
        "category": "left_behind",
        "reason": "too_old",
        "rule": "2016-13",
    }


def test_a_worker_that_was_away_for_days_writes_the_birthday_and_not_the_day_it_came_back(areas):
    child = make_left_behind(areas[VILLAGE], 16, -9)

    ask_again()

    assert ended(child)[0][1] == day_of_age(child.birth_date, 16) < timezone.localdate()


def test_whoever_is_18_leaves_the_ledger_and_every_category_on_the_birthday(areas):
    child, today = make_left_behind(areas[VILLAGE], 18), timezone.localdate()
    draft = make_child_of(areas[VILLAGE], 18, state=ChildState.DRAFT)
    moved = make_child_of(areas[VILLAGE], 18, state=ChildState.MOVED_OUT)

    assert (ask_again(), ask_again()) == (2, 0)

    assert [fresh(one).state for one in (child, draft, moved)] == ["aged_out", "aged_out", "moved_out"]
    assert ended(child) == [
        (Category.FAMILY, today, CategoryEnd.ADULT, "2016-13"),
        (Category.LEFT_BEHIND, day_of_age(child.birth_date, 16), CategoryEnd.TOO_OLD, "2016-13"),
    ]
    assert (fresh(child).turned, events(child)) == (Turned.EIGHTEEN, ["child.aged_out"])


def test_a_date_known_to_the_year_ends_nothing_before_the_year_is_over(areas):
    today = timezone.localdate()
    child = make_left_behind(areas[VILLAGE], birth_date=str(today.year - 16))

    assert ask_again(date(today.year, 12, 30)) == 0
    assert ask_again(date(today.year, 12, 31)) == 1
    assert ended(child)[0][1] == date(today.year, 12, 31)


def test_what_is_not_known_ends_nothing_and_parents_who_are_home_do(areas):
    unknown = make_left_behind(areas[VILLAGE], away_since=None)
    home = make_left_behind(areas[VILLAGE], parents_away="none")

    assert ask_again() == 1

    assert (ended(unknown), fresh(home).turned) == ([], None)
    assert ended(home) == [(Category.LEFT_BEHIND, timezone.localdate(), CategoryEnd.PARENTS_HOME, "2016-13")]


def test_the_database_keeps_an_end_without_a_rule_and_an_age_without_a_moment_out(areas):
    child = make_left_behind(areas[VILLAGE])
    row = child.categories.get(category=Category.LEFT_BEHIND)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChildCategory.objects.filter(pk=row.pk).update(ended_reason=CategoryEnd.TOO_OLD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Child.plain.filter(pk=child.pk).update(turned=16)


def test_the_first_screen_says_who_turns_and_who_has_turned_since_when(areas, village_officer, staff):
    make_left_behind(areas[VILLAGE], 16)
    make_left_behind(areas[VILLAGE], 16, 30)
    make_child_of(areas[VILLAGE], 18, 1)
    make_child_of(areas[VILLAGE], 18, 31)
    make_child_of(areas[OTHER_VILLAGE], 18)
    ask_again()

    assert counted(village_officer) == {"age=turned": 1, "age=soon": 2}
    waits = next(one for one in due(village_officer) if one.url.endswith("age=turned"))
    assert waits.since == Child.plain.exclude(turned=None).get(area_path=VILLAGE).turned_at
    assert counted(staff(Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP)) == {"age=turned": 1}


def test_six_months_completed_are_put_before_a_person_unless_recorded(areas, village_officer):
    today = timezone.localdate()
    facts = {"away_since": today - timedelta(days=190)}
    make_child_of(areas[VILLAGE], 10, **facts)
    make_child_of(areas[VILLAGE], 10, away_since=today - timedelta(days=170))
    make_child_of(areas[VILLAGE], 10, away_since=today - timedelta(days=400))
    make_child_of(areas[VILLAGE], 17, **facts)
    make_left_behind(areas[VILLAGE], **facts)

    assert counted(village_officer) == {"age=away": 1}


@pytest.mark.parametrize("count", [1, 40])
def test_the_first_screen_asks_the_same_number_of_questions_for_any_number(
    areas, village_officer, django_assert_num_queries, count
):
    for _n in range(count):
        make_left_behind(areas[VILLAGE], 16)
    ask_again()
    village_officer.can("see_child")
    with django_assert_num_queries(8):
        list(due(village_officer))


def test_somebody_says_that_they_have_looked_and_it_is_due_no_more(areas, village_officer):
    child = make_left_behind(areas[VILLAGE], 16)
    ask_again()

    looked(child, by=village_officer)
    looked(child, by=village_officer)

    assert (fresh(child).turned, fresh(child).turned_at) == (None, None)
    assert events(child) == ["child.category_ended", "child.age_looked_at"]
    assert counted(village_officer) == {}


def test_somebody_of_another_area_cannot_say_so(areas, staff):
    child, other = make_left_behind(areas[VILLAGE], 16), staff(Role.VILLAGE_OFFICER, OTHER_VILLAGE)
    ask_again()

    assert look_denied_reason(fresh(child), other) == ChildRefusal.NOT_YOURS
    with pytest.raises(Denied):
        looked(child, by=other)
    assert fresh(child).turned == Turned.SIXTEEN


def test_whoever_is_18_is_neither_entered_nor_confirmed(areas, village_officer):
    born = born_to_be(18)
    facts = child_facts(areas[VILLAGE], birth_date=born, birth_year=int(born[:4]))
    with pytest.raises(Denied) as refused:
        enter(facts, categories=[Category.FAMILY], needs=[], by=village_officer)
    assert refused.value.reason == ChildRefusal.ADULT

    draft = make_child_of(areas[VILLAGE], 18, state=ChildState.DRAFT)
    assert confirm_denied_reason(draft) == ChildRefusal.ADULT
    with pytest.raises(Denied):
        confirm(draft, by=village_officer)


def test_a_category_that_no_longer_holds_confirms_no_record(areas, village_officer):
    draft = make_left_behind(areas[VILLAGE], 16, state=ChildState.DRAFT)
    draft.categories.filter(category=Category.FAMILY).delete()

    assert confirm_denied_reason(draft) == ChildRefusal.NO_CATEGORY


def test_who_aged_out_by_a_wrong_date_of_birth_comes_back_as_a_draft(areas, village_officer):
    child = make_child_of(areas[VILLAGE], 18)
    ask_again()
    aged = fresh(child)
    facts = {name: getattr(aged, name) for name in child_facts(areas[VILLAGE])}
    born = born_to_be(17)

    def correct(birth_date, version):
        changed = facts | {"birth_date": birth_date, "birth_year": int(birth_date[:4])}
        change(aged, changed, categories=[Category.FAMILY], needs=[], seen_version=version, by=village_officer)

    correct(born_to_be(18, -1), aged.version)
    assert fresh(child).state == ChildState.AGED_OUT
    correct(born, aged.version + 1)

    assert (fresh(child).state, fresh(child).turned) == (ChildState.DRAFT, None)
