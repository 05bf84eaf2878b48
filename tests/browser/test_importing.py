"""An editor's journey: from a Word file to a public page that another editor has read."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

from tests.factories.documents import NOTICE, word

from .axe import assert_accessible
from .site import follow

TITLE = "关于做好测试乡寒假走访的通知"
DOUBTFUL = "全县共名儿童得到帮助。"


def notice(title: str) -> bytes:
    """The document as an office would send it today, with a figure lost on the way."""
    today = datetime.now(tz=UTC).strftime("%Y年%m月%d日")
    changes = {NOTICE[1]: "甲民〔2026〕912号", NOTICE[2]: title, NOTICE[-1]: today}
    lines = [changes.get(line, line) for line in NOTICE]
    return word([*lines[:5], DOUBTFUL, *lines[5:]], table=[["类别", "每月标准"], ["社会散居孤儿", "1500元"]])


def hand_in(page, site, *files):
    """Upload files and wait until the result is there."""
    page.goto(f"{site.address}/admin/import/")
    page.set_input_files("input[type=file]", [{"name": n, "mimeType": "", "buffer": b} for n, b in files])
    page.click("main form button[type=submit]")
    page.get_by_text("已完成").wait_for(timeout=60_000)


def act(page, action: str) -> None:
    """One of the actions behind the arrow beside “save draft”."""
    button = page.locator(action).first
    if not button.is_visible():
        page.locator("footer [data-controller~='w-dropdown'] [data-w-dropdown-target='toggle']").first.click()
    follow(button)


def shown(page, address: str) -> str:
    """The words a visitor is given there: what is found is marked, so without tags."""
    return re.sub(r"<[^>]+>", "", page.request.get(address).text())


def within_a_second(page, address: str, text: str) -> bool:
    """Whether a visitor finds the text there in that time; the page is asked again and again."""
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline:
        if text in shown(page, address):
            return True
    return False


def test_a_word_file_becomes_a_page_that_a_second_editor_has_read(site, open_page):
    editor, reader, visitor = open_page(), open_page(), open_page(width=360)
    site.sign_in(editor, "editor")
    site.sign_in(reader, "editor2")
    places = [f"{site.address}/sitemap/", f"{site.address}/search/?q={TITLE[4:]}"]
    assert [place for place in places if TITLE in shown(visitor, place)] == []

    hand_in(editor, site, ("寒假通知.docx", notice(TITLE)), ("游戏.docx", b"MZ"))
    assert_accessible(editor)
    result = editor.inner_text("main")
    assert [t for t in (TITLE, "甲民〔2026〕912号", DOUBTFUL, "这是一个程序") if t not in result] == []

    editor.locator("main a[href*='/edit/']").first.click()
    editor.wait_for_url("**/edit/")
    address = editor.url
    act(editor, "button[name=action-submit]")
    assert "请先把这里的内容核对改好" in editor.content()

    put_right(editor)
    act(editor, "button[name=action-submit]")
    assert [place for place in places if TITLE in shown(visitor, place)] == []

    reader.goto(address)
    act(reader, "button[data-workflow-action-name=approve]")
    assert [place for place in places if not within_a_second(visitor, place, TITLE)] == []

    visitor.goto(places[0])
    follow(visitor.get_by_role("link", name=TITLE).first)
    text = visitor.inner_text("main")
    assert [t for t in ("一、总体要求", "全县共120名儿童得到帮助。", "社会散居孤儿") if t not in text] == []
    assert "发布前请核对" not in text


def put_right(page) -> None:
    """Type the figure that was lost, and delete the mark."""
    page.get_by_role("tab", name="全文").click()
    page.locator("[contenteditable=true]").get_by_text(DOUBTFUL).click()
    page.keyboard.press("Home")
    for _character in "全县共":
        page.keyboard.press("ArrowRight")
    page.keyboard.type("120")
    mark = page.locator("[data-streamfield-child]").filter(has=page.get_by_text("所在位置")).last
    mark.locator("[data-streamfield-action=DELETE]").click()
    page.wait_for_timeout(500)


def test_importing_works_without_scripts(site, open_page):
    editor = site.sign_in(open_page(scripts=False), "editor")

    hand_in(editor, site, ("空.txt", b""))

    assert "文件里没有文字" in editor.inner_text("main")
