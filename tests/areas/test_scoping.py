"""Row scoping fails closed: every way of running a query is refused until its scope is named."""

from __future__ import annotations

import asyncio
import uuid

import pytest
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Subquery

from children.ledger.models import Child, ChildNeed
from portal.areas.models import Area
from portal.areas.scoping import ScopeNotNamed, within
from tests.conftest import OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.children import make_child

pytestmark = [pytest.mark.database, pytest.mark.django_db]

READS = {
    "iterating": list,
    "the truth value": bool,
    "the length": len,
    "an index": lambda rows: rows[0],
    "a slice": lambda rows: list(rows[:1]),
    "get": lambda rows: rows.get(pk=1),
    "first": lambda rows: rows.first(),
    "last": lambda rows: rows.last(),
    "latest": lambda rows: rows.latest("pk"),
    "earliest": lambda rows: rows.earliest("pk"),
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "contains": lambda rows: rows.contains(Child(pk=1)),
    "aggregate": lambda rows: rows.aggregate(Count("pk")),
    "a distinct aggregate": lambda rows: rows.distinct().aggregate(Count("pk")),
    "annotate": lambda rows: list(rows.annotate(n=Count("needs"))),
    "values": lambda rows: list(rows.values("pk")),
    "values_list": lambda rows: list(rows.values_list("pk", flat=True)),
    "dates": lambda rows: list(rows.datetimes("created_at", "day")),
    "in_bulk": lambda rows: rows.in_bulk([1]),
    "iterator": lambda rows: list(rows.iterator(chunk_size=10)),
    "explain": lambda rows: rows.explain(),
    "raw": lambda rows: list(rows.raw("SELECT * FROM children_child")),
    "its SQL as text": lambda rows: str(rows.query),
    "get_or_create": lambda rows: rows.get_or_create(case_number="1"),
    "update_or_create": lambda rows: rows.update_or_create(case_number="1"),
    "update": lambda rows: rows.update(grade="1"),
    "bulk_update": lambda rows: rows.bulk_update([Child(pk=1, grade="1")], ["grade"]),
    "delete": lambda rows: rows.delete(),
    "raw delete": lambda rows: rows._raw_delete("default"),
    "select_for_update": lambda rows: list(rows.select_for_update()),
    "an in-list": lambda rows: list(ChildNeed.objects.filter(child__in=rows)),
    "an in-list of ids": lambda rows: list(ChildNeed.objects.filter(child_id__in=rows.values("pk"))),
    "an equality": lambda rows: list(ChildNeed.objects.filter(child=rows.filter(pk=1)[:1])),
    "Exists": lambda rows: list(get_user_model().objects.filter(Exists(rows.filter(created_by=OuterRef("pk"))))),
    "Subquery": lambda rows: list(get_user_model().objects.annotate(n=Subquery(rows.values("pk")[:1]))),
    "a union with it": lambda rows: list(_named().union(rows)),
    "its union": lambda rows: list(rows.union(_named())),
    "an intersection": lambda rows: list(_named().intersection(rows)),
    "a difference": lambda rows: list(_named().difference(rows)),
    "or with it": lambda rows: list(_named() | rows),
    "and with it": lambda rows: list(_named() & rows),
    "xor with it": lambda rows: list(_named() ^ rows),
    "its or": lambda rows: list(rows | _named()),
    "acount": lambda rows: asyncio.run(rows.acount()),
    "aget": lambda rows: asyncio.run(rows.aget(pk=1)),
    "aexists": lambda rows: asyncio.run(rows.aexists()),
    "afirst": lambda rows: asyncio.run(rows.afirst()),
    "aupdate": lambda rows: asyncio.run(rows.aupdate(grade="1")),
    "adelete": lambda rows: asyncio.run(rows.adelete()),
    "aiterator": lambda rows: asyncio.run(_first(rows.aiterator())),
    "async for": lambda rows: asyncio.run(_first(rows)),
}


def _named():
    return Child.objects.unscoped("the other half of a combined query")


async def _first(rows):
    async for row in rows:
        return row
    return None


