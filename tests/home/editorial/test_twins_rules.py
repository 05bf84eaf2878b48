"""What an act on one page does to its translations."""

import datetime

import pytest
from wagtail.models import Locale, Page

from home.editorial.domain.twins import carry_facts, live_twins, move_twins, take_down_twins, twins_of
from home.models import HomePage, PolicyPage
from tests.factories import home as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def both():
    """A policy and its English version, both public."""
    page = make.policy("p")
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    return page, PolicyPage.objects.get(pk=english.pk)


def keys(pages):
    return [page.pk for page in pages]


def test_translations_are_the_others_and_a_home_page_has_none(both):
    page, english = both

    assert (keys(twins_of(page)), keys(twins_of(english))) == ([english.pk], [page.pk])
    assert keys(twins_of(HomePage.objects.first())) == []


def test_a_translation_that_is_a_draft_is_one_but_not_public(both):
    page, english = both
    Page.objects.filter(pk=english.pk).update(live=False)

    assert (keys(twins_of(page)), live_twins(page)) == ([english.pk], [])
    assert keys(live_twins(english)) == [page.pk]


def test_taking_down_takes_the_translation_along_and_what_was_set_for_later(both):
    page, english = both
    english.save_revision(approved_go_live_at=datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC))

    take_down_twins(page)

    assert Page.objects.get(pk=english.pk).live is False
    assert not english.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_facts_hold_for_the_translation_and_for_its_draft(both):
    page, english = both
    page.in_force_until = datetime.date(2030, 12, 31)

    carry_facts(page)

    again = PolicyPage.objects.get(pk=english.pk)
    assert again.in_force_until == datetime.date(2030, 12, 31)
    assert again.get_latest_revision_as_object().in_force_until == datetime.date(2030, 12, 31)
    assert again.title == english.title


def test_an_address_is_followed_by_a_translation_that_shared_it_only(both):
    page, english = both
    before = PolicyPage.objects.get(pk=page.pk)
    page.slug = "q"

    move_twins(page, before)
    assert Page.objects.get(pk=english.pk).slug == "q"

    Page.objects.filter(pk=english.pk).update(slug="own")
    move_twins(page, before)
    assert Page.objects.get(pk=english.pk).slug == "own"
