"""The volunteers' page for visitors, applicants and active volunteers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.registry import Registry
from tests.factories.volunteers import make_active_volunteer, make_user, make_volunteer
from volunteers.application import cards
from volunteers.application.cards import Card
from volunteers.application.enums import IN_REVIEW, OVER, VettingKind, VolunteerState
from volunteers.application.progress import WHAT_NEXT, timeline

SEEN = [state for state in VolunteerState if state not in {VolunteerState.DRAFT, VolunteerState.ACTIVE}]
CARD = "volunteers/parts/timeline.html"


@pytest.fixture
def asked(monkeypatch):
    """Who the card providers were asked about."""
    people = []
    monkeypatch.setattr(cards, "CARDS", Registry())

    def second(request, volunteer):
        people.append(volunteer.pk)
        return Card("第二张", CARD, order=20)

    cards.CARDS.add(second)
    cards.CARDS.add(second)
    cards.CARDS.add(lambda request, volunteer: None)
    cards.CARDS.add(lambda request, volunteer: Card("第一张", CARD, order=10))
    return people


@pytest.mark.django_db
def test_visitors_see_what_it_takes_without_a_cookie(client):
    response = client.get("/volunteer/")

    assert response.status_code == 200
    assert "volunteers/start.html" in [template.name for template in response.templates]
    assert not response.cookies


@pytest.mark.django_db
def test_the_start_page_makes_few_queries(client, django_assert_max_num_queries):
    client.get("/volunteer/")

    with django_assert_max_num_queries(12):
        client.get("/volunteer/")


def test_someone_without_an_application_sees_the_start_page(db, sign_in):
    assert "volunteers/start.html" in [t.name for t in sign_in(make_user()).get("/volunteer/").templates]


@pytest.mark.parametrize("state", SEEN)
def test_each_state_says_what_happens_next_and_shows_nothing_of_children(state, township, sign_in, asked):
    volunteer = make_volunteer(township, state, info_wanted="哪一年？", state_note="机密")

    response = sign_in(volunteer.user).get("/volunteer/")

    content = response.content.decode()
    assert response.context["next"] == WHAT_NEXT[state]
    assert ("哪一年？" in content) == (state == VolunteerState.INFO_REQUESTED)
    assert "机密" not in content
    assert asked == []


def test_the_timeline_shows_what_is_behind_and_ahead():
    assert [stage.mark for stage in timeline("interview")] == ["done", "done", "current", "ahead", "ahead"]
    assert [stage.mark for stage in timeline("active")] == ["done"] * 5
    assert timeline("rejected") == []


def test_an_active_volunteer_sees_the_cards_in_order_once(township, sign_in, asked):
    volunteer = make_active_volunteer(township)

    response = sign_in(volunteer.user).get("/volunteer/")

    assert [card.title for card in response.context["cards"]] == ["第一张", "第二张"]
    assert asked == [volunteer.pk]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(("days", "soon", "refused"), [(31, False, False), (30, True, False), (-1, True, True)])
def test_a_check_that_runs_out_is_said_in_time(days, soon, refused, township, sign_in):
    volunteer = make_active_volunteer(township)
    end = timezone.localdate() + timedelta(days=days)
    volunteer.vetting.filter(kind=VettingKind.RECORD_CHECK).update(valid_until=end)

    context = sign_in(volunteer.user).get("/volunteer/").context

    assert (context["check_ends_soon"], context["refused"] is not None) == (soon, refused)


@pytest.mark.parametrize("state", [VolunteerState.DRAFT, *IN_REVIEW])
def test_withdrawing_asks_first(state, township, sign_in):
    volunteer = make_volunteer(township, state)
    browser = sign_in(volunteer.user)

    assert browser.get("/volunteer/withdraw/").status_code == 200
    volunteer.refresh_from_db()
    assert volunteer.state == state
    browser.post("/volunteer/withdraw/")
    volunteer.refresh_from_db()
    assert volunteer.state == VolunteerState.WITHDRAWN


@pytest.mark.parametrize("state", [VolunteerState.ACTIVE, *OVER])
def test_there_is_nothing_to_withdraw_afterwards(state, township, sign_in):
    volunteer = make_volunteer(township, state)

    assert sign_in(volunteer.user).post("/volunteer/withdraw/").url == "/volunteer/"
    volunteer.refresh_from_db()
    assert volunteer.state == state


def test_a_question_is_answered_once(township, sign_in):
    volunteer = make_volunteer(township, VolunteerState.INFO_REQUESTED, info_wanted="哪一年？")
    browser = sign_in(volunteer.user)

    assert browser.post("/volunteer/answer/", {"answer": " "}).status_code == 200
    assert browser.post("/volunteer/answer/", {"answer": "2019年"}).url == "/volunteer/"
    browser.post("/volunteer/answer/", {"answer": "2020年"})

    volunteer.refresh_from_db()
    assert (volunteer.state, volunteer.info_answer) == (VolunteerState.SCREENING, "2019年")


def test_one_can_see_who_looked_at_ones_record(township, sign_in, county_officer):
    county_officer.display_name = "测试审查员"
    county_officer.save()
    volunteer = make_volunteer(township)
    assert sign_in(volunteer.user).get("/volunteer/readers/").context["lines"] == []

    sign_in(county_officer).get(f"/desk/volunteers/{volunteer.uuid}/")

    assert [line.who for line in sign_in(volunteer.user).get("/volunteer/readers/").context["lines"]] == ["测试审查员"]
    assert sign_in(make_user()).get("/volunteer/readers/").url == "/volunteer/"


@pytest.mark.parametrize("path", ["answer/", "withdraw/", "readers/", "apply/check/", "apply/about/"])
def test_pages_about_oneself_ask_visitors_to_sign_in(path, client, db):
    assert client.get(f"/volunteer/{path}").url.startswith("/accounts/signup/")
