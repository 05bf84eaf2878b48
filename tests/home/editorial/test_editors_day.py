"""The first page of the admin: what waits for an editor, and what the site needs, at a fixed number of queries."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.editorial.domain.editors_day import lists_for
from home.models import NewsPage, PolicyPage
from portal.accounts.models import User
from tests.factories import home as make
from tests.factories.editorial import draft_by, submitted


def shown(user):
    return {one.heading: [row.title for row in one.rows] for one in lists_for(User.objects.get(pk=user.pk))}


def test_what_another_editor_submitted_waits_for_me_and_not_for_its_writer(anna, ben):
    submitted(draft_by(anna), anna)
    assert shown(ben) == {"等您审阅": ["安娜写的"]}
    assert shown(anna) == {}


def test_a_draft_with_an_open_mark_is_named_until_the_mark_is_deleted(anna):
    page = draft_by(anna)
    page.body = [("to_check", {"code": "", "where": "", "note": "几名儿童？"})]
    page.save_revision(user=anna)
    before = shown(anna)
    page.body = []
    page.save_revision(user=anna)
    assert (before, shown(anna)) == ({"还有地方要核对的草稿": ["安娜写的"]}, {})


@pytest.mark.parametrize(("days", "named"), [(365, False), (366, True)])
def test_a_policy_is_named_when_its_last_review_is_more_than_a_year_ago(days, named, anna):
    page = make.policy("p", title="旧政策")
    PolicyPage.objects.filter(pk=page.pk).update(last_reviewed_on=timezone.localdate() - timedelta(days=days))
    assert shown(anna) == ({"一年没有核对过的政策": ["旧政策"]} if named else {})


def test_what_comes_down_by_itself_is_named_while_it_is_live(anna):
    page = make.news("n")
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() + timedelta(days=2))
    before = shown(anna)
    NewsPage.objects.filter(pk=page.pk).update(live=False)
    assert (before, shown(anna)) == ({"到时自动撤下": [page.title]}, {})


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_the_same_for_one_page_and_for_three(count, anna, ben, django_assert_num_queries):
    for number in range(count):
        submitted(draft_by(anna, slug=f"p{number}"), anna)
    reader = User.objects.get(pk=ben.pk)
    reader.has_perm("home.approve_as_second_reader")
    with django_assert_num_queries(15):
        lists = lists_for(reader)
    assert len(lists[0].rows) == count


def test_the_first_page_shows_it(anna, ben, sign_in):
    page = submitted(draft_by(anna), anna)
    text = sign_in(ben).get(reverse("wagtailadmin_home")).content.decode()
    assert ("等您审阅" in text, text.count(f'href="/admin/pages/{page.pk}/edit/"')) == (True, 1)
