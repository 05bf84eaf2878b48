"""What search engines read of a policy: only what is known, and a service where families can go somewhere for it."""

import datetime

import pytest
from django.test import RequestFactory

from home.models import PolicyIndexPage, PolicyPage
from home.policies.domain.linked_data import of_policy
from home.policies.domain.shelf import Book
from tests.conftest import COUNTY
from tests.factories import home as make
from tests.factories.settings import site_of

pytestmark = pytest.mark.django_db


def graph(page, index=None, book=None):
    data = of_policy(page, index, RequestFactory().get("/"), book)
    assert data["@context"] == "https://schema.org"
    return {each["@type"]: each for each in data["@graph"]}


def test_a_document_says_who_passed_it_when_and_whether_it_is_in_force():
    made = make.policy(
        "p",
        document_number="甲政〔2024〕3号",
        issuing_body="甲县人民政府",
        issued_on=datetime.date(2024, 3, 1),
        in_force_from=datetime.date(2024, 4, 1),
    )
    page = PolicyPage.objects.get(pk=made.pk)
    found = graph(page)["Legislation"]

    assert found["url"].endswith("/policies/p/")
    assert found["@id"] == found["url"] + "#document"
    assert (found["name"], found["abstract"], found["inLanguage"]) == (page.title, "一句话。", "zh-hans")
    assert found["legislationIdentifier"] == "甲政〔2024〕3号"
    assert found["legislationPassedBy"] == {"@type": "GovernmentOrganization", "name": "甲县人民政府"}
    assert (found["legislationDate"], found["temporalCoverage"]) == ("2024-03-01", "2024-04-01/..")
    assert found["legislationLegalForce"] == "https://schema.org/InForce"
    assert found["dateModified"] == page.last_published_at.isoformat()


def test_what_is_over_says_until_when_and_that_it_is_not_in_force():
    page = make.policy("p", in_force_from=datetime.date(2020, 1, 1), in_force_until=datetime.date(2021, 12, 31))
    found = graph(page)["Legislation"]

    assert found["temporalCoverage"] == "2020-01-01/2021-12-31"
    assert found["legislationLegalForce"] == "https://schema.org/NotInForce"


def test_what_is_not_known_is_not_said():
    found = graph(make.policy("p"))["Legislation"]

    assert {"legislationIdentifier", "legislationPassedBy", "legislationDate", "isBasedOn"} & found.keys() == set()


def test_where_a_family_can_go_there_is_a_service_and_else_none(areas):
    site_of(COUNTY)
    page = make.policy("p", fact_where="乡镇便民服务中心")
    audience = make.Audience.objects.get(slug="guardian")

    service = graph(page, book=Book(page, frozenset({"guardian"}), frozenset()))["GovernmentService"]

    assert service["audience"] == [{"@type": "Audience", "audienceType": audience.label}]
    assert (service["name"], service["areaServed"]) == (page.title, "甲县")
    assert service["subjectOf"] == {"@id": service["url"] + "#document"}
    assert "audience" not in graph(page)["GovernmentService"]
    assert "GovernmentService" not in graph(make.policy("q"))


def test_the_way_leads_over_the_list_where_there_is_one():
    page, index = make.policy("p"), PolicyIndexPage.objects.get(locale__language_code="zh-hans")

    steps = graph(page, index)["BreadcrumbList"]["itemListElement"]

    assert [(step["position"], step["name"]) for step in steps] == [(1, index.title), (2, page.title)]
    assert [step["position"] for step in graph(page)["BreadcrumbList"]["itemListElement"]] == [1]
