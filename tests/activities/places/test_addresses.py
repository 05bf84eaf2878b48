"""Old addresses of a place lead to it, and to no stranger."""

import pytest
from django.utils import timezone

from activities.enums import SessionState
from activities.models import Place
from activities.places.domain.addresses import keep_former, place_at, slug_taken
from activities.places.domain.closing import coming_at, concerns_people, hiding_denied_reason, is_hidden
from activities.places.enums import PlaceRefusal
from tests.factories.activities import make_place, make_session

pytestmark = pytest.mark.django_db


def test_the_former_address_leads_to_the_place(place):
    old, place.slug = place.slug, "new-home"
    place.save()
    keep_former(place, old)

    assert place_at("new-home") == place_at(old) == place
    assert place_at("nowhere") is None


def test_an_address_that_is_taken_again_is_no_former_one(place):
    first = place.slug
    keep_former(place, "second")
    place.slug = "second"
    keep_former(place, first)

    assert list(place.former_addresses.values_list("slug", flat=True)) == [first]


def test_the_public_never_saw_a_place_that_was_never_shown(areas, place):
    hidden = make_place(place.area, listed=False)
    was_shown = make_place(place.area, listed=False, unlisted_at=timezone.now())

    assert (place_at(hidden.slug), place_at(was_shown.slug)) == (None, was_shown)


def test_an_address_of_another_place_is_taken_its_own_is_not(place):
    other = make_place(place.area)
    keep_former(other, "was-mine")

    assert [slug_taken(Place(pk=place.pk, slug=slug)) for slug in (place.slug, other.slug, "was-mine", "free")] == [
        False,
        True,
        True,
        False,
    ]


def test_people_must_know_the_name_the_address_and_whether_it_is_shown(place):
    planned = {"name": place.name, "address": "新路2号", "listed": False, "slug": "other", "phone": "1"}

    assert concerns_people(place, planned) == {"address", "listed"}


def test_a_place_with_sessions_to_come_is_hidden_when_somebody_has_decided_about_them(place):
    make_session(place, days=-2, state=SessionState.COMPLETED)
    make_session(place, state=SessionState.DRAFT)
    place.listed = False
    assert (is_hidden({"listed"}, place), is_hidden({"name"}, place)) == (True, False)
    assert (list(coming_at(place)), hiding_denied_reason(place, {"listed"}, decided=False)) == ([], None)

    coming = make_session(place)

    assert list(coming_at(place)) == [coming]
    assert hiding_denied_reason(place, {"listed"}, decided=False) == PlaceRefusal.SESSIONS_TO_COME
    assert hiding_denied_reason(place, {"listed"}, decided=True) is None
