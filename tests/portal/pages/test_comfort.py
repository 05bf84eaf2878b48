"""Reading larger and on a dark page, without JavaScript, and without sending anyone elsewhere."""

import pytest
from django.test import Client, RequestFactory

from portal.pages.comfort import Reading, reading_of


def test_a_choice_is_remembered_for_a_year_and_leads_back() -> None:
    response = Client().get("/reading/?size=huge&next=/policies/%3Fpage%3D2")
    assert (response.status_code, response["Location"]) == (302, "/policies/?page=2")
    cookie = response.cookies["size"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["httponly"]) == ("huge", 31536000, "Lax", True)
    assert list(response.cookies) == ["size"]


@pytest.mark.parametrize("query", ["size=normal", "theme=auto"])
def test_the_default_needs_no_cookie(query: str) -> None:
    client = Client()
    client.get("/reading/?size=large&theme=dark&next=/")
    response = client.get(f"/reading/?{query}&next=/")
    assert [cookie.value for cookie in response.cookies.values()] == [""]


@pytest.mark.parametrize("value", ["", "enormous", "large;evil", "LARGE"])
def test_other_values_are_not_kept(value: str) -> None:
    assert dict(Client().get("/reading/", {"size": value}).cookies) == {}


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "policies/",
        "",
        "\n//e.example",
    ],
)
def test_nobody_is_sent_to_another_site(target: str) -> None:
    assert Client().get("/reading/", {"size": "large", "next": target})["Location"] == "/"


def test_the_answer_is_not_kept_by_anyone() -> None:
    cache = Client().get("/reading/?size=large")["Cache-Control"]
    assert {"no-store", "private"} <= {part.strip() for part in cache.split(",")}


def test_a_change_is_only_made_by_reading_the_link() -> None:
    assert Client().post("/reading/?size=large").status_code == 405


def test_cookies_of_others_count_as_the_default() -> None:
    request = RequestFactory().get("/")
    request.COOKIES = {"theme": "dark", "size": "9px"}
    assert reading_of(request.COOKIES) == Reading(theme="dark", size="normal")
