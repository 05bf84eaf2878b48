"""Pages by the key of a list's order: each row once, whatever is alike, added or removed meanwhile."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlencode

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Case, Value, When
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from activities.models import Session
from children.concerns.models import Concern
from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.areas.models import Area
from portal.areas.scoping import ScopeNotNamed
from portal.desk.keyset import keyed_page
from portal.input.keyed import KeyedPage
from tests.conftest import COUNTY, LONG_AGO, OTHER_VILLAGE, VILLAGE
from tests.factories.children import make_child

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
VILLAGES = (VILLAGE, OTHER_VILLAGE, "331126101001")
SIZE = 3


@pytest.fixture
def children(areas) -> list[Child]:
    """Twelve of them, in three villages, in turn."""
    return [made(areas[VILLAGES[number % 3]], number) for number in range(12)]


@pytest.fixture
def of_two_townships(staff, areas):
    """Village officer here and there; what lies elsewhere is nobody's here."""
    user = staff(Role.VILLAGE_OFFICER, VILLAGE)
    Assignment.objects.create(
        user=user, role=Role.VILLAGE_OFFICER, area=Area.objects.get(code=OTHER_VILLAGE), effective_at=LONG_AGO
    )
    return user


def made(area, minute: int, **given) -> Child:
    return make_child(area, created_at=BEGAN + timedelta(minutes=minute), **given)


def page(rows, size: int = SIZE, **asked: str) -> KeyedPage:
    return keyed_page(RequestFactory().get(f"/?{urlencode(asked)}"), rows, size)


def followed(rows, size: int = SIZE) -> list[KeyedPage]:
    """All pages, each by what the one before it says."""
    pages = [page(rows, size)]
    while pages[-1].after:
        assert len(pages) < 50
        pages.append(page(rows, size, after=pages[-1].after))
    return pages


def numbers(*pages: KeyedPage) -> list[int]:
    return [row.pk for one in pages for row in one]


@pytest.mark.parametrize("user", ["county_officer", "of_two_townships"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moments=st.lists(st.integers(0, 3), min_size=12, max_size=12), size=st.integers(1, 5), upwards=st.booleans())
def test_following_shows_each_row_once_and_in_order(request, children, user, moments, size, upwards):
    order = ("created_at", "pk") if upwards else ("-created_at", "-pk")
    user = request.getfixturevalue(user)
    for child, moment in zip(children, moments, strict=True):
        Child.plain.filter(pk=child.pk).update(created_at=BEGAN + timedelta(microseconds=moment))
    expected = list(Child.objects.visible_to(user).order_by(*order).values_list("pk", flat=True))

    pages = followed(Child.objects.listed_for(user).order_by(*order), size)

    assert numbers(*pages) == expected
    assert not pages[0].before
    rows, back = Child.objects.listed_for(user).order_by(*order), pages[-1]
    while back.before:
        first, back = back.object_list[0].pk, page(rows, size, before=back.before)
        assert expected.index(back.object_list[-1].pk) >= expected.index(first) - 1
    assert numbers(back) == expected[:size]


def test_what_is_added_or_removed_meanwhile_doubles_and_hides_nothing_else(areas, county_officer, children):
    rows = Child.objects.listed_for(county_officer)
    expected = list(rows.values_list("pk", flat=True))
    first = page(rows)
    made(areas[VILLAGE], 99)
    Child.plain.filter(pk=first.object_list[-1].pk).delete()

    second = page(rows, after=first.after)

    assert numbers(second) == expected[3:6]
    assert numbers(page(rows, before=second.before))[1:] == expected[:2]  # the new one stands above them


def test_a_page_whose_rows_have_gone_is_the_last_there_is(county_officer, children):
    rows = Child.objects.listed_for(county_officer)
    before_last = followed(rows)[-2]
    Child.plain.filter(pk__in=numbers(*followed(rows)[-1:])).delete()

    left = page(rows, after=before_last.after)

    assert (numbers(left), left.after, bool(left.before)) == (numbers(before_last), "", True)


def test_what_is_no_key_of_this_list_leads_to_its_first_page(county_officer, children):
    rows = Child.objects.listed_for(county_officer)
    first = page(rows)
    foreign = page(rows.order_by("created_at", "pk")).after

    for wrong in ("", "0", "1", "'", "a.b", "%00", first.after[:-2], first.after + "A", foreign, "x" * 10_000):
        assert numbers(page(rows, after=wrong)) == numbers(page(rows, before=wrong)) == numbers(first)


def test_a_key_tells_nothing_and_is_never_the_same(county_officer, children):
    rows = Child.objects.listed_for(county_officer)

    keys = {page(rows).after for _ in range(3)}

    assert len(keys) == 3
    assert not any(str(children[9].pk) == key or "2026" in key for key in keys)


def test_an_order_that_is_worked_out_is_named_first(county_officer, children):
    urgent = Case(When(pk=children[0].pk, then=Value(0)), default=Value(1))
    rows = Child.objects.listed_for(county_officer).annotate(urgency=urgent).order_by("urgency", "created_at", "pk")

    assert numbers(*followed(rows)) == list(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("order", [["-created_at"], ["-created_at", "pk"], ["turned", "pk"], [Value(1), "pk"], []])
def test_an_order_that_leaves_a_doubt_is_refused(county_officer, order):
    rows = Child.objects.listed_for(county_officer)

    with pytest.raises(ImproperlyConfigured):
        page(rows.order_by(*order) if order else rows.order_by("risk"))


def test_who_works_in_two_places_costs_one_question_more_for_each(areas, staff, of_two_townships, children):
    one, counts = staff(Role.COUNTY_OFFICER, COUNTY), []
    for user in (one, of_two_townships):
        user.current_assignments()
        with CaptureQueriesContext(connection) as asked:
            page(Child.objects.listed_for(user))
        counts.append(len(asked))

    assert counts == [1, 3]


def test_an_area_inside_another_is_asked_for_once(staff, children):
    user = staff(Role.COUNTY_OFFICER, COUNTY)
    Assignment.objects.create(
        user=user, role=Role.VILLAGE_OFFICER, area=Area.objects.get(code=VILLAGE), effective_at=LONG_AGO
    )

    rows = Child.objects.listed_for(user)

    assert (len(rows.parts), rows.count()) == (1, 8)


@pytest.mark.parametrize("model", [Concern, Session])
def test_what_more_than_the_area_decides_about_is_not_listed_by_area_alone(county_officer, model):
    with pytest.raises(ScopeNotNamed):
        model.objects.listed_for(county_officer)


def test_links_keep_the_filters_and_drop_the_other_key(county_officer, sign_in, areas):
    for number in range(30):
        made(areas[VILLAGE], number)
    browser = sign_in(county_officer)
    first = browser.get("/desk/children/?state=active")
    second = browser.get(f"/desk/children/?{urlencode({'state': 'active', 'after': first.context['page'].after})}")

    links = [part.split('"')[0] for part in second.content.decode().split('<nav class="pages"')[1].split('href="')[1:]]

    assert len(second.context["page"]) == 5
    asked = [parse_qs(link.replace("&amp;", "&").lstrip("?")) for link in links]
    assert asked[0] == {"state": ["active"]}
    assert (asked[1].keys(), asked[1]["state"]) == ({"state", "before"}, ["active"])
    chips = {chip["value"]: chip["url"] for chip in second.context["chips"]}
    assert "after" not in chips["active"]
