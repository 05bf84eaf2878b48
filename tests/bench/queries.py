"""SQL queries of each public page that is not in the page cache, with 3 and with 300 items of each kind."""

from __future__ import annotations

import json
import sys
from typing import Any

from .apart import measured_apart

LIMIT = 12
FEW, MANY = 3, 300
PAGES = {
    "home page": "/",
    "policy library": "/policies/",
    "a policy": "/policies/p1/",
    "what a policy changed": "/policies/p1/changes/",
    "benefits": "/benefits/",
    "eligibility check": "/check/new/",
    "help": "/help/",
    "help in a township": "/help/331125106/",
    "guides": "/guides/",
    "news": "/news/",
    "questions": "/faq/",
    "places": "/places/",
    "activities": "/activities/",
    "activities by month": "/activities/?view=month",
    "search": "/search/?q=政策",
    "search with little found": "/search/?q=怎么找政策和不存在的东西",
    "report a concern": "/report/",
    "sitemap": "/sitemap/",
    "English home page": "/en/",
    "English policy library": "/en/policies/",
}


def run() -> list[dict[str, Any]]:
    """One row a page; it holds when neither number is above the limit and both are the same."""
    few, many = measured_apart("tests.bench.queries")
    return [
        {
            "what": f"queries, {name}, {FEW} | {MANY} items",
            "peer": "19–48",  # the pages of Wagtail's own demonstration site
            "limit": LIMIT,
            "ours": f"{few[name]} | {many[name]}",
            "unit": "",
            "ok": few[name] == many[name] <= LIMIT,
        }
        for name in PAGES
    ]


def measure() -> list[dict[str, int]]:
    """Fill a database of our own and count."""
    from django.core.management import call_command

    from home.models import PolicyPage
    from portal.areas.loading import DEMO_COUNTY, load_file
    from tests.factories import home as make

    call_command("migrate", verbosity=0)
    load_file(DEMO_COUNTY)
    counts = []
    fill(0, made := 2)
    policies = [PolicyPage.objects.get(slug=f"p{number}") for number in range(made)]
    make.relation(policies[1], "replaces", policies[0])
    for size in (FEW, MANY):
        fill(made, size)
        made = size
        counts.append({name: count(url) for name, url in PAGES.items()})
    return counts


def fill(first: int, last: int) -> None:
    """Items `first` to `last` of each kind."""
    from portal.areas.models import Area, AreaLevel
    from tests.factories import activities, benefits
    from tests.factories import home as make

    village = Area.objects.filter(level=AreaLevel.VILLAGE).first()
    assert village is not None
    for number in range(first, last):
        make.policy(f"p{number}", audiences=("left-behind", "guardian"), topics=("law",))
        make.news(f"n{number}")
        make.guide(f"g{number}")
        benefits.standard(name=f"补贴{number}")
        activities.make_session(activities.make_place(village), days=1 + number % 20)


def count(url: str) -> int:
    """Queries of the second request: the first warms what a process remembers."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"cookie": "sessionid=bench"})  # past the page cache
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        if client.get(url).status_code != 200:
            raise RuntimeError(f"{url} cannot be opened")
    return len(captured)


if __name__ == "__main__":
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    sys.stdout.write(json.dumps(measure()) + "\n")
