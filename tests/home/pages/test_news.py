"""News are the newest first, guides in the editors' order; drafts and other languages are not among them."""

from datetime import date

import pytest
from wagtail.models import Locale

from home.models import Audience
from home.pages.domain.news import guides_in, latest, more_news, news_in, readers_of_guides
from tests.factories import home as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def chinese():
    return Locale.objects.get(language_code="zh-hans")


def slugs(pages):
    return [page.slug for page in pages]


def test_the_newest_stand_first(chinese):
    before = slugs(news_in(chinese))
    for slug, day in (("b", 2), ("c", 3), ("a", 1)):
        make.news(slug, date=date(2999, 1, day))
    make.news("draft", date=date(2999, 1, 4)).unpublish()

    assert slugs(news_in(chinese)) == ["c", "b", "a", *before]
    assert slugs(latest(locale=chinese, limit=2)) == ["c", "b"]
    assert slugs(news_in(Locale.objects.get(language_code="en"))).count("c") == 0


def test_other_news_are_without_the_one_that_is_read():
    a, b, c = (make.news(slug, date=date(2999, 1, day)) for day, slug in enumerate("abc", 1))

    assert slugs(more_news(b, 2)) == ["c", "a"]
    assert (b in more_news(b), len(more_news(a)) <= 3, c in more_news(a)) == (False, True, True)


def test_guides_stand_in_the_editors_order_for_whom_they_are(chinese):
    before = set(slugs(guides_in(chinese)))
    audience = Audience.objects.get(slug="guardian")
    make.guide("z", audiences=[audience])
    make.guide("a")

    assert [slug for slug in slugs(guides_in(chinese)) if slug not in before] == ["z", "a"]
    assert "z" in slugs(guides_in(chinese, "guardian"))
    assert "a" not in slugs(guides_in(chinese, "guardian"))
    assert audience in readers_of_guides(chinese)
