"""What strangers send to the public pages: other hosts, odd addresses, frames, other sites' forms, guessed seals."""

import pytest
from django.urls import reverse

from home.eligibility.domain.sealing import State, open_seal, seal
from tests.conftest import COUNTY
from tests.factories.activities import make_place, make_session

pytestmark = pytest.mark.django_db
CALENDAR, SUGGEST = reverse("activities:feed"), reverse("home:suggest")


class TestTheCalendar:
    @pytest.mark.parametrize("key", ["area", "place", "kind", "age"])
    def test_takes_no_line_from_an_address(self, client, areas, key):
        answer = client.get(CALENDAR, {key: "x\r\nX-EVIL:1\r\nBEGIN:VEVENT"})

        assert answer.status_code in {200, 404}
        assert b"\nX-EVIL" not in answer.content

    def test_of_a_place_or_session_with_a_name_of_several_lines_has_no_line_of_it(self, client, areas):
        place = make_place(areas[COUNTY], name="甲\r\nX-EVIL:1", address="乙\nX-EVIL:2")
        session = make_session(place, title="丙\r\nX-EVIL:3\nX-EVIL:4", summary="丁\r\nX-EVIL:5")
        own = reverse("activities:session_calendar", args=[session.uuid])
        feeds = [CALENDAR, f"{CALENDAR}?place={place.slug}", own]

        answers = [client.get(path) for path in feeds]

        assert [answer.status_code for answer in answers] == [200, 200, 200]
        assert [answer for answer in answers if b"\nX-EVIL" in answer.content] == []


class TestSuggestions:
    @pytest.mark.parametrize("query", ["字" * 800, "(" * 2000, "\u0301" * 1300, "ﷺ" * 800, "%" * 100, "\\"])
    def test_of_odd_and_endless_words_are_few_and_no_error(self, client, query):
        answer = client.get(SUGGEST, {"q": query})

        assert (answer.status_code, len(answer.json()["suggestions"]) <= 8) == (200, True)
        assert "no-store" in answer.headers["Cache-Control"]


class TestASealedAnswer:
    def test_that_is_changed_anywhere_opens_nothing(self, client):
        good = seal(State({"born": "2016-03-07"}))
        step = max(1, len(good) // 12)
        changed = [
            good[:at] + ("A" if good[at] != "A" else "B") + good[at + 1 :] for at in range(0, len(good) - 2, step)
        ]

        answers = [client.get(reverse("home:check_step", args=[text])) for text in [*changed, good + "AAAA", good[:-8]]]

        assert {answer.status_code for answer in answers} == {410}
        assert open_seal(good).answers == {"born": "2016-03-07"}

    def test_is_kept_by_no_cache_and_told_to_nobody(self, client, areas):
        answer = client.get(reverse("home:check_step", args=[seal(State())]))

        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert ("no-store" in answer.headers["Cache-Control"], dict(client.cookies)) == (True, {})
