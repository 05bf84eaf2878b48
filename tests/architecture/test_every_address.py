"""Every address is classified, and the desk's are tried as every role inside and outside its area."""

from __future__ import annotations

import copy

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.enums import ROLE_CAPABILITIES, Role
from portal.accounts.models import User
from tests.conftest import COUNTY, ELSEWHERE, VILLAGE, plant_areas, signed_in, staff_of

from .addresses import OWN, PUBLIC, desk_addresses, every_address
from .objects import OBJECTS, Cast

# Wagtail's own catch-all and the media of public pictures are regular expressions.
PATTERNS = {
    "^admin/password_reset/": "a back door, sent to our own page",
    "^admin/(?:users|groups|bulk/accounts|bulk/auth)(?:/|$)": "back doors to people and groups, closed",
    "^((?:[\\w\\-]+/)*)$": "Wagtail's pages",
    "^media/images/(?P<path>.+)$": "renditions of public pictures",
}


def test_every_address_belongs_to_a_door():
    known = PUBLIC.keys() | OWN.keys() | PATTERNS.keys()

    unknown = {a.route for a in every_address() if a.route not in known and not a.capability}

    assert {route for route in unknown if not route.startswith("^(?:en/)?")} == set()
    assert known - {a.route for a in every_address()} == set()


def test_every_address_of_the_desk_names_its_capability():
    assert [address.route for address in desk_addresses() if not address.capability] == []


def test_nothing_outside_the_desk_needs_a_desk_capability():
    assert [a.route for a in every_address() if a.capability and not a.route.startswith("desk/")] == []


def test_every_desk_address_with_an_object_can_be_tried():
    missing = [address.name for address in desk_addresses() if address.arguments and address.name not in OBJECTS]

    assert missing == []


@pytest.fixture(scope="module")
def areas(planted):
    with planted.unblock():
        return plant_areas()


@pytest.fixture(scope="module")
def cookies(planted, areas):
    """What the browsers of one person of each role keep, in the county and elsewhere."""
    staff = staff_of(areas)
    with planted.unblock():
        return {
            (role, code): signed_in(staff(role, code)).cookies for role in Role.values for code in (COUNTY, ELSEWHERE)
        }


@pytest.fixture
def people(cookies):
    """Their browsers; none of them has been anywhere."""
    browsers = {key: Client() for key in cookies}
    for key, browser in browsers.items():
        browser.cookies = copy.deepcopy(cookies[key])
    return browsers


@pytest.fixture
def cast(areas):
    """What the addresses are about, in one village of the county."""
    return Cast(areas[VILLAGE])


def answer(browser: Client, address, kwargs: dict) -> int:
    """The status of a GET, or of a POST where only that is allowed."""
    url = reverse(address.name, kwargs=kwargs)
    response = browser.get(url)
    return (browser.post(url) if response.status_code == 405 else response).status_code


@pytest.mark.django_db
@pytest.mark.parametrize("address", desk_addresses(), ids=lambda address: address.name)
class TestTheDesk:
    def test_opens_for_those_who_may_and_for_nobody_else(self, address, people, areas, cast):
        kwargs = OBJECTS[address.name](cast) if address.arguments else {}

        seen = {key: answer(browser, address, kwargs) != 404 for key, browser in people.items()}

        assert seen == {
            (role, code): may_open(address, role, code) for role in Role.values for code in (COUNTY, ELSEWHERE)
        }

    def test_is_not_there_for_a_volunteer_and_asks_a_visitor_to_sign_in(self, address, areas, cast, sign_in):
        kwargs = OBJECTS[address.name](cast) if address.arguments else {}
        volunteer = sign_in(User.objects.create_user("visitor@example.test", "a good passphrase"))

        url = reverse(address.name, kwargs=kwargs)

        assert volunteer.get(url).status_code == 404
        assert Client().get(url).url.startswith(reverse("account_login"))


def may_open(address, role, code) -> bool:
    """By the table of roles: the capability, and for a record also its area; a centre manager only their own places."""
    if address.capability not in ROLE_CAPABILITIES[role]:
        return False
    return not address.arguments or (code == COUNTY and role != Role.CENTRE_MANAGER)
