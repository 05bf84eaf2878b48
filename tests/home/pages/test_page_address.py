"""A page gets its address from its title, in Chinese too, whether or not the browser filled the field."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import NewsIndexPage, NewsPage
from tests.factories import home as make

pytestmark = pytest.mark.django_db


def add_news(editor, title, **more):
    """What a browser without scripts posts for a new page."""
    library = NewsIndexPage.objects.get(locale__language_code="zh-hans")
    data = {"title": title, "summary": "", "date": "2026-11-01", "body": streamfield([]), **more}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    return editor.post(reverse("wagtailadmin_pages:add", args=["home", "newspage", library.pk]), nested_form_data(data))


@pytest.mark.parametrize("field", [{}, {"slug": ""}])
def test_a_page_without_an_address_takes_it_from_the_title(editor, field):
    response = add_news(editor, "关于做好寒假走访的通知（2026）", **field)
    assert response.status_code == 302, response.context["form"].errors
    assert NewsPage.objects.get().slug == "关于做好寒假走访的通知2026"


def test_two_pages_of_one_title_have_two_addresses(editor):
    for _time in range(2):
        assert add_news(editor, "寒假通知").status_code == 302
    assert sorted(NewsPage.objects.values_list("slug", flat=True)) == ["寒假通知", "寒假通知-2"]


def test_a_title_without_a_letter_gives_the_day(editor):
    for _time in range(2):
        assert add_news(editor, "《！》").status_code == 302
    day = str(timezone.localdate())
    assert sorted(NewsPage.objects.values_list("slug", flat=True)) == [day, f"{day}-2"]


def test_the_address_of_a_page_stays_when_its_field_is_emptied(editor):
    page = make.news("walk")
    data = {"title": "别的题目", "slug": "", "summary": "", "date": "2026-11-01", "body": streamfield([])}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), nested_form_data(data))
    assert response.status_code == 302
    assert NewsPage.objects.get().get_latest_revision_as_object().slug == "walk"


def test_an_old_address_leads_to_the_new_one(client, django_capture_on_commit_callbacks):
    page = make.news("old")
    page.slug = "寒假通知"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    response = client.get("/news/old/", follow=True)
    assert (response.redirect_chain, response.status_code) == ([(NewsPage.objects.get().url, 301)], 200)
