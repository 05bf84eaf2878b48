"""Somebody frightened reports with a cheap phone, and whoever picks up the phone afterwards finds nothing."""

from __future__ import annotations

import re
import time

from .axe import assert_accessible
from .site import follow

STORY = "（测试）隔壁的孩子晚上一个人在家"


def send(page, site, story=STORY):
    page.goto(f"{site.address}/report/")
    page.fill("#id_story", story)
    follow(page.locator("main form button"))
    return page.inner_text(".code")


def looked_at(page, site, open_page):
    """The same page where axe can run: in a browser without scripts it would wait for ever."""
    copy = open_page(width=360)
    copy.goto(f"{site.address}/report/status/")
    copy.set_content(page.content())
    return copy


def test_the_whole_way_without_javascript_and_every_error_is_accessible(site, open_page):
    page = open_page(width=360, scripts=False)
    page.goto(f"{site.address}/report/")
    assert page.locator("main a[href='tel:110']").bounding_box()["y"] < page.locator("#id_story").bounding_box()["y"]

    follow(page.locator("main form button"))
    assert_accessible(looked_at(page, site, open_page))
    assert page.locator(".error-summary").count() == 1
    page.click("main form summary")
    page.fill("#id_child", "小名")
    page.fill("#id_story", STORY)
    follow(page.locator("main form button"))
    assert_accessible(looked_at(page, site, open_page))
    code = page.inner_text(".code")
    assert re.fullmatch(r"(\d{4}\s){4}\d{4}", code)

    follow(page.locator("main a[href$='/report/status/']"))
    page.fill("#id_code", "1234")
    follow(page.locator("main form button"))
    assert_accessible(looked_at(page, site, open_page))
    assert page.locator(".notice.warn").count() == 1
    page.fill("#id_code", code)
    follow(page.locator("main form button"))
    page.fill("#id_text", "（测试）又听到哭声")
    follow(page.locator("main form button"))
    assert_accessible(looked_at(page, site, open_page))
    assert page.locator(".said .mine").count() == 1
    assert STORY not in page.content()


def test_going_back_after_sending_shows_nothing(site, open_page):
    page = open_page(width=360)
    page.goto(f"{site.address}/report/")
    follow(page.locator("main form button"))
    page.fill("#id_story", STORY)
    follow(page.locator("main form button"))
    time.sleep(10.5)

    page.go_back()
    assert (page.input_value("#id_story"), STORY in page.content()) == ("", False)
    page.go_forward()
    assert page.locator(".code").count() == 0
    assert page.context.cookies() == []


def test_leaving_gives_up_the_place_in_the_history(site, open_page):
    page = open_page(width=360)
    page.route("https://**", lambda route: route.fulfill(body="<title>天气</title>", content_type="text/html"))
    page.goto(f"{site.address}/guides/")
    page.goto(f"{site.address}/report/")
    page.fill("#id_story", STORY)

    page.click("[data-exit]")
    page.wait_for_url("https://**")
    page.go_back()

    assert page.url == f"{site.address}/guides/"


def test_a_double_click_is_one_report(site, open_page):
    page = open_page(width=360)
    page.goto(f"{site.address}/report/")
    page.fill("#id_story", f"{STORY}·双击")
    page.dblclick("main form button")
    page.wait_for_selector(".code")

    desk = site.sign_in(open_page(), "safeguarding")
    desk.goto(f"{site.address}/desk/concerns/?show=received")
    links = [link.get_attribute("href") for link in desk.locator("main table tbody a").all()]
    pages = [desk.request.get(site.address + link).text() for link in links]
    assert sum("·双击" in text for text in pages) == 1
