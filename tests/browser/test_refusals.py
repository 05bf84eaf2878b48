"""Every page that says no, in a real browser: accessible in every look, and what was reported is never lost."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator

import pytest

from children.concerns.domain import limits

from . import looks
from .checkers import faults
from .refusing import REFUSING, RefusingSite
from .site import follow

STORY = "（测试）隔壁的孩子晚上一个人在家"
PAGES = [f"{home}{path}" for home in ("/", "/en/") for path in ("none/", *(f"no/{name}/" for name in REFUSING))]
CLOSED = ["/help/", "/en/help/"]


@contextlib.contextmanager
def without_database(site: RefusingSite) -> Iterator[None]:
    site.take_database_away()
    try:
        yield
    finally:
        site.bring_database_back()


@contextlib.contextmanager
def maintenance(site: RefusingSite, *until: str) -> Iterator[None]:
    site.maintenance("on", *until)
    try:
        yield
    finally:
        site.maintenance("off")


def look_at(page, site, paths):
    wrong = []
    for path in paths:
        page.goto(site.address + path)
        wrong += looks.faults(page)
        if page.locator("footer a[href='tel:110']").count() != 1:
            wrong.append(f"{path} has no number to call")
    return wrong


def test_every_page_that_says_no_is_right_in_every_look(refusing, open_page):
    page = open_page(clicks=False)

    wrong = look_at(page, refusing, PAGES)
    with without_database(refusing):
        wrong += look_at(page, refusing, CLOSED)
    with maintenance(refusing, "--until", "23:59"):
        wrong += look_at(page, refusing, CLOSED)

    assert wrong == []
    assert page.context.cookies() == []


def test_every_page_that_says_no_is_correct_html(refusing, checker, tmp_path):
    form = f"story={STORY}".encode()
    pages = {path: refusing.answer(path) for path in PAGES}
    with without_database(refusing):
        pages |= {f"{path} away": refusing.answer(path) for path in CLOSED}
        pages |= {f"{path} kept": refusing.answer(path, form) for path in ("/report/", "/en/report/")}
    with maintenance(refusing, "--until", "23:59"):
        pages |= {f"{path} closed": refusing.answer(path) for path in CLOSED}

    statuses = {path: status for path, (status, _headers, _html) in pages.items()}
    assert [path for path, status in statuses.items() if status < 400] == []
    assert {status for path, status in statuses.items() if path.endswith(("away", "kept", "closed"))} == {503}
    assert {headers["cache-control"] for _status, headers, _html in pages.values()} == {"no-store"}
    assert [path for path, (_status, headers, _html) in pages.items() if "set-cookie" in headers] == []
    assert faults(checker, {path: html for path, (_status, _headers, html) in pages.items()}, tmp_path) == []


def test_a_bug_without_a_database_is_still_a_page(refusing):
    with without_database(refusing):
        answers = [refusing.answer(path) for path in ("/no/500/", "/en/no/500/", "/none/", "/healthz")]

    assert [status for status, _headers, _html in answers] == [500, 500, 503, 200]
    assert [html.count('href="tel:110"') for _status, _headers, html in answers] == [2, 2, 2, 0]
    assert [("Traceback" in html, "秘密" in html) for _status, _headers, html in answers] == [(False, False)] * 4


def test_a_page_in_memory_stays_while_the_database_is_away_and_goes_in_maintenance(refusing):
    before = refusing.answer("/policies/")
    with without_database(refusing):
        away = [refusing.answer(path) for path in ("/policies/", "/policies/?topic=x")]
    with maintenance(refusing):
        closed = refusing.answer("/policies/")
    after = refusing.answer("/policies/")

    assert [status for status, _headers, _html in (before, *away, closed, after)] == [200, 200, 503, 503, 200]
    assert away[0][2] == before[2]
    assert (away[1][1]["retry-after"], closed[1]["retry-after"]) == ("120", "600")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("closing", [without_database, maintenance])
def test_a_report_that_cannot_be_taken_is_sent_with_one_press_later(refusing, open_page, closing, scripts):
    page = open_page(width=360, scripts=scripts)
    story = f"{STORY}·{closing.__name__}·{scripts}"
    page.goto(f"{refusing.address}/report/")
    page.fill("#id_story", story)
    page.click("main form summary")
    page.fill("#id_child", "小名<b>")
    with closing(refusing):
        follow(page.locator("main form button"))
        assert page.input_value("#kept") == story
        assert page.locator(".call-110").bounding_box()["y"] < 640
        follow(page.locator("main form button"))
        assert page.input_value("#kept") == story
        assert not scripts or looks.faults(page) == []

    follow(page.locator("main form button"))

    desk = refusing.sign_in(open_page(), "safeguarding")
    desk.goto(f"{refusing.address}/desk/concerns/?show=received")
    links = [link.get_attribute("href") for link in desk.locator("main table tbody a").all()]
    texts = [desk.request.get(refusing.address + link).text() for link in links]
    assert sum(story in text and "小名&lt;b&gt;" in text for text in texts) == 1


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_whoever_is_limited_reads_the_numbers_at_once_and_keeps_the_text(refusing, open_page, scripts):
    if (left := limits.seconds_left()) < 60:
        time.sleep(left)  # the counting begins anew every ten minutes
    while refusing.answer("/report/", f"story={STORY}".encode())[0] == 200:
        pass
    page = open_page(width=360, scripts=scripts)
    page.goto(f"{refusing.address}/report/")
    page.fill("#id_story", STORY)

    with page.expect_navigation() as answer:
        page.click("main form button")

    assert (answer.value.status, 0 < int(answer.value.headers["retry-after"]) <= 600) == (429, True)
    assert page.locator(".call-110").bounding_box()["y"] < 640
    assert page.input_value("#id_story") == STORY
    assert page.locator(".notice.danger").count() == 1
