"""What everyone sees of places and sessions, and what nobody sees."""

import pytest

from activities.enums import Action, SessionKind, SessionState
from portal.pagecache.stamp import stamp
from tests.conftest import OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.activities import (
    make_active_child,
    make_duty,
    make_enrolment,
    make_place,
    make_room,
    make_serving_volunteer,
    make_session,
)

pytestmark = pytest.mark.django_db


def titles(response):
    return [session.title for session in response.context["page"].object_list]


def test_the_list_shows_what_is_to_come_day_by_day(client, place):
    make_session(place, title="草稿", state=SessionState.DRAFT)
    make_session(place, title="过去", days=-1)
    make_session(place, title="后天", days=2)
    make_session(place, title="明天", days=1)

    response = client.get("/activities/")

    assert titles(response) == ["明天", "后天"]
    assert [len(day.sessions) for day in response.context["days"]] == [1, 1]


@pytest.fixture
def variety(areas, place):
    make_session(place, title="小石塘", age_from=None, age_to=5, action=Action.SAFETY, kind=SessionKind.SAFETY_LESSON)
    make_session(place, title="大石塘", age_from=10, age_to=16, action=Action.SAFETY, kind=SessionKind.READING)
    elsewhere = make_place(areas[OTHER_VILLAGE])
    make_session(elsewhere, title="大崇头", age_from=10, age_to=16, action=Action.HELP, kind=SessionKind.READING)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["小石塘", "大石塘", "大崇头"]),
        (f"area={TOWNSHIP}", ["小石塘", "大石塘"]),
        ("age=0-5", ["小石塘"]),
        ("age=14-17", ["大石塘", "大崇头"]),
        ("action=safety", ["小石塘", "大石塘"]),
        ("kind=reading", ["大石塘", "大崇头"]),
        (f"area={TOWNSHIP}&age=10-13&kind=reading", ["大石塘"]),
        ("area=%27--&age=9999&kind=x", ["小石塘", "大石塘", "大崇头"]),
    ],
)
def test_filters_combine_and_nonsense_filters_nothing(client, variety, query, expected):
    assert titles(client.get(f"/activities/?{query}")) == expected


def test_a_chip_keeps_the_other_choices(client, variety):
    groups = dict(client.get(f"/activities/?area={TOWNSHIP}&page=2").context["groups"])
    ages = next(items for items in groups.values() if any("age=0-5" in item["url"] for item in items))

    assert ages[1]["url"] == f"/activities/?area={TOWNSHIP}&age=0-5"


def test_what_is_chosen_stands_above_the_list_and_can_be_taken_away(client, variety):
    response = client.get(f"/activities/?area={TOWNSHIP}&kind=reading")

    assert [(chip["label"], chip["off"]) for chip in response.context["chosen"]] == [
        ("石塘镇", "/activities/?kind=reading"),
        ("一起阅读", f"/activities/?area={TOWNSHIP}"),
    ]
    assert '<details class="filters">' in response.content.decode()


def test_a_draft_answers_as_if_it_did_not_exist(client, place):
    draft = make_session(place, state=SessionState.DRAFT)
    cancelled_draft = make_session(place, state=SessionState.CANCELLED, cancel_reason="没人", published_at=None)

    for session in (draft, cancelled_draft):
        assert client.get(session.get_absolute_url()).status_code == 404


def test_a_place_that_is_not_listed_and_its_sessions_are_not_found(client, areas):
    hidden = make_place(areas[VILLAGE], listed=False)
    session = make_session(hidden)

    assert [client.get(page.get_absolute_url()).status_code for page in (hidden, session)] == [404, 404]


def test_a_session_says_what_to_know_and_names_nobody(client, areas, place):
    session = make_session(place, bring="水杯", guardian_part="五点来接", room=make_room(place, name="二楼活动室"))
    volunteer = make_serving_volunteer(areas[VILLAGE], real_name="某某志愿者")
    volunteer.user.display_name = "阿强"
    volunteer.user.save()
    make_duty(session, volunteer)
    make_enrolment(session, make_active_child(areas[VILLAGE], called_name="小雨点"))

    page = client.get(session.get_absolute_url()).content.decode()

    shown = [text in page for text in ("水杯", "五点来接", "二楼活动室", place.address, place.name)]
    leaked = [text in page for text in ("某某志愿者", "阿强", volunteer.number, "小雨点")]
    assert (shown, leaked) == ([True] * 5, [False] * 4)


def test_a_cancelled_session_says_why(client, place):
    session = make_session(place, state=SessionState.CANCELLED, cancel_reason="台风停课")

    assert "台风停课" in client.get(session.get_absolute_url()).content.decode()


def test_a_place_shows_its_facts_and_its_next_sessions(client, place):
    make_room(place, name="亲情室")
    session = make_session(place, title="亲情连线")
    make_session(place, title="取消了", state=SessionState.CANCELLED, cancel_reason="台风")

    response = client.get(place.get_absolute_url())

    page = response.content.decode()
    assert response.context["sessions"] == [session]
    assert [text in page for text in ("亲情室", f'href="tel:{place.phone}"', "9:00–17:00")] == [True] * 3


@pytest.mark.parametrize("number", [3, 60])
def test_lists_cost_the_same_queries_for_few_and_many(client, areas, number, django_assert_max_num_queries):
    for _ in range(number):
        home = make_place(areas[VILLAGE])
        make_room(home)
        make_session(home)

    for address in ("/activities/", "/places/", home.get_absolute_url()):
        client.get(address)
        stamp.bump()
        with django_assert_max_num_queries(12):
            assert client.get(address).context is not None
