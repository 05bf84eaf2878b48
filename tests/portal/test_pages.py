"""Every page has its head, its foot and its hotlines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve
from django.utils import translation

from portal.accounts.models import User
from portal.desk import registry
from portal.registry import Registry
from portal.site import hotlines, masthead

HOTLINES = ["110", "12345", "12355"]


def request(address: str = "/policies/old/?page=2", **cookies: str) -> Any:
    made = RequestFactory().get(address)
    made.user = AnonymousUser()
    made.COOKIES = cookies
    return made


@pytest.fixture(autouse=True)
def _nobody_has_an_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hotlines, "HOTLINES", Registry())
    monkeypatch.setattr(masthead, "MASTHEADS", Registry())


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def page(**cookies: str) -> str:
    return render_to_string("site.html", request=request(**cookies))


def numbers(html: str) -> list[str]:
    return re.findall(r'href="tel:(\d+)"', html)


def test_every_page_shows_the_hotlines() -> None:
    assert numbers(page()) == HOTLINES


def test_the_hotlines_of_the_settings_replace_the_national_ones() -> None:
    hotlines.HOTLINES.add(lambda: [{"number": "0578-0000000", "name": "本县儿童热线"}])
    assert re.findall(r'href="tel:([\d-]+)"', page()) == ["0578-0000000"]


def test_empty_settings_leave_the_national_ones() -> None:
    hotlines.HOTLINES.add(list)
    assert numbers(page()) == HOTLINES


@pytest.mark.parametrize(
    ("cookies", "attributes"),
    [
        ({}, ""),
        ({"theme": "dark"}, ' data-theme="dark"'),
        ({"theme": "light", "size": "huge"}, ' data-theme="light" data-size="huge"'),
        ({"theme": '"><script>', "size": "7"}, ""),
    ],
)
def test_the_page_is_drawn_as_the_reader_chose(cookies: dict[str, str], attributes: str) -> None:
    with translation.override("zh-hans"):
        assert f'<html lang="zh-Hans"{attributes}>' in page(**cookies)


def test_reading_links_lead_back_to_the_page_with_its_query() -> None:
    assert page().count("/reading/?size=huge&amp;next=%2Fpolicies%2Fold%2F%3Fpage%3D2") == 1


def test_the_menu_marks_where_the_reader_is(english: None) -> None:
    html = render_to_string("site.html", request=request("/en/policies/old/"))
    assert set(re.findall(r'<a href="([^"]*)" aria-current="page"', html)) == {"/en/policies/"}


def test_the_first_link_skips_to_the_text() -> None:
    html = page()
    assert re.findall(r'<a [^>]*href="([^"]*)"', html)[0] == "#main"
    assert html.count('id="main"') == 1


@pytest.mark.parametrize("demo", [True, False])
def test_the_demo_says_that_it_is_one(settings: Any, demo: bool, english: None) -> None:
    settings.TONGXIN_DEMO = demo
    assert page().count("This is a demonstration") == demo


@pytest.mark.django_db
def test_the_desk_lists_what_is_due_and_where_one_may_go(
    supervisor: User, sign_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    due = [registry.Due(3, "走访已逾期", "/desk/children/?late=1", "late"), registry.Due(0, "没有", "/x/")]
    monkeypatch.setattr(registry, "DUE", [lambda user: due])
    monkeypatch.setattr(registry, "PANELS", [])
    monkeypatch.setattr(registry, "MENU", [registry.MenuEntry("今天", "desk:today", "use_desk", "clock", 0)])
    html = sign_in(supervisor).get("/desk/").content.decode()
    late = html.split('<section class="late">')[1].split("</section>")[0]
    assert late.count('<a href="/desk/children/?late=1"><b>3</b> <span>走访已逾期</span></a>') == 1
    assert (html.count('<ul class="due">'), "没有" in late) == (1, False)
    assert html.split("</h1>")[1].split("</p>")[0].endswith(" · 石塘镇")


@pytest.mark.django_db
def test_a_desk_with_nothing_due_says_so_kindly(
    supervisor: User, sign_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "DUE", [])
    html = sign_in(supervisor).get("/en/desk/").content.decode()
    assert html.count('<p class="empty-title">Nothing is waiting for you</p>') == 1


@pytest.mark.parametrize(
    ("address", "language", "other"),
    [
        ("/accounts/login/", "zh-hans", "/en/accounts/login/"),
        ("/en/accounts/login/", "en", "/accounts/login/"),
        ("/policies/old/", "zh-hans", "/en/"),  # an editors' page that was never translated
        ("/healthz", "zh-hans", "/en/"),  # not an address of either language
    ],
)
def test_the_language_link_leads_to_the_same_page_where_there_is_one(address: str, language: str, other: str) -> None:
    with translation.override(language):
        here = request(address)
        here.resolver_match = resolve(address)
        html = render_to_string("site.html", request=here)
    assert set(re.findall(r'<a href="([^"]*)" lang="', html)) == {other}


@pytest.mark.parametrize(
    ("asked", "switch"),
    [
        ("/en/activities/?view=week&kind=reading", "/activities/?view=week&kind=reading"),
        ("/places/?kind=home&has=books&has=phone", "/en/places/?kind=home&has=books&has=phone"),
        ("/en/accounts/login/?next=/en/volunteer/apply/", "/accounts/login/?next=/volunteer/apply/"),
        ("/en/activities/?view=%22%3E%3Cb%3E", "/activities/?view=%22%3E%3Cb%3E"),
        ("/en/benefits/", "/benefits/"),
    ],
)
def test_the_language_switch_keeps_what_was_asked_for(client, db, asked, switch):
    page = client.get(asked).content.decode()

    code = "zh-hans" if asked.startswith("/en/") else "en"
    links = re.findall(rf'<a href="([^"]*)" lang="{code}" hreflang="{code}">', page)
    assert set(map(unescape, links)) == {switch}
