"""What English readers get: English names where there are any, links to English versions, no word cut in two."""

import pytest
from django.test import Client
from wagtail.models import Locale

from home.templatetags.content import shortened
from home.text.document_numbers import normalised
from tests.factories import home as make_page
from tests.factories.activities import make_place, make_session
from tests.factories.benefits import standard
from tests.factories.settings import site_of

pytestmark = pytest.mark.django_db


def read(path):
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def in_english(page, title):
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = title
    english.save_revision().publish()
    return english


def test_an_amount_leads_to_the_english_version_of_its_document_and_else_to_the_original(areas):
    site_of("331125")
    page = make_page.policy("orphans")
    standard(document=page, document_number="浙民助〔2025〕1号")
    assert 'href="/policies/orphans/"' in read("/en/benefits/")
    in_english(page, "Orphans")
    text = read("/en/benefits/")
    assert ('href="/en/policies/orphans/"' in text, 'href="/policies/orphans/"' in text) == (True, False)


def test_an_amount_on_the_english_page_of_its_document_does_not_lead_to_that_page(areas):
    site_of("331125")
    page = make_page.policy("orphans")
    standard(document=page, document_number="浙民助〔2025〕1号")
    in_english(page, "Orphans")
    texts = [read(f"{path}/policies/orphans/") for path in ("", "/en")]
    assert ["怎么申请、带什么材料" in texts[0], "How to apply, which papers" in texts[1]] == [False, False]
    assert ['<ul class="benefits">' in text for text in texts] == [True, True]


def test_a_place_and_a_session_with_english_names_are_found_and_offered_by_them(areas):
    place = make_place(areas["331125106"], name="石塘镇儿童之家", name_en="Shitang Children's Home")
    make_session(place, title="石塘作业班", title_en="Shitang homework class")
    found = read("/en/search/?q=Shitang")
    assert "Only in Chinese" not in found
    offered = Client().get("/en/search/suggest/", {"q": "shitang"}).json()["suggestions"]
    assert [one["text"] for one in offered] == ["Shitang Children's Home", "Shitang homework class"]
    assert Client().get("/search/suggest/", {"q": "shitang"}).json()["suggestions"] == []


def test_a_place_without_an_english_name_stands_among_what_is_only_in_chinese(areas):
    make_place(areas["331125106"], name="石塘镇儿童之家")
    found = read("/en/search/?q=石塘镇儿童之家")
    assert found.index("Only in Chinese") < found.index("儿童之家</mark>")


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("At least once a week", 18, "At least once a…"),
        ("At least once a week", 16, "At least once a…"),
        ("At least once a week", 20, "At least once a week"),
        ("每星期至少打一次电话", 5, "每星期至…"),
        ("Donaudampfschifffahrtsgesellschaft", 30, "Donaudampfschifffahrtsgesells…"),
    ],
)
def test_a_shortened_text_ends_with_a_whole_word(text, length, short):
    assert shortened(text, length) == short


def test_an_english_document_number_keeps_its_brackets():
    assert normalised("Minfa [2019] No. 62") == "Minfa [2019] No. 62"


def test_shared_english_pages_are_said_to_be_british():
    assert '<meta property="og:locale" content="en_GB">' in read("/en/")
