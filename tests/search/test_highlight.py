"""Excerpts with the hits marked."""

import time

import pytest

from portal.search import synonyms
from portal.search.highlight import MAX_TEXT, excerpt


def test_the_hit_is_marked():
    assert excerpt("困境儿童的补贴标准", "补贴") == "困境儿童的<mark>补贴</mark>标准"


def test_every_hit_of_every_word_is_marked():
    assert excerpt("补贴与标准，补贴", "标准 补贴") == "<mark>补贴</mark>与<mark>标准</mark>，<mark>补贴</mark>"


def test_traditional_and_full_width_text_is_marked_as_it_stands():
    assert excerpt("２０２６年兒童補貼", "2026年儿童") == "<mark>２０２６年兒童</mark>補貼"


def test_html_in_text_and_query_is_escaped():
    assert (
        excerpt("<b>补贴</b> & <script>", "补贴 <script>")
        == "&lt;b&gt;<mark>补贴</mark>&lt;/b&gt; &amp; &lt;<mark>script</mark>&gt;"
    )


def test_a_word_is_not_marked_inside_a_longer_one():
    assert excerpt("app apple App年", "app") == "<mark>app</mark> apple <mark>App</mark>年"


def test_a_long_text_is_cut_around_the_hit_at_the_end_of_a_clause():
    text = "甲" * 100 + "，乙乙乙补贴丙丙。" + "丁" * 100
    assert excerpt(text, "补贴", length=20) == "…乙乙乙<mark>补贴</mark>丙丙。" + "丁" * 12 + "…"


def test_an_excerpt_begins_after_the_dot_that_parts_two_points():
    text = "甲" * 100 + " · 乙乙补贴丙。" + "丁" * 100
    assert excerpt(text, "补贴", length=20).startswith("…乙乙<mark>补贴</mark>")


def test_without_a_hit_it_is_the_beginning():
    assert excerpt("甲" * 100, "补贴", length=10) == "甲" * 10 + "…"
    assert excerpt("短文", "，") == "短文"


def test_the_window_is_where_most_hits_are():
    text = "补贴" + "甲" * 200 + "补贴补贴补贴" + "乙" * 200
    assert excerpt(text, "补贴", length=30).count("<mark>") == 3


def test_characters_that_unfold_to_several_keep_their_place():
    assert excerpt("㈱ﬁnal", "final") == "㈱<mark>ﬁnal</mark>"


def test_synonyms_of_the_last_search_are_marked(monkeypatch):
    monkeypatch.setattr(synonyms, "_held", synonyms._Held((), (("低保", "最低生活保障"),)))
    assert excerpt("最低生活保障标准", "低保") == "<mark>最低生活保障</mark>标准"


@pytest.mark.parametrize("query", ["的", "的" * 10_000, "( * [", "\0", "的 " * 5000, "a" * 10_000])
def test_hostile_queries_on_long_texts_take_no_time(query):
    text = "的a(" * (MAX_TEXT // 3)
    start = time.perf_counter()
    assert len(excerpt(text, query)) < 4000
    assert time.perf_counter() - start < 1
