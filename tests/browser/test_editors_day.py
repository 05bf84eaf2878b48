"""An editor's ordinary day: write news, be warned about a child's name, tick, and another editor approves."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from .axe import CONTRAST, SCRIPT
from .site import follow
from .test_importing import act, shown

NAMED = "小学生张小明在石塘小学读书，周六来图书角。"
TITLE = "测试：图书角周六开放"


def errors_of(page) -> list[str]:
    """What the browser complains of from now on: scripts that break, what the policy for scripts forbids."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_news_are_written_warned_about_read_by_another_and_live(site, chromium):
    # The policy for scripts counts here, so the contexts do not bypass it.
    writer, reader, visitor = (chromium.new_context(locale="zh-CN").new_page() for _ in range(3))
    complaints = [errors_of(writer), errors_of(reader)]
    site.sign_in(writer, "editor")
    site.sign_in(reader, "editor2")

    writer.goto(f"{site.address}/admin/pages/add/home/newspage/{number_of_the_news(writer, site)}/")
    writer.locator("[name=title]").press_sequentially(TITLE)
    writer.press("[name=title]", "Tab")
    expect(writer.locator("[name=slug]")).not_to_have_value("")  # the admin's script writes it from the title
    writer.fill("[name=summary]", NAMED)
    act(writer, "footer button.action-save")
    address = writer.url
    assert writer.locator("mark").all_inner_texts() == ["张小明"]

    writer.click("[data-side-panel-toggle=preview]")
    preview = writer.frame_locator("#w-preview-iframe")
    assert preview.locator("h1").inner_text() == TITLE

    act(writer, "button[name=action-submit]")
    assert writer.locator("[name=no_child_recognised]").count() == 1
    assert "逐处核对后勾选" in writer.inner_text("main")
    writer.check("[name=no_child_recognised]")
    act(writer, "button[name=action-submit]")
    assert TITLE not in shown(visitor, f"{site.address}/news/")

    reader.goto(f"{site.address}/admin/")
    waiting = reader.locator(".editors-day a", has_text=TITLE)
    assert f"{site.address}{waiting.get_attribute('href')}" == address
    follow(waiting)
    act(reader, "button[data-workflow-action-name=approve]")
    assert TITLE in shown(visitor, f"{site.address}/news/")
    # A refused submission answers 400, and browsers note that.
    assert [line for found in complaints for line in found if "400" not in line] == []


def number_of_the_news(page, site) -> str:
    """The list of news in Chinese."""
    page.goto(f"{site.address}/admin/pages/usage/home/newsindexpage/")
    link = page.get_by_role("link", name="新闻", exact=True).first.get_attribute("href") or ""
    return link.strip("/").split("/")[2]


def test_every_screen_of_an_editor_opens_in_chinese_without_a_complaint(site, chromium):
    page = chromium.new_context(locale="zh-CN").new_page()
    site.sign_in(page, "editor")
    complaints = errors_of(page)
    page.goto(f"{site.address}/admin/")
    menu = page.eval_on_selector_all("#wagtail-sidebar a[href^='/admin/']", "links => links.map(a => a.pathname)")
    english = []
    for address in sorted({*menu, "/admin/account/", "/admin/offices/table/", "/admin/images/multiple/add/"}):
        page.goto(f"{site.address}{address}")
        english += [(address, word) for word in page.title().split() if word.isascii() and word.isalpha()]
    assert (complaints, english, len(menu) > 5) == ([], [], True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_admin_can_be_read_in_the_houses_colours(site, chromium, scheme):
    page = chromium.new_context(locale="zh-CN", bypass_csp=True, color_scheme=scheme).new_page()
    site.sign_in(page, "editor")
    page.goto(f"{site.address}/admin/pages/")
    number = page.evaluate("document.querySelector('a[href$=\"/edit/\"]').href.match(/(\\d+)\\/edit/)[1]")

    for path in ("", "pages/", f"pages/{number}/edit/", "images/", "reports/aging-pages/"):
        page.goto(f"{site.address}/admin/{path}")
        page.evaluate(SCRIPT)
        found = page.evaluate(f"axe.run({{runOnly: {{type: 'rule', values: ['{CONTRAST}']}}}})")["violations"]
        assert [node["html"][:200] for one in found for node in one["nodes"]] == [], f"{path} {scheme}"
