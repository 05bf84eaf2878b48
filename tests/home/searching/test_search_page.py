"""The search page: the best first, narrowed by facets; hostile input is only text, and looking changes nothing."""

import logging
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.planting.texts import blocks
from home.searching.domain import MAX_QUERY, clean_query
from home.searching.domain.pages import in_one_line
from portal.search.models import PromotedResult
from tests.factories import home as make
from tests.factories.activities import make_place, make_session


def found(client, query, path="/search/", **more):
    """The addresses of the hits, in order."""
    text = client.get(path, {"q": query, **more}).content.decode()
    return re.findall(r'class="item-title"[^>]*><a href="([^"]+)"', text)


def test_two_characters_find_a_policy_and_are_marked(client, db):
    make.policy("p", title="日子过不下去", text="可以申请低保（最低生活保障）。")
    make.policy("other", title="别的")
    assert found(client, "低保") == ["/policies/p/"]
    assert "<mark>低保</mark>" in client.get("/search/", {"q": "低保"}).content.decode()


def test_all_kinds_stand_in_one_list_the_title_counting_most(client, areas):
    place = make_place(areas["331125106"], name="石塘镇儿童之家")
    make.news("n", body=blocks("儿童之家开了门。", seed="n"))
    make.policy("p", title="儿童之家开放办法")
    assert found(client, "儿童之家") == ["/policies/p/", place.get_absolute_url(), "/news/n/"]


def test_a_session_held_again_and_again_is_shown_once(client, areas):
    place = make_place(areas["331125106"], name="石塘镇儿童之家")
    _, first, _ = [make_session(place, title="周末作业辅导班", days=days) for days in (5, 2, 9)]
    assert found(client, "作业辅导") == [first.get_absolute_url()]
    assert "另有 2 场" in client.get("/search/", {"q": "作业辅导"}).content.decode()


def test_a_policy_in_force_comes_before_the_one_it_replaced(client, db):
    make.policy("old", title="开放办法", repealed_on="2021-01-01")
    make.policy("new", title="新的开放办法细则")
    assert found(client, "开放办法") == ["/policies/new/", "/policies/old/"]


@pytest.mark.parametrize(
    "query", ["国发〔2016〕13号", "国发2016 13号", "国发[2016]13号", "國發（2016）13", "国发2016年第13号"]
)
def test_a_document_number_is_found_however_it_is_written(client, db, query):
    make.policy("p", title="留守儿童", document_number="国发〔2016〕13号")
    make.policy("mention", title="别的", text="见国发〔2016〕13号。")
    make.policy("other", document_number="国发〔2016〕136号")
    assert found(client, query) == ["/policies/p/", "/policies/mention/"]


@pytest.mark.parametrize("query", ["補貼", "津贴", "补助"])
def test_traditional_characters_and_synonyms_find_the_same(client, db, query):
    make.policy("p", title="补贴怎么领")
    assert found(client, query) == ["/policies/p/"]


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("孤儿补贴", "孤儿基本生活费"),
        ("爸妈不在家谁管", "什么样的孩子算留守儿童"),
        ("孩子没人养", "事实无人抚养的孩子"),
        ("儿子坐牢了孙女谁养", "父母服刑的孩子"),
        ("在哪领钱", "补贴怎么申请"),
    ],
)
def test_spoken_words_find_what_is_written_otherwise(client, db, spoken, written):
    make.policy("p", title=written)
    make.policy("other", title="别的")
    assert found(client, spoken) == ["/policies/p/"]


def test_a_sentence_finds_what_holds_its_words(client, db):
    make.policy("p", title="孩子没有户口，怎么补上")
    make.policy("other", title="别的")
    assert found(client, "我家孩子没户口怎么办") == ["/policies/p/"]


def test_facets_count_combine_and_narrow(client, areas):
    place = make_place(areas["331125106"], name="低保窗口")
    for number in range(6):
        make.policy(f"p{number}", title=f"低保{number}", audiences=("guardian",) if number % 2 else ("volunteer",))
    make.policy("law", title="低保法", audiences=("guardian",), topics=("law",))
    rows = {
        facet.name: [(chip["label"], chip["count"]) for chip in facet.chips]
        for facet in client.get("/search/", {"q": "低保", "audience": "guardian"}).context["found"].facets
    }
    assert rows == {"audience": [("全部", 8), ("家长和照护人", 4), ("志愿者", 3)]}
    kinds = client.get("/search/", {"q": "低保"}).context["found"].facets[0]
    assert [(chip["label"], chip["count"]) for chip in kinds.chips] == [("全部", 8), ("政策", 7), ("儿童之家", 1)]
    assert found(client, "低保", audience="guardian", topic="law") == ["/policies/law/"]
    assert found(client, "低保", kind="places", area="331125106") == [place.get_absolute_url()]
    assert found(client, "低保", kind="places", area="331125105") == []


def test_what_narrows_the_list_stands_above_it_and_can_be_taken_away(client, db):
    make.policy("p", title="低保", audiences=("guardian",), topics=("law",))
    text = client.get("/search/", {"q": "低保", "audience": "guardian", "topic": "law"}).content.decode()
    above = text[text.index('<ul class="chosen"') : text.index('<article class="policy">')]
    assert re.findall(r'href="(.*?)" aria-label="(.*?)"', above) == [
        ("?q=%E4%BD%8E%E4%BF%9D&amp;topic=law", "去掉“家长和照护人”"),
        ("?q=%E4%BD%8E%E4%BF%9D&amp;audience=guardian", "去掉“法律权益”"),
    ]
    assert '<details class="more">' in text


