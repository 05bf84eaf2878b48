"""The list of policies: its links, its order and its pages."""

from datetime import date

import pytest
from django.utils import timezone

from tests.factories import home as make
from tests.home.policies.listing import titles

pytestmark = pytest.mark.django_db


def test_the_links_of_a_list_for_a_day_ask_about_that_day(client):
    make.policy("p", title="甲", in_force_from=date(2018, 1, 1))
    response = client.get("/policies/?on=2018-05-01")
    assert '<a href="/policies/p/?on=2018-05-01">甲</a>' in response.content.decode()
    assert "2018年5月1日有效的政策 1 份" in response.content.decode()


def test_the_newest_review_comes_first_and_pages_follow_one_another(client):
    today = timezone.localdate()
    for number in range(14):
        make.policy(f"p{number}", last_reviewed_on=today - timezone.timedelta(days=number))
    assert titles(client, "")[0] == "p0"
    assert titles(client, "page=2") == ["p12", "p13"]
    assert titles(client, "page=99") == ["p12", "p13"]
