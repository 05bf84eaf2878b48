"""Editors find things and keep synonyms in the Wagtail admin."""

import pytest
from django.urls import reverse

from portal.accounts.models import User
from portal.search.models import Synonym
from tests.factories.search import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(sign_in):
    return sign_in(User.objects.create_superuser("admin@example.test", "a good passphrase"))


@pytest.mark.parametrize("query", ["境儿", "困", "ONG"])
def test_pages_are_found_while_typing(editor, query):
    page("困境儿童补贴", live=False)
    page("ongoing")
    page("别的")
    text = editor.get(reverse("wagtailadmin_pages:search"), {"q": query}).content.decode()
    assert [title in text for title in ("困境儿童补贴", "ongoing", "别的")] == [query != "ONG", query == "ONG", False]


def test_editors_keep_synonyms(editor):
    Synonym.objects.all().delete()
    address = reverse("wagtailsnippets_portal_search_synonym:add")
    assert editor.post(address, {"terms": "残联"}).status_code == 200
    assert editor.post(address, {"terms": "残联\n残疾人联合会"}).status_code == 302
    listing = editor.get(reverse("wagtailsnippets_portal_search_synonym:list"))
    assert "残联 = 残疾人联合会" in listing.content.decode()
    assert [str(group) for group in Synonym.objects.all()] == ["残联 = 残疾人联合会"]
