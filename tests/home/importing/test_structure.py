"""Headings, articles, lists, titles, furniture: the structure of Chinese official documents."""

import time

import pytest

from home.importing.domain.document import understand
from home.importing.domain.furniture import clean
from home.importing.domain.reading.lines import Line
from home.importing.domain.structure import CHAPTER, SECTION, TEXT, _wrapped_from, chinese_number, structure
from tests.factories.documents import NOTICE

FURNITURE_ABOVE = [
    "分享",
    "寒假通知.docx",
    "下载文档",
    "ID:1",
    "格式:DOCX",
    "温馨提示:",
    "1. 本文档由用户上传,版权归属用户。",
]
FURNITURE_BELOW = ["下载文档", "相关文档", "收起"]


def lines(texts):
    return [Line(text) for text in texts]


def texts(found):
    return [line.text for line in found]


def headings(*paragraphs):
    return [(piece.level, piece.text) for piece in structure([Line(text, "p") for text in paragraphs]) if piece.level]


class TestFurniture:
    def test_at_both_ends_is_left_out_and_listed(self):
        cleaned = clean(lines([*FURNITURE_ABOVE, *NOTICE, *FURNITURE_BELOW]))

        assert texts(cleaned.lines) == NOTICE
        assert cleaned.dropped == FURNITURE_ABOVE + FURNITURE_BELOW

    def test_the_sites_file_name_is_the_title(self):
        assert clean(lines([*FURNITURE_ABOVE, *NOTICE])).file_title == "寒假通知"

    @pytest.mark.parametrize(
        "button",
        [
            "字体：大 中 小",
            "字号：[大] [中] [小]",
            "【打印】【关闭】",
            "打印本页 | 关闭窗口",
            "您当前的位置：首页 > 政务公开 > 通知",
            "首页 > 政务公开",
            "上一篇：没有了",
            "浏览次数：118",
            "扫一扫在手机打开当前页",
            "分享到：微信 微博",
            "浙ICP备00000000号",
            "责任编辑：测试",
            "发布时间：2026-01-06",
        ],
    )
    def test_a_government_sites_buttons_are_left_out_wherever_they_stand(self, button):
        cleaned = clean(lines([*NOTICE[:5], button, *NOTICE[5:]]))

        assert (texts(cleaned.lines), cleaned.dropped) == (NOTICE, [button])

    def test_a_policy_may_speak_of_downloading_a_form(self):
        own = [*NOTICE[:6], "申请表可以在县政府网站下载，也可以到乡镇便民服务中心领取，不收任何费用。", *NOTICE[6:]]

        assert texts(clean(lines(own)).lines) == own

    def test_a_text_without_furniture_stays_whole(self):
        assert clean(lines(NOTICE)).dropped == []


class TestHeadings:
    def test_are_recognised_by_their_numbering(self):
        pieces = structure(lines(NOTICE))

        assert [(piece.level, piece.text) for piece in pieces if piece.level] == [
            (CHAPTER, "一、总体要求"),
            (CHAPTER, "二、工作任务"),
            (SECTION, "（一）开展走访"),
            (SECTION, "（二）办好活动"),
        ]

    @pytest.mark.parametrize("first", ["（一）走访", "(一)走访", "（ 一 ）走访", "(一）走访"])
    def test_in_full_and_half_width(self, first):
        assert headings("一、要求", "做好走访工作。", first, "每两周一次。") == [
            (CHAPTER, "一、要求"),
            (SECTION, first),
        ]

    def test_chapters_sections_and_articles(self):
        found = headings(
            "第一章　总　则",
            "第一条　为了保障儿童权益，制定本办法。",
            "第二条 本办法适用于全县。第三条规定的情形除外。",
            "第三条规定的情形，由县民政局认定。",
            "第二章  附则",
            "第四条　本办法由县民政局解释。",
        )

        assert found == [
            (CHAPTER, "第一章　总　则"),
            (SECTION, "第一条"),
            (SECTION, "第二条"),
            (SECTION, "第三条"),
            (CHAPTER, "第二章  附则"),
            (SECTION, "第四条"),
        ]

    def test_articles_alone_are_chapters(self):
        found = headings("第一条 为了孩子。", "第二条　适用范围", "全县适用。")

        assert found == [(CHAPTER, "第一条"), (CHAPTER, "第二条　适用范围")]

    def test_a_line_that_begins_with_an_article_by_chance_is_none(self):
        assert headings("第一条　为了孩子。", "第十八条规定的情形按有关规定办理。") == [(CHAPTER, "第一条")]

    def test_arabic_numbers_with_text_below_them_are_headings(self):
        found = headings("1. 摸清底数", "每村一册。", "2．建立档案", "一人一档。")

        assert found == [(CHAPTER, "1. 摸清底数"), (CHAPTER, "2．建立档案")]

    def test_arabic_numbers_one_below_the_other_are_a_list(self):
        assert headings("一、材料", "1.身份证", "2.户口簿", "3.申请表", "（1）原件", "（2）复印件") == [
            (CHAPTER, "一、材料")
        ]

    def test_no_level_is_left_out(self):
        assert headings("（一）先走访", "走访到户。", "一、再建档", "建档到人。") == [
            (CHAPTER, "（一）先走访"),
            (CHAPTER, "一、再建档"),
        ]

    def test_the_documents_own_headings_count(self):
        pieces = structure([Line("县里的办法", "h1"), Line("对象", "h2"), Line("孤儿。", "p"), Line("细则", "h3")])

        assert [(piece.level, piece.style, piece.text) for piece in pieces] == [
            (TEXT, "title", "县里的办法"),
            (CHAPTER, "", "对象"),
            (TEXT, "", "孤儿。"),
            (SECTION, "", "细则"),
        ]

    def test_in_the_middle_of_one_long_line_are_found(self):
        pieces = structure(lines(["近年来，我县积极探索。 一、保障体系 我们建立了三级网络。 一是组织保障。"]))

        assert [(piece.level, piece.text) for piece in pieces] == [
            (TEXT, "近年来，我县积极探索。"),
            (CHAPTER, "一、保障体系"),
            (TEXT, "我们建立了三级网络。"),
            (TEXT, "一是组织保障。"),
        ]


