"""Ages on the ledger's pages: list, record and form say what holds today, without waiting for the worker."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from children.ledger.domain.ageing import ask_again
from children.ledger.enums import Category, ChildState
from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.ages import make_child_of, make_left_behind

pytestmark = pytest.mark.django_db


def listed(browser, query=""):
    answer = browser.get(reverse("children:index") + query)
    return {child.case_number for child in answer.context["page"].object_list}


def numbers(*children):
    return {child.case_number for child in children}


def test_the_list_shows_todays_categories_and_states(areas, village_officer, sign_in):
    sixteen, tomorrow = make_left_behind(areas[VILLAGE], 16), make_left_behind(areas[VILLAGE], 16, 1)
    eighteen = make_child_of(areas[VILLAGE], 18)
    browser = sign_in(village_officer)

    page = browser.get(reverse("children:index"))
    shown = {child.pk: {row.category for row in child.current_categories} for child in page.context["page"].object_list}

    assert shown == {sixteen.pk: {Category.FAMILY}, tomorrow.pk: {Category.FAMILY, Category.LEFT_BEHIND}}
    assert listed(browser, "?state=aged_out") == numbers(eighteen)
    assert [chip["count"] for chip in page.context["chips"]] == [2, 2, 1]


def test_the_first_screen_leads_to_lists_by_age(areas, village_officer, sign_in):
    turned = make_left_behind(areas[VILLAGE], 16)
    soon = make_child_of(areas[VILLAGE], 18, 30)
    make_child_of(areas[VILLAGE], 18, 31)
    away = make_child_of(areas[VILLAGE], 10, away_since=timezone.localdate() - timezone.timedelta(days=190))
    ask_again()
    browser = sign_in(village_officer)

    assert listed(browser, "?age=turned") == numbers(turned)
    assert listed(browser, "?age=soon") == numbers(soon)
    assert listed(browser, "?age=away") == numbers(away)
    assert "已满 16 周岁" in browser.get(reverse("children:index") + "?age=turned").content.decode()


@pytest.mark.parametrize("query", ["", "?state=active", "?age=soon", "?age=turned"])
def test_the_list_asks_the_same_number_of_questions_for_one_and_for_twenty(areas, village_officer, sign_in, query):
    browser, counts = sign_in(village_officer), []
    for more in (1, 19):
        for _n in range(more):
            make_left_behind(areas[VILLAGE], 16)
            make_child_of(areas[VILLAGE], 18, 5)
        ask_again()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get(reverse("children:index") + query)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_record_says_what_ended_by_which_rule_and_what_ends_soon(areas, village_officer, sign_in):
    ended, soon = make_left_behind(areas[VILLAGE], 16), make_left_behind(areas[VILLAGE], 16, 3)
    ask_again()
    browser = sign_in(village_officer)

    assert "留守儿童已于" in (page := browser.get(ended.get_absolute_url()).content.decode())
    assert "2016-13" in page
    assert "留守儿童身份将于" in browser.get(soon.get_absolute_url()).content.decode()


def test_the_form_does_not_tick_what_no_longer_holds(areas, village_officer, sign_in):
    child = make_left_behind(areas[VILLAGE], 16)

    form = sign_in(village_officer).get(reverse("children:edit", args=[child.uuid])).context["form"]

    assert form.initial["categories"] == [Category.FAMILY]


def test_one_press_says_that_somebody_has_looked(areas, village_officer, sign_in):
    child = make_left_behind(areas[VILLAGE], 16)
    ask_again()
    browser, address = sign_in(village_officer), reverse("children:age_looked", args=[child.uuid])
    assert address in browser.get(child.get_absolute_url()).content.decode()

    browser.post(address)
    answer = browser.post(address, follow=True)  # a double click

    assert (answer.status_code, address in answer.content.decode()) == (200, False)
    assert AuditEvent.objects.filter(action="child.age_looked_at", actor=village_officer).count() == 1
    assert browser.get(address).status_code == 405


@pytest.mark.parametrize(("role", "code"), [(Role.VILLAGE_OFFICER, OTHER_VILLAGE), (Role.OPERATOR, "331125")])
def test_outsiders_get_a_404(areas, staff, sign_in, role, code):
    child = make_left_behind(areas[VILLAGE], 16)
    ask_again()

    answer = sign_in(staff(role, code)).post(reverse("children:age_looked", args=[child.uuid]))

    assert (answer.status_code, Child.plain.get(pk=child.pk).turned) == (404, 16)


def test_a_draft_of_who_is_18_offers_no_confirmation(areas, village_officer, sign_in):
    draft = make_child_of(areas[VILLAGE], 18, state=ChildState.DRAFT)

    page = sign_in(village_officer).get(draft.get_absolute_url()).content.decode()

    assert reverse("children:confirm", args=[draft.uuid]) not in page
    assert "满 18 周岁就不再是未成年人" not in page  # nobody is offered a step, so nobody is refused one
    assert "已满 18 岁" in page
