"""What a query asks for, before a database is asked."""

import pytest
from modelsearch.query import MATCH_ALL, MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText, SearchQuery

from portal.search.queries import MAX_CHUNKS, MAX_QUERY, MAX_VARIANTS, Terms, chunks, positive_terms, rewrite, variants


def asked(query, *, open_end=False, expand=lambda terms: []):
    return repr(rewrite(query, open_end=open_end, expand=expand))


def test_chunks_are_all_wanted_and_each_only_once():
    assert asked(PlainText("补贴 标准，补贴")) == "<And <Terms '补贴'> <Terms '标准'>>"


def test_any_chunk_will_do_with_or():
    assert asked(PlainText("补贴 标准", operator="or")) == "<Or <Terms '补贴'> <Terms '标准'>>"


def test_a_phrase_reaches_over_punctuation():
    assert asked(Phrase("补贴，标准 2026")) == "<Terms '补贴 标准 2026 '>"


def test_a_word_ends_where_it_ends_but_not_while_typing():
    assert asked(PlainText("app")) == "<Terms ' app '>"
    assert asked(PlainText("app"), open_end=True) == "<Terms ' app'>"


def test_the_tokens_of_mixed_text_follow_one_another():
    assert Terms(["补贴", "2026", "年度标"]).tokens == ["补贴", "贴", "2026", "年度", "度标"]
    assert (Terms(["第", "3", "条"]).tokens, Terms(["第", "3", "条"]).open_end) == (["第", "3", "条"], True)


def test_text_without_letters_asks_for_nothing():
    assert asked(PlainText("，*😀")) == repr(MATCH_NONE)
    assert asked(And([PlainText("!"), PlainText("补贴")])) == "<Terms '补贴'>"
    assert asked(Not(PlainText("!"))) == repr(MATCH_NONE)


@pytest.mark.parametrize(
    ("query", "simple"),
    [
        (And([MATCH_ALL, PlainText("补贴")]), "<Terms '补贴'>"),
        (Or([MATCH_ALL, PlainText("补贴")]), repr(MATCH_ALL)),
        (And([MATCH_NONE, PlainText("补贴")]), repr(MATCH_NONE)),
        (Or([MATCH_NONE, PlainText("补贴")]), "<Terms '补贴'>"),
        (Or([MATCH_NONE, MATCH_NONE]), repr(MATCH_NONE)),
        (Not(Not(PlainText("补贴"))), "<Terms '补贴'>"),
        (Not(MATCH_NONE), repr(MATCH_ALL)),
        (Boost(PlainText("补贴"), 2), "<Terms '补贴'>"),
        (Fuzzy("补贴"), "<Terms '补贴'>"),
    ],
)
def test_useless_branches_are_cut(query, simple):
    assert asked(query) == simple


def test_an_unknown_kind_of_query_is_refused():
    class Unknown(SearchQuery):
        pass

    with pytest.raises(NotImplementedError, match="Unknown queries are not supported"):
        asked(Unknown())


def test_long_queries_are_cut():
    terms = positive_terms(rewrite(PlainText("补 " * 10_000 + "x"), open_end=False, expand=lambda terms: []))
    assert [one.passage for one in terms] == ["补"]
    long = rewrite(PlainText("困" * 10_000), open_end=False, expand=lambda terms: [])
    assert len(long.runs[0]) == MAX_QUERY
    many = rewrite(PlainText(" ".join(f"w{n}" for n in range(50))), open_end=False, expand=lambda terms: [])
    assert len(many.subqueries) == MAX_CHUNKS


def test_only_the_first_single_characters_are_looked_up():
    assert [terms.passage for terms in chunks("困 境 补贴 儿 童 标准")] == ["困", "境", "补贴", "儿", "标准"]


LOW_INCOME = ("低保", "最低生活保障")


def test_a_synonym_stands_beside_the_word():
    assert [one.passage for one in variants(Terms(["低保"]), [LOW_INCOME])] == ["最低生活保障"]


def test_a_synonym_is_replaced_inside_a_longer_chunk():
    assert [one.passage for one in variants(Terms(["2026", "年低保标准"]), [LOW_INCOME])] == [
        " 2026 年最低生活保障标准"
    ]


def test_a_latin_synonym_replaces_whole_words_only():
    group = (" mz ", "民政")
    assert [one.passage for one in variants(Terms(["mz", "局"]), [group])] == ["民政局"]
    assert variants(Terms(["mzj"]), [group]) == []


def test_there_are_never_too_many_variants():
    groups = [tuple(f"困{chr(0x4E00 + 10 * row + n)}" for n in range(10)) for row in range(9)]
    text = "".join(group[0] for group in groups)
    assert len(variants(Terms([text]), groups)) == MAX_VARIANTS
