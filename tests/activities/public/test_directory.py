"""The directory of places and a place's page: facts, filters, hours, photos."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from activities.enums import PlaceKind, RoomKind, SessionState
from activities.models import Place
from activities.public.views.places import week_of
from portal.pagecache.stamp import stamp
from tests.conftest import OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.activities import EVERY_DAY, make_photo, make_place, make_room, make_session

# Wagtail leaves the temporary file of a rendition to the garbage collector, which warns in whatever test runs then.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
SATURDAY = [[], [], [], [], [], [["09:00", "17:00"]], []]
HAVES = ("safe_venue", "equipment", "family_phone", "library")


@pytest.fixture
def sunday(monkeypatch):
    """Sunday the 22nd of November 2026, noon."""
    noon = timezone.make_aware(datetime.combine(date(2026, 11, 22), time(12)))
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


@pytest.fixture
def county(areas, sunday):
    """A home with everything, one with little, a harbour in another township."""
    full = make_place(areas[VILLAGE], name="样样有", **dict.fromkeys(HAVES, True))
    for kind in (RoomKind.LIBRARY, RoomKind.FAMILY, RoomKind.ACTIVITY):
        make_room(full, kind=kind)
    make_place(areas[VILLAGE], name="只有书", library=True, opening_hours=SATURDAY)
    harbour = make_place(areas[OTHER_VILLAGE], name="港湾", kind=PlaceKind.HARBOUR, safe_venue=True, library=True)
    make_room(harbour, kind=RoomKind.LIBRARY)
    make_place(areas[VILLAGE], name="不公开", listed=False)


def names(response):
    return [found.place.name for found in response.context["page"].object_list]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["港湾", "只有书", "样样有"]),
        (f"area={TOWNSHIP}", ["只有书", "样样有"]),
        ("kind=harbour", ["港湾"]),
        ("has=library", ["港湾", "只有书", "样样有"]),
        ("has=library&has=safe_venue", ["港湾", "样样有"]),
        ("room=library", ["港湾", "样样有"]),
        ("room=library&room=family", ["样样有"]),
        ("open=now", ["港湾", "样样有"]),
        (f"area={TOWNSHIP}&open=now&has=equipment", ["样样有"]),
        ("area=x&kind=castle&has=pool&room=attic&open=always", ["港湾", "只有书", "样样有"]),
    ],
)
def test_filters_combine_and_nonsense_filters_nothing(client, county, query, expected):
    assert names(client.get(f"/places/?{query}")) == expected


def test_places_stand_under_their_township(client, county):
    townships = client.get("/places/").context["townships"]

    assert [(name, [card.listed.place.name for card in cards]) for name, cards in townships] == [
        ("崇头镇", ["港湾"]),
        ("石塘镇", ["只有书", "样样有"]),
    ]


def test_each_choice_says_how_many_it_leaves_with_the_others_kept(client, county):
    context = client.get("/places/?has=safe_venue").context

    groups = [{chip["label"]: chip["count"] for chip in chips} for _name, chips in context["groups"]]
    assert groups == [
        {"全部": 2, "崇头镇": 1, "石塘镇": 1},
        {"全部": 2, "儿童之家": 1, "童心港湾": 1},
        {"安全的场地": 2, "玩和学的设施": 1, "给家人打电话的亲情电话": 1, "图书": 2},
        {"图书室": 2, "亲情室": 1, "活动室": 1},
        {"正在开放": 2},
    ]


def test_a_fact_is_a_switch(client, county):
    chips = client.get("/places/?has=library&has=safe_venue&page=3").context["groups"][2][1]

    assert [(chip["current"], chip["url"]) for chip in chips[:2]] == [
        (True, "/places/?has=library"),
        (False, "/places/?has=safe_venue&has=equipment&has=library"),
    ]


def test_what_is_chosen_stands_above_the_list_and_can_be_taken_away(client, county):
    response = client.get("/places/?has=library&has=safe_venue&open=now")

    assert [(chip["label"], chip["off"]) for chip in response.context["chosen"]] == [
        ("安全的场地", "/places/?open=now&has=library"),
        ("图书", "/places/?open=now&has=safe_venue"),
        ("正在开放", "/places/?has=library&has=safe_venue"),
    ]
    assert '<details class="filters">' in response.content.decode()


def test_a_card_says_todays_hours_facts_and_what_is_to_come(client, county):
    place = Place.objects.public().get(name="样样有")
    make_session(place, days=1)
    make_session(place, days=2, state=SessionState.CANCELLED, cancel_reason="雪")

    page = client.get("/places/").content.decode()

    said = ("今天 9:00–17:00", "今天不开门 · 周六 9:00–17:00", "设施齐全", "近期 1 场活动")
    assert [text for text in said if text not in page] == []


class TestAPlace:
    def test_marks_today_in_its_week(self, client, areas, sunday):
        page = client.get(make_place(areas[VILLAGE], opening_hours=SATURDAY).get_absolute_url()).content.decode()

        assert page.count('aria-current="date"') == 1
        assert page.index('<th scope="row">周六</th>') < page.index('aria-current="date"')

    def test_names_the_public_holidays_of_the_next_seven_days(self, areas):
        place = make_place(areas[VILLAGE], opening_hours=EVERY_DAY)

        marks = {row["day"]: row["mark"].name for row in week_of(place, date(2026, 9, 28)) if row["mark"]}

        assert marks == {"周四": "国庆节", "周五": "国庆节", "周六": "国庆节", "周日": "国庆节"}

    def test_says_what_is_there_and_what_is_being_prepared(self, client, areas):
        place = make_place(areas[VILLAGE], library=True, directions="公交站下车走三分钟")
        make_room(place, kind=RoomKind.FAMILY, name="视频小屋")

        page = client.get(place.get_absolute_url()).content.decode()

        assert [page.count(text) for text in ("正在准备", "视频小屋", "公交站下车走三分钟")] == [5, 1, 1]

    def test_names_the_rooms_by_their_kind_in_english(self, client, areas):
        place = make_place(areas[VILLAGE])
        make_room(place, kind=RoomKind.FAMILY, name="视频小屋")
        make_room(place, kind=RoomKind.OTHER, name="小厨房")

        page = client.get(f"/en{place.get_absolute_url()}").content.decode()

        assert [page.count(text) for text in ("视频小屋", '<span lang="zh-Hans">小厨房</span>')] == [0, 1]

    def test_offers_its_own_calendar(self, client, place):
        page = client.get(place.get_absolute_url()).content.decode()

        assert f'href="webcal://testserver/activities/calendar.ics?place={place.slug}"' in page

    def test_without_hours_asks_to_ring(self, client, areas):
        page = client.get(make_place(areas[VILLAGE], opening_hours=[]).get_absolute_url()).content.decode()

        assert "请先打电话" in page

    def test_is_english_where_it_has_english_words(self, client, areas):
        place = make_place(areas[VILLAGE], name_en="Upper Village Home", summary="老房子", summary_en="An old house.")

        page = client.get(f"/en{place.get_absolute_url()}").content.decode()

        assert ("<h1>Upper Village Home</h1>" in page, "An old house." in page, "老房子" in page) == (True, True, False)

    def test_shows_its_photos_with_words_sizes_and_no_hurry(self, client, place):
        make_photo(place, alt="矮书架围成的读书角")

        page = client.get(place.get_absolute_url()).content.decode()

        image = page[page.index('<img alt="矮书架围成的读书角"') :].partition(">")[0]
        wanted = ("srcset=", "sizes=", "width=", "height=", 'loading="lazy"')
        assert [part for part in wanted if part not in image] == []


@pytest.mark.parametrize("number", [3, 60])
def test_the_directory_costs_the_same_queries_for_few_and_many(client, areas, number, django_assert_num_queries):
    for _ in range(number):
        place = make_place(areas[OTHER_VILLAGE])
        make_room(place)
        make_session(place)
    for place in Place.objects.public()[:3]:
        make_photo(place)
    client.get("/places/")
    stamp.bump()

    with django_assert_num_queries(9):
        response = client.get("/places/")

    assert response.context["groups"][0][1][0]["count"] == number
    assert OTHER_TOWNSHIP in response.context["groups"][0][1][1]["url"]
