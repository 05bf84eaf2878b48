"""Signs that nobody sees and that turn figures round or hide in them: in imported documents and in pages."""

import pytest

from home.editorial.domain.content_checks import doubts_in
from home.enums.editorial import DoubtKind
from home.importing.domain.document import understand

RLO, PDF_, ZWSP, SOFT = "\u202e", "\u202c", "\u200b", "\u00ad"
HEAD = "关于发放标准的通知\n各乡镇：\n"


def read(text, name="a.txt"):
    document = understand(text.encode(), name)
    told = [doubt["where"] for doubt in document.details.doubts if doubt["code"] == "not_shown"]
    return "".join(piece.words for piece in document.pieces), told


class TestAnImportedDocument:
    @pytest.mark.parametrize("figure", [f"{RLO}0001{PDF_}", f"\u2067{RLO}0001", f"{RLO}0001"])
    @pytest.mark.parametrize(
        ("name", "frame"),
        [("a.txt", HEAD + "每月发放{}元。\n"), ("a.html", "<h1>关于发放的通知</h1><p>每月发放{}元。</p>")],
    )
    def test_that_turns_a_figure_round_shows_what_is_written_and_says_so(self, figure, name, frame):
        words, told = read(frame.replace("{}", figure), name)

        assert ("每月发放0001元。" in words, RLO in words) == (True, False)
        assert told == ["每月发放0001元。"]

    @pytest.mark.parametrize("sign", [ZWSP, SOFT, "\u2060", "\ufeff", "\U000e0031", "\u200f"])
    def test_that_hides_signs_in_a_figure_says_so(self, sign):
        words, told = read(f"{HEAD}每月发放12{sign}84元。\n")

        assert ("每月发放1284元。" in words, told) == (True, ["每月发放1284元。"])

    def test_with_invisible_signs_between_words_is_just_cleaned(self):
        words, told = read(f"{HEAD}每月{ZWSP}发放{SOFT}补贴。\n")

        assert ("每月发放补贴。" in words, told) == (True, [])

    def test_keeps_signs_that_people_see(self):
        assert "👨\u200d👩\u200d👧一家人。" in read(f"{HEAD}👨\u200d👩\u200d👧一家人。\n")[0]


class TestAPage:
    @pytest.mark.parametrize("text", [f"每月{RLO}0001{PDF_}元", "电话\u20670578\u2069", f"{RLO}"])
    def test_with_signs_that_turn_text_round_is_not_published(self, text):
        found = [doubt for doubt in doubts_in(text) if doubt.kind == DoubtKind.TURNED]

        assert [doubt.blocks for doubt in found] == [True] * len(found)
        assert len(found) >= 1

    def test_in_plain_words_raises_no_doubt(self):
        assert doubts_in("每月发放1000元，电话0578-0000001。") == []
