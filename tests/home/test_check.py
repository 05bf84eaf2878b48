"""The eligibility check in the browser's words: one question a page, nothing stored, every way back open."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from home.domain.eligibility import sealing
from home.domain.eligibility.questions import Terms, answered, asked, before, next_question
from home.domain.eligibility.sealing import Broken, State, TooOld, open_seal, seal
from home.eligibility_enums import Circumstance, Danger, ParentState, Question
from home.models import BenefitStandard, SiteSettings
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories import home as make

pytestmark = pytest.mark.django_db
FAMILY = {
    "born": {"year": "2015", "month": "3", "day": "7"},
    "mother": {"answer": "away"},
    "father": {"answer": "away"},
    "since": {"year": "2025", "month": "2"},
    "circumstances": {"answer": "none"},
    "dangers": {"answer": "none"},
    "township": {"answer": TOWNSHIP},
    "village": {"answer": VILLAGE},
}
TERMS = Terms()


@pytest.fixture(autouse=True)
def county(areas):
    from wagtail.models import Site

    SiteSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"county_code": COUNTY, "county_name": "甲县"}
    )


def text_of(response) -> str:
    main = response.content.decode().split("<main", 1)[1].split("</main", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def walk(client, answers=FAMILY, until=None):
    """Answer page by page; the address after the last answer, and the questions in the order they came."""
    url, came = "/check/new/", []
    while True:
        context = client.get(url).context
        if "question" not in context or context["question"] == until:
            return url, came
        came.append(context["question"].value)
        assert len(came) < 12
        url = client.post(url, answers[came[-1]]).url


def state_of(url: str) -> State:
    return open_seal(url.strip("/").rpartition("/")[2])


def to(state: State) -> str:
    return f"/check/{seal(state)}/"


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
    assert response["Cache-Control"] == "no-store, private"
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


WRONG = [
    ({}, "请写年份，四位数字"),
    ({"year": "15"}, "年份请写四位数字"),
    ({"year": "abcd"}, "年份请写四位数字"),
    ({"year": "2015", "month": "13"}, "月份是1到12的数字"),
    ({"year": "2015", "month": "2", "day": "30"}, "这个月没有这一天"),
    ({"year": "2015", "day": "3"}, "请把月份也写上"),
    ({"year": "2199"}, "这一天还没到"),
    ({"year": "2015", "unknown": "on"}, "只选一样"),
    ({"year": "２０１５", "month": "９９"}, "月份是1到12的数字"),
    ({"year": "9" * 200}, "年份请写四位数字"),
]


@pytest.mark.parametrize(("typed", "message"), WRONG)
def test_a_wrong_date_is_said_so_and_stays_typed(client, typed, message):
    response = client.get(client.post("/check/new/", typed).url)

    assert message in text_of(response)
    assert response.context["question"] == Question.BORN
    assert all(f'value="{text[:20]}"' in response.content.decode() for name, text in typed.items() if name != "unknown")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"year": "２０１５", "month": "３", "day": "７"}, "2015-03-07"),
        ({"year": " 2015年", "month": "03月", "day": "7日"}, "2015-03-07"),
        ({"year": "2015", "month": "3"}, "2015-03"),
        ({"year": "2015"}, "2015"),
        ({"unknown": "on"}, "unknown"),
    ],
)
def test_dates_as_people_type_them(client, typed, answer):
    assert state_of(client.post("/check/new/", typed).url).answers == {"born": answer}


@pytest.mark.parametrize(
    ("question", "typed", "message"),
    [
        ("mother", {}, "请选一个"),
        ("mother", {"answer": "nonsense"}, ""),
        ("circumstances", {}, "一样都没有"),
        ("circumstances", {"answer": ["none", "illness"]}, "请去掉其中一样"),
        ("dangers", {"answer": ["unknown", "abused"]}, "请去掉其中一样"),
        ("township", {"answer": "110000"}, ""),
    ],
)
def test_a_wrong_choice_is_said_so_on_the_same_page(client, question, typed, message):
    response = client.get(client.post(to(State({}, asking=question)), typed).url)

    assert response.context["question"] == question
    assert list(response.context["form"].errors) == ["answer"]
    assert message in text_of(response)


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


ANSWERS = {
    Question.BORN: st.sampled_from(["2015-03-07", "2009", "unknown"]),
    Question.MOTHER: st.sampled_from([*ParentState.values, "unknown"]),
    Question.FATHER: st.sampled_from([*ParentState.values, "unknown"]),
    Question.SINCE: st.sampled_from(["2025-01", "unknown"]),
    Question.CIRCUMSTANCES: st.one_of(st.just("unknown"), st.lists(st.sampled_from(Circumstance.values), max_size=4)),
    Question.DANGERS: st.one_of(st.just("unknown"), st.lists(st.sampled_from(Danger.values), max_size=4)),
    Question.TOWNSHIP: st.sampled_from(["", TOWNSHIP]),
    Question.VILLAGE: st.sampled_from(["", VILLAGE]),
}


@settings(max_examples=200, deadline=None)
@given(data=st.data(), county=st.booleans(), area=st.booleans())
def test_every_walk_ends_and_every_change_leaves_only_answers_that_are_asked(data, county, area):
    terms, answers, order = Terms(county, area), {}, []
    while (question := next_question(answers, terms)) is not None:
        order.append(question)
        assert before(question, answers, terms) == (order[-2] if len(order) > 1 else None)
        answers = answered(answers, question, data.draw(ANSWERS[question]), terms)
    changed = data.draw(st.sampled_from(order))
    after = answered(answers, changed, data.draw(ANSWERS[changed]), terms)

    assert order == asked(answers, terms)
    assert len(order) <= len(Question)
    assert set(after) <= set(asked(after, terms))
    assert {name: after[name] for name in after if name != changed} == {
        name: answers[name] for name in after if name != changed
    }


@pytest.mark.parametrize("question", list(Question))
def test_every_question_is_reached(question):
    away = {"born": "2015", "mother": "away", "father": "away", "township": TOWNSHIP}

    assert question in asked(away, TERMS)


def test_the_seal_says_how_long_it_holds():
    assert sealing.MINUTES == 60
