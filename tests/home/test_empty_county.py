"""A county that has just been set up: areas are loaded, nobody has entered anything yet."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree

import icalendar
import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from home.models import EligibilityRule, Hotline, SiteSettings
from portal.accounts.domain.editors import sync_editor_group
from portal.accounts.enums import Role
from tests.browser.crawl import FROM, Found, crawl, plain_addresses
from tests.conftest import COUNTY
from tests.home.eligibility.checking import text_of

HOST = "http://testserver"
# Lists without a row, headings without a text below them, links to nowhere.
BROKEN = [r"<(ul|ol|dl|tbody)[^>]*>\s*</\1>", r"<h\d[^>]*>\s*</h\d>", r'href=""', r">\s*None\s*<"]
BROKEN += [r"</h2>\s*</(?:div|section)>\s*<(?:footer|/main)"]
EMPTY = re.compile(r'<div class="empty">.*?</div>', re.DOTALL)
NOT_YET = ["/policies/", "/benefits/", "/places/", "/activities/", "/news/", "/guides/", "/faq/"]


def through(client: Client) -> Callable[[str, str], tuple[str, str, str] | None]:
    """Pages as the walk of the browser tests gets them, without a server."""

    def get(url: str, cookies: str) -> tuple[str, str, str] | None:
        answer = client.get(url.removeprefix(HOST), follow=True)
        if answer.streaming:  # a file; closing the whole answer would close the database of the test
            answer.file_to_stream.close()
        if answer.status_code >= 400:
            return None
        landed = answer.redirect_chain[-1][0] if answer.redirect_chain else url.removeprefix(HOST)
        is_html = answer.headers["Content-Type"].startswith("text/html")
        return HOST + landed, answer.content.decode() if is_html else "", answer.headers.get("X-Robots-Tag", "")

    return get


def walked(client: Client, **where: object) -> Found:
    return crawl(HOST, get=through(client), **where)


def looks_broken(found: Found) -> list[str]:
    """Pages with a list, a heading or a link for nothing; empty states that lead to themselves or say no more."""
    return [f"{path}: {fault}" for path, html in found.pages.items() for fault in faults_of(path, html)]


def faults_of(path: str, html: str) -> list[str]:
    wrong = [hit[0] for fault in BROKEN if (hit := re.search(fault, main(html)))]
    states = EMPTY.findall(html)
    return wrong + [state for state in states if f'href="{path}"' in state or state.count("<p") < 2]


def main(html: str) -> str:
    return html.split("<main", 1)[1].split("</main", 1)[0]


def test_every_public_page_of_an_empty_county_stands_and_leads_on(client, areas):
    found = walked(client, start=(*FROM, *plain_addresses()))

    assert found.dead == []
    assert looks_broken(found) == []
    assert len(found.templates()) > 40


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", NOT_YET)
def test_what_is_empty_says_so_and_what_to_do(client, areas, path, language):
    states = EMPTY.findall(client.get(language + path).content.decode())
    onward = "/places/" if path == "/activities/" else "/help/"

    assert [f'href="{language}{onward}"' in state for state in states] == [True]


@pytest.mark.parametrize("path", ["/policies/feed.xml", "/news/feed.xml", "/sitemap.xml", "/en/policies/feed.xml"])
def test_feeds_and_the_map_are_valid_without_content(client, areas, path):
    root = ElementTree.fromstring(client.get(path).content)
    addresses = [row.text for row in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]

    assert [address for address in addresses if client.get(address.removeprefix(HOST)).status_code != 200] == []
    assert (len(addresses) > 10) is (path == "/sitemap.xml")


def test_the_calendar_is_valid_without_sessions(client, areas):
    calendar = icalendar.Calendar.from_ical(client.get("/activities/calendar.ics").content)

    assert (calendar.name, calendar.walk("VEVENT")) == ("VCALENDAR", [])


@pytest.mark.parametrize("query", ["补贴", "甲县", "石塘"])
def test_a_search_that_finds_nothing_leads_to_somebody(client, areas, query):
    text = client.get("/search/", {"q": query}).content.decode()

    assert ("没有找到" in text, 'href="/help/"' in main(text)) == (True, True)


def test_the_check_without_rules_says_that_it_cannot_answer(client, areas):
    from children.ledger.models import LeftBehindRule

    EligibilityRule.objects.all().delete()
    LeftBehindRule.objects.all().delete()
    start = client.get("/check/")

    assert 'href="/check/new/"' not in start.content.decode()
    assert "暂时不能用" in text_of(start)
    assert 'href="/help/"' in main(start.content.decode())
    assert client.get("/check/new/")["Location"] == "/check/"


def test_every_page_of_a_new_county_officers_desk_stands_and_leads_on(staff, sign_in, areas):
    found = walked(sign_in(staff(Role.COUNTY_OFFICER)), start=("/desk/",), under="/desk/")

    assert found.dead == []
    assert looks_broken(found) == []
    assert len(found.templates()) > 12


def test_a_new_county_officer_is_led_to_the_first_place_before_the_first_session(staff, sign_in, areas):
    client = sign_in(staff(Role.COUNTY_OFFICER))
    places = client.get("/desk/places/").content.decode()
    session = EMPTY.findall(client.get("/desk/activities/add/").content.decode())

    assert ("请联系县里" in places, 'href="/desk/places/add/"' in places) == (False, True)
    assert ['href="/desk/places/"' in state for state in session] == [True]


def test_the_first_editor_reads_what_to_do_first_until_it_is_done(staff, sign_in, areas):
    editor = staff(Role.EDITOR)
    sync_editor_group(editor)
    client = sign_in(editor)
    settings = reverse("wagtailsettings:edit", args=["home", "sitesettings"])
    steps = [settings, reverse("office_table"), reverse("policy_imports"), "/admin/snippets/home/benefitstandard/"]

    def shown() -> list[str]:
        text = client.get("/admin/").content.decode()
        part = re.search(r'id="panel-first-steps.*?</ol>|first-steps.*?</ol>', text, re.DOTALL)
        return re.findall(r'<li><a href="([^"]+)"', part[0]) if part else []

    assert shown() == steps
    assert [client.get(step, follow=True).status_code for step in steps] == [200] * 4
    row, _made = SiteSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"county_code": COUNTY, "county_name": "甲县"}
    )
    Hotline.objects.create(settings=row, number="12345", label="热线", label_en="Line")
    assert shown() == steps[1:]