class TestParagraphs:
    def test_lines_wrapped_by_a_converter_are_joined(self):
        wrapped = ["各乡镇要摸清底数，做到一个孩子一份档案，并在寒假前完成走访，有困难的家庭要及", "时上报县民政局。"]

        assert [piece.text for piece in structure(lines(wrapped))] == ["".join(wrapped)]

    def test_a_line_that_ends_in_a_closing_quote_goes_on(self):
        wrapped = ["乡卫生部门负责提供计划免疫等服务；乡关工委负责组织“五老”", "队伍开展帮扶。"]

        assert [piece.text for piece in structure(lines(wrapped))] == ["".join(wrapped)]

    def test_a_text_of_one_endless_sentence_is_read_in_time(self):
        began = time.monotonic()

        pieces = structure(lines(["甲乙丙丁戊己庚辛壬癸" * 4] * 10_000))

        assert (len(pieces), time.monotonic() - began < 5) == (1, True)

    def test_an_indented_line_begins_one(self):
        wrapped = [
            Line("县民政局要会同教育、公安等部门建立信息共享的工作机制和联席会议"),
            Line("各乡镇要落实责任。", "open"),
        ]

        assert [piece.text for piece in structure(wrapped)] == [line.text for line in wrapped]

    def test_no_character_is_lost(self):
        def bare(texts):
            return "".join("".join(texts).replace("。", "").split())

        assert bare(piece.text for piece in structure(lines(NOTICE))) == bare(NOTICE)


class TestTitles:
    @pytest.mark.parametrize(
        ("head", "title"),
        [
            (["甲县民政局文件", "甲民〔2026〕12号", "关于做好走访工作的通知"], "关于做好走访工作的通知"),
            (["甲县民政局关于做好寒假期间", "走访关爱工作的通知"], "甲县民政局关于做好寒假期间走访关爱工作的通知"),
            (["甲县困境儿童保障办法（试行）"], "甲县困境儿童保障办法（试行）"),
        ],
    )
    def test_are_found_below_the_letterhead(self, head, title):
        found = understand("\n".join([*head, "各乡镇：", "请认真贯彻执行，不得延误。"]).encode(), "a.txt")

        assert found.title == title
        assert title not in "".join(piece.text for piece in found.pieces)


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", 10), ("二十一", 21), ("一百零三", 103), ("一百二十", 120), ("两", 2), ("12", 12), ("１２", 12), ("", 0)],
)
def test_chinese_numbers(text, number):
    assert chinese_number(text) == number


@pytest.mark.parametrize(
    ("lines", "ends", "wrapped_from"), [(7, 1, 25), (8, 1, 18), (10, 1, 18), (20, 1, 25), (20, 2, 18)]
)
def test_lines_were_wrapped_where_eight_are_equally_long_and_one_in_ten_ends_a_sentence(lines, ends, wrapped_from):
    texts = ["字" * 19 + ("。" if number < ends else "字") for number in range(lines)]

    assert _wrapped_from([Line(text) for text in texts]) == wrapped_from
