"""Lists of the admin cost the same for one row and for four."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from home.models import EligibilityRule
from portal.search.models import PromotedResult, Synonym
from tests.factories import home as make
from tests.factories.benefits import standard
from tests.factories.offices import office

pytestmark = pytest.mark.django_db
VILLAGES = ["331125106001", "331125106002", "331125105001", "331126101001"]


def benefit(number: int) -> None:
    standard(name=f"补贴{number}")


def rule(number: int) -> None:
    row = EligibilityRule.objects.filter(state="decided").first()
    row.pk, row.state, row.subject = None, "draft", f"rule-{number}"
    row.save()


def promoted(number: int) -> None:
    PromotedResult.objects.create(words=f"词{number}", page=make.news(f"n{number}"))


def synonyms(number: int) -> None:
    Synonym.objects.create(terms=f"甲{number}\n乙{number}")


LISTS = {
    "wagtailsnippets_home_benefitstandard:list": benefit,
    "wagtailsnippets_home_office:list": lambda number: office(VILLAGES[number]),
    "wagtailsnippets_home_eligibilityrule:list": rule,
    "wagtailsnippets_portal_search_synonym:list": synonyms,
    "wagtailsnippets_portal_search_promotedresult:list": promoted,
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_one_row_and_for_four(name, editor):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert editor.get(reverse(name)).status_code == 200
        return len(captured)

    LISTS[name](0)
    queries()
    few = queries()
    for number in range(1, 4):
        LISTS[name](number)
    assert queries() == few