@pytest.mark.parametrize("way", READS, ids=str)
def test_a_query_without_a_scope_is_refused(way):
    with pytest.raises(ScopeNotNamed):
        READS[way](Child.objects.all())


@pytest.mark.parametrize("way", READS, ids=str)
def test_filtering_first_does_not_open_it(way):
    with pytest.raises(ScopeNotNamed):
        READS[way](Child.objects.filter(birth_year=2015).order_by("pk"))


def test_staff_see_their_own_area_and_below_and_nothing_else(areas, supervisor):
    inside = make_child(areas[VILLAGE])
    at_township = make_child(areas[TOWNSHIP])
    make_child(areas[OTHER_VILLAGE])

    assert set(Child.objects.visible_to(supervisor)) == {inside, at_township}


def test_someone_without_an_assignment_sees_no_row(areas):
    make_child(areas[VILLAGE])
    outsider = get_user_model().objects.create_user("outsider@example.test")

    assert list(Child.objects.visible_to(outsider)) == []


def test_a_superuser_without_an_assignment_sees_no_row(areas):
    make_child(areas[VILLAGE])
    technical = get_user_model().objects.create_superuser("root@example.test")

    assert Child.objects.visible_to(technical).count() == 0


@pytest.mark.parametrize(
    "write",
    [lambda rows: rows.update(grade="9"), lambda rows: rows.delete()],
    ids=["update", "delete"],
)
def test_writing_within_a_scope_leaves_the_neighbours_alone(areas, supervisor, write):
    make_child(areas[VILLAGE])
    other = make_child(areas[OTHER_VILLAGE], grade="1")

    write(Child.objects.visible_to(supervisor))

    assert [(child.pk, child.grade) for child in _named().exclude(area=areas[VILLAGE])] == [(other.pk, "1")]


def test_a_scope_named_after_an_exclusion_through_a_relation_still_runs(areas, supervisor):
    child = make_child(areas[VILLAGE])
    ChildNeed.objects.create(child=make_child(areas[VILLAGE]), domain="safety")

    assert list(Child.objects.exclude(needs__domain="safety").visible_to(supervisor)) == [child]


def test_two_named_scopes_can_be_joined(areas, supervisor, village_officer):
    child = make_child(areas[VILLAGE])

    assert list(Child.objects.visible_to(supervisor) | Child.objects.visible_to(village_officer)) == [child]


def test_an_empty_query_needs_no_scope():
    assert list(Child.objects.none()) == []


def test_unscoped_asks_for_its_reason():
    with pytest.raises(ScopeNotNamed):
        Child.objects.unscoped("  ")


def test_bulk_creation_files_each_row_under_its_area(areas):
    made = Child.objects.bulk_create(
        [
            Child(area=areas[code], full_name="测试", sex="m", birth_year=2015, uuid=uuid.uuid4())
            for code in (VILLAGE, OTHER_VILLAGE)
        ]
    )

    stored = _named().filter(pk__in=[child.pk for child in made]).order_by("pk")
    assert [child.area_path for child in stored] == [VILLAGE, OTHER_VILLAGE]


def test_moving_a_record_moves_its_path(areas, supervisor):
    child = make_child(areas[VILLAGE])

    child.area = areas[OTHER_VILLAGE]
    child.save(update_fields=["area"])

    assert _named().get(pk=child.pk).area_path == OTHER_VILLAGE
    assert list(Child.objects.visible_to(supervisor)) == []


def test_a_mass_update_cannot_part_a_record_from_its_path(areas):
    make_child(areas[VILLAGE])

    with pytest.raises(ScopeNotNamed):
        _named().update(area=areas[OTHER_VILLAGE])


@pytest.mark.parametrize("level", [2, 4, 6, 9, 12])
def test_a_range_holds_the_same_rows_as_a_prefix(areas, level, rng):
    codes = {"".join(rng.choices("0189", k=12)) for _ in range(120)} | {"9" * 12, "0" * 12}
    Area.objects.bulk_create(Area(code=code, name=code, level="village") for code in codes)
    for path in {code[:level] for code in codes}:
        found = set(Area.objects.filter(within([path], "code")).values_list("code", flat=True))
        assert found == {code for code in codes if code.startswith(path)}
