"""How texts are folded and cut."""

from hypothesis import given
from hypothesis import strategies as st

from portal.search import analysis
from portal.search.queries import Terms

# The main block, traditional forms among it, extension A, B and H, and what may stand between.
IDEOGRAPHS = st.sampled_from("困境儿童兒補贴貼标准標低保孤〇々㐀䶿𠮷𰻝𲎯龦鿿")
TEXT = st.text(alphabet=st.one_of(IDEOGRAPHS, st.sampled_from("aB3３，。 \n\0\"'*😀ﬁ①")), max_size=60)


def test_ideographs_become_overlapping_pairs_and_their_last_character():
    assert analysis.tokens("困境儿童") == ["困境", "境儿", "儿童", "童"]


def test_words_and_numbers_stay_whole_between_ideographs():
    assert analysis.tokens("2026年补贴APP") == ["2026", "年补", "补贴", "贴", "app"]


def test_punctuation_and_symbols_separate_and_are_not_indexed():
    assert analysis.tokens("儿童，“\0”😀_福利") == ["儿童", "童", "福利", "利"]


def test_full_width_traditional_and_capital_letters_are_folded():
    assert analysis.fold("困境兒童２０２６ＡＢＣ") == "困境儿童2026abc"


def test_accents_and_invisible_characters_do_not_count():
    assert analysis.fold("Tóngxīn 困\u200b境\ufeff儿\U000e0100童") == "tongxin 困境儿童"


def test_a_character_outside_the_basic_plane_is_spelled_for_every_tokenizer():
    assert analysis.tokens("𠮷野") == ["\ue00020bb7野", "野"]


def test_what_stands_together_is_one_chunk():
    assert list(analysis.chunks("第3条 补贴、标准")) == [["第", "3", "条"], ["补贴"], ["标准"]]


def test_a_word_longer_than_the_limit_is_cut():
    assert analysis.tokens("x" * 1000) == ["x" * analysis.MAX_WORD]


def test_canonical_text_has_single_spaces_between_and_around_its_runs():
    assert (analysis.canonical("补贴（2026）"), analysis.canonical("！")) == (" 补贴 2026 ", "")


@given(TEXT)
def test_folding_twice_changes_nothing(text):
    assert analysis.fold(analysis.fold(text)) == analysis.fold(text)


@given(TEXT, st.data())
def test_every_part_of_two_or_more_ideographs_is_found(text, data):
    runs = [run for run in analysis.runs(text) if analysis.is_ideographic(run) and len(run) > 1]
    if not runs:
        return
    run = data.draw(st.sampled_from(runs))
    start = data.draw(st.integers(0, len(run) - 2))
    part = Terms([run[start : data.draw(st.integers(start + 2, len(run)))]])
    stream = analysis.tokens(text)
    places = range(len(stream))
    assert any(stream[place : place + len(part.tokens)] == part.tokens for place in places)
    assert part.passage in analysis.canonical(text)


@given(TEXT, st.data())
def test_one_ideograph_is_the_beginning_of_a_token(text, data):
    characters = [character for character in analysis.fold(text) if analysis.is_ideographic(character)]
    if not characters:
        return
    one = Terms([data.draw(st.sampled_from(characters))])
    assert one.open_end
    assert any(token.startswith(one.tokens[0]) for token in analysis.tokens(text))


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_analysed(text):
    assert all(token == token.strip() and token for token in analysis.tokens(text))
