"""What documents do to one another: entered once, read from both sides, and counted in the status."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from home.enums.policies import PolicyStatus, RelationKind
from home.models import HomePage, PolicyPage, PolicyRelation
from home.policies.domain.shelf import shelf
from tests.factories import home as make

DAY = date(2026, 11, 22)
ONE = timedelta(days=1)


def statuses(page, day=DAY):
    """By the model's rule, by a row of a list, and by the database's."""
    page = PolicyPage.objects.get(pk=page.pk)
    row = PolicyPage.objects.with_repeals().get(pk=page.pk)
    found = [word for word in PolicyStatus if PolicyPage.objects.with_status(word, day).filter(pk=page.pk).exists()]
    return [page.status_on(day), row.status_on(day), *found]


@pytest.mark.database
@pytest.mark.parametrize("kind", [RelationKind.REPEALS, RelationKind.REPLACES])
@pytest.mark.parametrize(
    ("begins", "effective_on", "status"),
    [
        (DAY, None, PolicyStatus.REPEALED),
        (DAY + ONE, None, PolicyStatus.IN_FORCE),
        (DAY - ONE, DAY, PolicyStatus.REPEALED),
        (DAY - ONE, DAY + ONE, PolicyStatus.IN_FORCE),
        (None, None, PolicyStatus.IN_FORCE),
        (None, DAY, PolicyStatus.REPEALED),
    ],
)
def test_a_document_ends_on_the_day_another_says(db, kind, begins, effective_on, status):
    old, new = make.policy("old"), make.policy("new", in_force_from=begins)
    make.relation(new, kind, old, effective_on=effective_on)
    assert statuses(old) == [status] * 3


@pytest.mark.database
def test_an_amendment_ends_nothing(db):
    old, new = make.policy("old"), make.policy("new", in_force_from=DAY)
    make.relation(new, RelationKind.AMENDS, old)
    assert statuses(old) == [PolicyStatus.IN_FORCE] * 3


@pytest.mark.database
def test_the_earliest_of_several_ends_counts(db):
    old = make.policy("old", repealed_on=DAY + 9 * ONE)
    make.relation(make.policy("b", in_force_from=DAY), RelationKind.REPEALS, old)
    make.relation(make.policy("c", in_force_from=DAY + ONE), RelationKind.REPEALS, old)
    assert statuses(old) == [PolicyStatus.REPEALED] * 3
    assert statuses(old, DAY - ONE) == [PolicyStatus.IN_FORCE] * 3


@pytest.mark.database
def test_what_is_not_published_ends_nothing(db):
    old, new = make.policy("old"), make.policy("new", in_force_from=DAY)
    make.relation(new, RelationKind.REPEALS, old)
    new.unpublish()
    assert statuses(old) == [PolicyStatus.IN_FORCE] * 3


def test_a_version_in_another_language_ends_with_its_original(db):
    old, new = make.policy("old"), make.policy("new", in_force_from=DAY)
    english = old.copy_for_translation(HomePage.objects.get(locale__language_code="en").locale)
    english.save_revision().publish()
    make.relation(new, RelationKind.REPLACES, old)
    assert statuses(english) == [PolicyStatus.REPEALED] * 3


@pytest.mark.database
def test_the_database_refuses_a_document_that_repeals_itself_and_a_relation_twice(db):
    page, other = make.policy("p"), make.policy("o")
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyRelation.objects.create(policy=page, target=page, kind=RelationKind.REPEALS)
    PolicyRelation.objects.create(policy=page, target=other, kind=RelationKind.REPEALS)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyRelation.objects.create(policy=page, target=other, kind=RelationKind.REPEALS)


def test_a_relation_knows_its_day_and_its_other_side(db):
    old, new = make.policy("old"), make.policy("new", in_force_from=DAY)
    row = make.relation(new, RelationKind.REPLACES, old)
    stored = PolicyRelation.objects.standing().get()
    assert (row.day, stored.day, RelationKind(row.kind).other_side) == (DAY, DAY, "被代替")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("国发[2016]13号", "国发〔2016〕13号"),
        ("国发(2016) 13 号", "国发〔2016〕13号"),
        ("国发（２０１６）１３号", "国发〔2016〕13号"),
        ("国发【2016】013号", "国发〔2016〕13号"),
        ("国 发〔2016〕13号", "国发〔2016〕13号"),
        ("国发〔2016〕第13号", "国发〔2016〕第13号"),
        ("民政部令第67号", "民政部令第67号"),
        ("未成年人保护法第二十二条、第二十三条", "未成年人保护法第二十二条、第二十三条"),
        ("意见（试行）", "意见（试行）"),
        ("", ""),
    ],
)
def test_a_document_number_is_kept_in_one_form(db, typed, kept):
    assert make.policy("p", document_number=typed).document_number == kept


def test_an_end_before_the_beginning_is_told_in_the_editors_words(db):
    page = make.policy("p", in_force_from=DAY)
    page.in_force_until = DAY - ONE
    with pytest.raises(ValidationError, match="最后一天"):
        page.full_clean()


def test_a_document_shows_no_relation_of_two_others(db):
    old, new, beside = make.policy("old"), make.policy("new"), make.policy("beside")
    make.relation(new, RelationKind.REPEALS, old)

    assert [[link.other.pk for link in shelf().links_of(page)] for page in (old, new, beside)] == [
        [new.pk],
        [old.pk],
        [],
    ]
