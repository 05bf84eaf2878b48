"""What the directory counts, keeps and shows of each place."""

from datetime import date, datetime, time

import pytest
from django.http import QueryDict
from django.utils import timezone

from activities.enums import PlaceKind, RoomKind, SessionState
from activities.public.domain.directory import (
    PlaceFilters,
    all_places,
    by_township,
    cards_of,
    first_photos,
    place_tallies,
    townships_of,
)
from tests.conftest import OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.activities import EVERY_DAY, make_photo, make_place, make_room, make_session

# Wagtail leaves the temporary file of a rendition to the garbage collector, which warns in whatever test runs then.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]
HAVES = ("safe_venue", "equipment", "family_phone", "library")
ROOMS = (RoomKind.LIBRARY, RoomKind.FAMILY, RoomKind.ACTIVITY)


@pytest.fixture(autouse=True)
def sunday(monkeypatch):
    """Sunday the 22nd of November 2026, noon."""
    noon = timezone.make_aware(datetime.combine(date(2026, 11, 22), time(12)))
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


@pytest.fixture
def full(areas):
    """A home with everything, open every day."""
    place = make_place(areas[VILLAGE], opening_hours=EVERY_DAY, **dict.fromkeys(HAVES, True))
    for kind in (*ROOMS, RoomKind.OTHER):
        make_room(place, kind=kind)
    return place


@pytest.fixture
def harbour(areas):
    """A harbour in another township with books and nothing else, always closed."""
    return make_place(areas[OTHER_VILLAGE], kind=PlaceKind.HARBOUR, library=True, opening_hours=[[]] * 7)


def filters(query):
    return PlaceFilters.of(QueryDict(query))


def found(query):
    chosen = filters(query)
    return {listed.place.pk for listed in all_places() if listed.fits(chosen)}


def test_what_nobody_knows_is_not_chosen():
    assert filters("kind=palace&has=gold&room=other&open=1") == PlaceFilters()
    assert not filters("").any()
    assert filters("kind=harbour&has=library&has=equipment&room=family&open=now") == PlaceFilters(
        kind="harbour", has=frozenset({"library", "equipment"}), room=frozenset({"family"}), open="now"
    )


def test_each_choice_keeps_those_it_fits(full, harbour):
    both = {full.pk, harbour.pk}

    assert (found(""), found("has=library")) == (both, both)
    assert [found(query) for query in ("has=library&has=equipment", "room=family", "open=now", f"area={TOWNSHIP}")] == [
        {full.pk}
    ] * 4
    assert [found(query) for query in ("kind=harbour", f"area={OTHER_TOWNSHIP}")] == [{harbour.pk}] * 2


def test_a_place_is_complete_with_four_haves_and_three_rooms(full, harbour):
    listed = {one.place.pk: one for one in all_places()}

    assert (listed[full.pk].complete, listed[harbour.pk].complete) == (True, False)
    assert (listed[full.pk].has, listed[full.pk].rooms) == (frozenset(HAVES), frozenset(ROOMS))


def test_each_choice_is_counted_with_the_others_kept(full, harbour):
    counts = place_tallies(all_places(), filters("kind=home"))

    assert dict(counts["area"]) == {"": 1, TOWNSHIP: 1}
    assert dict(counts["kind"]) == {"": 2, "home": 1, "harbour": 1}
    assert dict(counts["has"]) == dict.fromkeys(HAVES, 1)
    assert dict(counts["room"]) == dict.fromkeys(ROOMS, 1)
    assert dict(counts["open"]) == {"now": 1}


def test_places_stand_under_the_names_of_their_townships(full, harbour):
    places = sorted(all_places(), key=lambda one: one.township)
    names = townships_of(places)

    assert names == {OTHER_TOWNSHIP: "崇头镇", TOWNSHIP: "石塘镇"}
    rows = [(name, [card.listed.place for card in cards]) for name, cards in by_township(cards_of(places), names)]
    assert rows == [("崇头镇", [harbour]), ("石塘镇", [full])]


def test_a_card_counts_what_is_still_to_come_and_takes_place(full, harbour):
    for days, state in ((1, "published"), (2, "closed"), (-1, "published")):
        make_session(full, days=days, state=state)
    make_session(full, days=3, state=SessionState.CANCELLED, cancel_reason="台风")

    cards = {card.listed.place.pk: card for card in cards_of(all_places())}

    assert (cards[full.pk].coming, cards[harbour.pk].coming) == (2, 0)
    assert (cards[full.pk].hours_today, cards[harbour.pk].hours_today) == ("9:00–17:00", "")


def test_a_card_shows_the_first_photo_of_its_own_place(full, harbour):
    first, _second = make_photo(full), make_photo(full)

    cards = {card.listed.place.pk: card.photo for card in cards_of(all_places())}

    assert cards == {full.pk: first, harbour.pk: None}
    assert first_photos([harbour]) == {}
