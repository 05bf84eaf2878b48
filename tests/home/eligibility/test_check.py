"""The eligibility check in the browser's words: one question a page, nothing stored, every way back open."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time

from home.eligibility.domain import sealing
from home.eligibility.domain.sealing import Broken, State, TooOld, open_seal, seal
from home.eligibility.enums import Question
from home.models import BenefitStandard, SiteSettings
from portal.eligibility.enums import Circumstance, Danger
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories import home as make

from .checking import FAMILY, state_of, text_of, to, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("checked_county")]


def test_the_usual_family_answers_eight_questions_and_reads_what_fits(client):
    url, came = walk(client)

    text = text_of(client.get(url))

    assert came == list(FAMILY)
    assert "可能符合这些政策" in text
    assert "爸爸妈妈都在县外打工" in text
    assert "最后由民政部门看材料决定" in text


def test_the_result_names_the_benefit_the_papers_and_the_office(client, areas):
    page = make.policy("lb", audiences=("left-behind",), document_number="国发〔2016〕13号", fact_papers="户口簿")
    other = make.policy("other", audiences=("left-behind",), last_reviewed_on=timezone.localdate())
    make.policy("for-others", audiences=("volunteer",), title="别人的政策")
    audience = page.audiences.get()
    since = timezone.localdate() - timedelta(days=9)
    more = {"audience": audience, "area": areas[COUNTY], "amount": 300, "in_force_from": since}
    BenefitStandard.objects.create(name="留守关爱金", **more)

    text = text_of(client.get(walk(client)[0]))

    assert "留守关爱金" in text
    assert "户口簿" in text
    assert text.index(page.title) < text.index(other.title)
    assert "别人的政策" not in text
    assert "上村" in text


def test_nothing_is_stored_and_nothing_can_be_kept(client):
    strict = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as captured:
        url, _came = walk(strict)
        response = strict.get(url)

    writes = [
        query["sql"]
        for query in captured
        if not query["sql"].lstrip('("').upper().startswith(("SELECT", "SAVE", "RELEASE"))
    ]
    assert writes == []
    assert (strict.cookies.output(), Session.objects.count()) == ("", 0)
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"


def test_the_start_page_is_the_same_for_everybody_and_may_be_cached(client):
    response = client.get("/check/")

    assert (response.cookies.output(), response.get("Cache-Control", "")) == ("", "")
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_nothing_about_the_family_can_be_read_in_an_address(client):
    url, _came = walk(client)
    readable = re.compile(r"2015|away|mother|331125|none")

    again = [seal(State({"dangers": ["abused"]})) for _ in range(2)]

    assert readable.findall(url) == []
    assert again[0] != again[1]
    assert len(seal(State({"dangers": []}))) == len(
        seal(State({"dangers": ["abused", "trafficked"], "born": "2015-03"}))
    )


def test_after_an_hour_the_address_opens_nothing_any_more(client):
    with freeze_time("2026-11-22 08:00"):
        sealed = seal(State({"born": "2015-03-07"}))
        assert open_seal(sealed).answers == {"born": "2015-03-07"}
    with freeze_time("2026-11-22 09:00"):
        response = client.get(f"/check/{sealed}/")
        with pytest.raises(TooOld):
            open_seal(sealed)

    assert (response.status_code, "2015" in text_of(response)) == (410, False)
    assert "重新开始" in text_of(response)


@pytest.mark.parametrize("sealed", ["x", "dev.", "a.b", "test.AAAA", "." * 300, "x" * 5000, "新"])
def test_an_address_somebody_made_up_opens_nothing(client, sealed):
    assert client.get(f"/check/{sealed}/").status_code == 410
    with pytest.raises(Broken):
        open_seal(sealed)


def test_a_changed_seal_opens_nothing():
    sealed = seal(State({"born": "2015"}))
    with pytest.raises(Broken):
        open_seal(sealed[:-3] + ("AAA" if sealed[-3:] != "AAA" else "BBB"))


def test_going_back_and_reloading_are_ordinary_gets(client):
    url = walk(client, until=Question.CIRCUMSTANCES)[0]
    first, again = client.get(url), client.get(url)
    back = client.get(first.context["back"])

    assert (first.status_code, text_of(first)) == (200, text_of(again))
    assert back.context["question"] == Question.SINCE
    assert 'value="2025"' in back.content.decode()


def test_a_double_click_leads_to_the_same_place(client):
    urls = [client.post("/check/new/", FAMILY["born"]).url for _ in range(2)]

    assert state_of(urls[0]) == state_of(urls[1])


@pytest.mark.parametrize("danger", Danger.values)
def test_the_emergency_numbers_stand_above_everything_once_there_is_danger(client, danger):
    url = walk(client, FAMILY | {"dangers": {"answer": danger}}, until=Question.TOWNSHIP)[0]
    result = client.get(to(State(state_of(url).answers | {"township": ""})))

    for text in (text_of(client.get(url)), text_of(result)):
        assert text.index("孩子的安全最要紧") < text.index("110") < min(
            text.find(words) for words in ("家住哪个乡镇", "可能符合") if words in text
        )  # fmt: skip


def test_changing_one_answer_keeps_what_still_makes_sense(client):
    url = walk(client)[0]
    rows = {row["key"]: row["change_url"] for row in client.get(url).context["rows"]}
    same = client.get(client.post(rows[Question.BORN.label], {"year": "2012"}).url)
    home = client.post(rows[Question.MOTHER.label], {"answer": "home"}).url
    moved = client.post(rows[Question.TOWNSHIP.label], {"answer": ""}).url

    assert "result" in same.context
    assert state_of(home).answers.keys() == FAMILY.keys() - {"since"}
    assert state_of(moved).answers.keys() == FAMILY.keys() - {"village"}
    assert "question" not in client.get(moved).context


def test_where_the_county_is_not_in_the_tree_nobody_is_asked_for_it(client):
    SiteSettings.objects.update(county_code="")

    assert walk(client)[1] == [name for name in FAMILY if name not in {"township", "village"}]


def test_it_speaks_english_too(client):
    url = "/en" + walk(client)[0]

    text = text_of(client.get(url))

    assert "both parents work outside the county" in text
    assert "7 March 2015" in text


@pytest.mark.parametrize("unsure", ["born", "mother", "circumstances"])
def test_who_does_not_know_is_told_what_to_find_out(client, unsure):
    unknown = {"born": {"unknown": "on"}}.get(unsure, {"answer": "unknown"})

    response = client.get(walk(client, FAMILY | {unsure: unknown})[0])

    assert [o.rule.subject for o in response.context["result"].conclusion.possible] != []
    assert "弄清楚以后" in text_of(response)


@pytest.mark.django_db(transaction=True)
def test_no_page_costs_more_than_twelve_queries_however_much_there_is_to_show(client, areas):
    def costs(url):
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        return len(captured)

    everything = {"born": "2012", "mother": "ill", "father": "away", "since": "2020", "township": TOWNSHIP}
    answers = everything | {
        "village": VILLAGE, "circumstances": Circumstance.values, "dangers": Danger.values
    }  # fmt: skip
    urls = [
        "/check/",
        "/check/new/",
        to(State(answers)),
        to(State(answers, asking="village")),
        "/en" + to(State(answers)),
    ]
    make.policy("p0", audiences=("left-behind", "difficulty-own"))
    few = [costs(url) for url in urls]
    for number in range(1, 30):
        make.policy(f"p{number}", audiences=("left-behind", "difficulty-own"))
    many = [costs(url) for url in urls]

    assert few == many
    assert max(many) <= 12


def test_the_seal_says_how_long_it_holds():
    assert sealing.MINUTES == 60
