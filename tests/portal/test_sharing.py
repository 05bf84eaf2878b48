"""What search engines and messengers are told about a page, and that they are told nothing of somebody's own."""

import io
import json
import re

import pytest
from django.conf import settings
from PIL import Image

from tests.factories import home as make

pytestmark = pytest.mark.django_db


def properties(body):
    return dict(re.findall(r'<meta property="([^"]+)" content="([^"]*)">', body))


def links(body, rel):
    return re.findall(rf'<link rel="{rel}"(?: hreflang="([^"]+)")? href="([^"]+)">', body)


@pytest.mark.parametrize(
    "path", ["/", "/policies/", "/news/", "/activities/", "/places/", "/check/", "/help/", "/volunteer/"]
)
def test_every_public_page_has_its_card_and_its_address(client, path):
    body = client.get(path).content.decode()
    told = properties(body)

    assert links(body, "canonical") == [("", f"http://testserver{path}")]
    assert told["og:title"]
    assert told["og:url"] == f"http://testserver{path}"
    assert told["og:image"].endswith("card.png")
    assert '<meta name="twitter:card" content="summary_large_image">' in body


def test_the_card_of_a_page_says_its_title_and_its_summary(client):
    make.news("n")
    told = properties(client.get("/news/n/").content.decode())

    assert (told["og:title"], told["og:description"]) == ("新闻n", "一句话。")


def test_a_page_in_two_languages_names_both_and_one_in_one_names_none(client):
    make.news("n")
    both, one = client.get("/en/policies/").content.decode(), client.get("/news/n/").content.decode()

    assert dict(links(both, "alternate")) | {"en": ""} == {
        "en": "",
        "zh-hans": "http://testserver/policies/",
        "x-default": "http://testserver/policies/",
    }
    assert links(one, "alternate") == []
    assert properties(both)["og:image"].endswith("card-en.png")


def test_the_query_is_no_part_of_the_address(client):
    body = client.get("/policies/?audience=orphan&page=1").content.decode()
    assert links(body, "canonical") == [("", "http://testserver/policies/")]


@pytest.mark.parametrize("path", ["/accounts/login/", "/search/?q=x", "/nowhere/"])
def test_nothing_is_said_about_pages_that_are_nobodys_or_somebodys(client, path):
    body = client.get(path).content.decode()
    assert (properties(body), links(body, "canonical")) == ({}, [])


@pytest.mark.parametrize("name", ["card.png", "card-en.png"])
def test_the_cards_are_drawn_in_the_size_that_is_promised(name):
    content = (settings.BASE_DIR / "static" / name).read_bytes()
    assert Image.open(io.BytesIO(content)).size == (1200, 630)
    assert len(content) < 60_000


def test_the_manifest_names_icons_that_exist():
    manifest = json.loads((settings.BASE_DIR / "static" / "site.webmanifest").read_text(encoding="utf-8"))
    icons = [settings.BASE_DIR / "static" / icon["src"] for icon in manifest["icons"]]
    assert [icon.exists() for icon in icons] == [True, True]
