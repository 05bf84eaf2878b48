"""What an editor sees in the admin: the checks on every kind of page, our words, nothing that is not ours."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page, Task, Workflow

from home.models import FaqPage, HomePage, NewsPage, PolicyPage
from tests.factories import home as make
from tests.factories.editorial import edit_address

PAGES = {
    PolicyPage: lambda: make.policy("p"),
    NewsPage: lambda: make.news("n"),
    FaqPage: FaqPage.objects.first,
    HomePage: HomePage.objects.first,
}


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_kind_of_page_begins_with_what_to_look_at(model, editor, db):
    text = editor.get(edit_address(PAGES[model]())).content.decode()
    assert (text.count('name="no_child_recognised"'), "发布前核对" in text) == (1, True)


def test_the_admin_speaks_of_us(editor, db):
    text = editor.get(reverse("wagtailadmin_home")).content.decode()
    title = re.search(r"<title>(.*?)</title>", text, re.S)
    assert title
    assert [word.strip() for word in title[1].split("-")] == ["控制面板", "童心"]
    assert ("guide.wagtail.org" in text, "home/admin.css" in text) == (False, True)


def test_a_live_page_is_not_marked_with_the_word_of_a_button(editor, db):
    page = make.news("n")
    text = editor.get(edit_address(page)).content.decode()
    assert "已上线" in text


def test_the_root_has_a_chinese_name(editor, db):
    assert "浏览: 全部页面" in re.sub(r"\s+", " ", editor.get(reverse("wagtailadmin_explore_root")).content.decode())


def test_nobody_is_asked_to_make_another_home_page(editor, db):
    root = Page.get_first_root_node()
    assert HomePage not in root.specific.creatable_subpage_models()


def test_there_is_one_workflow_and_it_is_ours(db):
    assert [list(model.objects.values_list("name", flat=True)) for model in (Workflow, Task)] == [
        ["两人审核"],
        ["第二人审阅"],
    ]


def test_the_account_asks_for_nothing_that_is_kept_elsewhere(editor, db):
    text = editor.get(reverse("wagtailadmin_account")).content.decode()
    assert [
        word for word in ("first_name", "avatar-avatar", "submitted_notifications", "time_zone") if word in text
    ] == []


def test_who_has_not_been_checked_by_anybody_says_so(editor, db):
    text = editor.get(edit_address(make.policy("p"))).content.decode()
    assert ("还没有人" in text, ">None<" in re.sub(r"\s", "", text)) == (True, False)
