"""Back from a record to the list as it was left, without JavaScript and with nothing in the record's address."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from portal.input.coming_back import COOKIE, MOST_KEPT, keeps_place, list_address
from tests.conftest import VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db


def back_from(browser, child):
    page = browser.get(child.get_absolute_url()).content.decode()
    return page.split('<p class="back"><a href="')[1].split('"')[0]


def test_a_record_leads_back_to_the_list_with_its_filter_and_its_page(areas, village_officer, sign_in):
    child, browser = make_child(areas[VILLAGE]), sign_in(village_officer)
    browser.get(reverse("children:index"), {"state": "active", "page": "1"})

    assert back_from(browser, child) == "/desk/children/?state=active&amp;page=1"


def test_it_still_does_after_an_act_on_the_record(areas, village_officer, sign_in):
    child, browser = make_child(areas[VILLAGE], state="draft"), sign_in(village_officer)
    browser.get(reverse("children:index"), {"state": "draft"})

    browser.post(reverse("children:confirm", args=[child.uuid]))

    assert back_from(browser, child) == "/desk/children/?state=draft"


def test_without_a_list_before_it_a_record_leads_to_the_whole_list(areas, village_officer, sign_in):
    assert back_from(sign_in(village_officer), make_child(areas[VILLAGE])) == "/desk/children/"


def test_whoever_has_taken_the_filter_off_does_not_find_it_again(areas, village_officer, sign_in):
    child, browser = make_child(areas[VILLAGE]), sign_in(village_officer)
    browser.get(reverse("children:index"), {"state": "draft"})
    browser.get(reverse("children:index"))

    assert back_from(browser, child) == "/desk/children/"


def test_what_was_searched_for_is_kept_nowhere(areas, village_officer, sign_in):
    child, browser = make_child(areas[VILLAGE], full_name="测试童甲"), sign_in(village_officer)

    answer = browser.post(reverse("children:index"), {"q": "测试童甲"})

    assert COOKIE not in answer.cookies
    assert back_from(browser, child) == "/desk/children/"


def test_the_cookie_is_for_the_desk_only_and_no_script_reads_it(village_officer, sign_in):
    morsel = sign_in(village_officer).get(reverse("children:index"), {"state": "draft"}).cookies[COOKIE]

    assert (morsel["path"], morsel["httponly"], morsel["samesite"], morsel["max-age"]) == ("/desk/", True, "Lax", "")


def test_a_list_seen_as_before_sets_no_cookie_again(village_officer, sign_in):
    browser = sign_in(village_officer)
    browser.get(reverse("children:index"), {"state": "draft"})

    assert COOKIE not in browser.get(reverse("children:index"), {"state": "draft"}).cookies


@pytest.mark.parametrize("cookie", ["%", "children:index", "children%3Aindex=%00%ff", "a" * 5000, "children:index="])
def test_a_cookie_that_is_not_ours_leads_to_the_whole_list(cookie):
    request = RequestFactory().get("/desk/")
    request.COOKIES[COOKIE] = cookie

    assert list_address(request, "children:index").split("?")[0] == "/desk/children/"
    assert "\x00" not in list_address(request, "children:index")


def test_of_many_long_filters_those_seen_longest_ago_make_room():
    @keeps_place
    def shown(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    cookie = ""
    for number in range(12):
        request = RequestFactory().get("/desk/", {"q": "x" * 400})
        request.COOKIES[COOKIE] = cookie
        request.resolver_match = type("Match", (), {"view_name": f"list{number}"})()
        cookie = shown(request).cookies[COOKIE].value

    assert len(cookie) <= MOST_KEPT
    assert [name for name, _query in parse_qsl(cookie)] == ["list9", "list10", "list11"]