def test_the_list_goes_on_over_the_page(client, db):
    for number in range(12):
        make.policy(f"p{number}", title=f"低保{number}")
    assert [len(found(client, "低保", page=page)) for page in (1, 2)] == [10, 2]
    assert set(found(client, "低保")) | set(found(client, "低保", page=2)) == {f"/policies/p{n}/" for n in range(12)}


def test_english_pages_come_first_and_it_says_what_is_only_in_chinese(client, db):
    make.policy("zh", title="allowance 补贴")
    make.policy("en", title="A long story about the allowance", language="en")
    text = client.get("/en/search/", {"q": "allowance"}).content.decode()
    assert found(client, "allowance", "/en/search/") == ["/en/policies/en/", "/policies/zh/"]
    assert text.index("/en/policies/en/") < text.index("Only in Chinese") < text.index('"/policies/zh/"')


def test_a_draft_is_not_found(client, db):
    make.policy("p", title="低保怎么办").unpublish()
    assert found(client, "低保") == []


def test_what_editors_promote_stands_first_for_exactly_these_words(client, db):
    page = make.policy("p", title="临时救助")
    PromotedResult.objects.create(words="没钱了\n揭不开锅", page=page, note="先打这个电话")
    text = client.get("/search/", {"q": "揭不開鍋"}).content.decode()
    assert "先打这个电话" in text
    assert 'href="/policies/p/"' in text
    assert "先打这个电话" not in client.get("/search/", {"q": "揭不"}).content.decode()
    page.unpublish()
    assert "先打这个电话" not in client.get("/search/", {"q": "没钱了"}).content.decode()


def test_nothing_found_offers_another_word_topics_and_people(client, db):
    make.policy("p", title="困境儿童怎么办")
    response = client.get("/search/", {"q": "困竟儿童"})
    text = response.content.decode()
    assert response.context["meant"] == ["困境儿童"]
    assert "没有找到“困竟儿童”" in text
    assert 'href="/policies/?topic=living"' in text
    assert ['href="/help/"' in text, 'href="/check/"' in text, 'href="/report/"' in text] == [True] * 3


@pytest.mark.parametrize(
    ("path", "query", "told"), [("/", "guer butie", True), ("/", "x2018", False), ("/en/", "guer butie", False)]
)
def test_who_typed_letters_is_told_how_to_get_characters(client, db, path, query, told):
    assert ("这是拼音吗" in client.get(f"{path}search/", {"q": query}).content.decode()) is told


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "x" * 1900,
        "低" * 200,
        "\"' OR 1=1 --",
        "<script>alert(1)</script>",
        "NEAR(低保",
        "低保*",
        "a\x01b",
        "💡",
        "^",
        "-",
        "怎么办",
        "的",
        "国发2016",
    ],
)
@pytest.mark.parametrize("path", ["/search/", "/search/suggest/"])
def test_nothing_a_visitor_types_breaks_the_page_or_gets_into_it(client, db, query, path):
    response = client.get(path, {"q": query, "kind": query, "area": query, "page": query})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_looking_writes_nothing_and_is_kept_and_told_by_nobody(client, db):
    make.policy("p", title="低保")
    client.get("/search/", {"q": "低保"})  # Wagtail puts the site's address into the cache once
    with CaptureQueriesContext(connection) as captured:
        response = client.get("/search/", {"q": "低保"})
    assert [entry["sql"] for entry in captured if not entry["sql"].lstrip("(").startswith("SELECT")] == []
    for path in ("/search/", "/search/suggest/"):
        response = client.get(path, {"q": "低保"})
        assert (response["Cache-Control"], response["Referrer-Policy"]) == ("private, no-store", "no-referrer")


def test_what_was_typed_is_in_no_log_even_when_search_fails(client, db, monkeypatch, caplog, settings):
    settings.DEBUG = False
    client.raise_request_exception = False
    caplog.set_level(logging.DEBUG)

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("home.searching.views.search", fail)
    assert client.get("/search/", {"q": "演示甲"}).status_code == 500
    logged = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "/search/" in logged
    assert "演示甲" not in logged


@pytest.mark.parametrize(
    ("raw", "clean"),
    [("  低\u3000保 ", "低 保"), ("ＡＢＣ", "ABC"), ("a\x00\u200bb", "a b"), ("字" * 99, "字" * MAX_QUERY)],
)
def test_a_query_is_brought_into_one_form(raw, clean):
    assert clean_query(raw) == clean


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (["一句话。", "带什么", "户口本 身份证"], "一句话。带什么 · 户口本 · 身份证"),
        (["换成这些： 今天谁逗你笑了？ 中午吃了什么？"], "换成这些：今天谁逗你笑了？中午吃了什么？"),
        (["第一行\n第二行", "", "打 12345 问"], "第一行 · 第二行 · 打 12345 问"),
        (["How to apply", "Call us. Then come."], "How to apply · Call us. Then come."),
    ],
)
def test_an_excerpt_parts_headings_points_and_sentences(parts, line):
    assert in_one_line(parts) == line


def test_a_heading_and_its_text_are_found_together_and_both_marked(client, db):
    make.policy("p", title="题目", text="## 申请材料\n户口本和身份证。")
    text = client.get("/search/", {"q": "申请材料 户口本"}).content.decode()
    assert "<mark>申请材料</mark> · <mark>户口本</mark>和身份证" in text


def test_only_get_is_answered(client, db):
    assert client.post("/search/", {"q": "低保"}).status_code == 405


def test_an_editors_choices_are_not_part_of_the_excerpt(client, db):
    make.policy("p", title="低保", text="## 怎么办\n!info 记住|带身份证")
    text = client.get("/search/", {"q": "低保"}).content.decode()
    assert "一句话。怎么办 · 记住 · 带身份证" in text
