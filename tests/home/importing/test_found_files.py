"""PDFs, web pages of governments and plain text as they are found: columns, broken lines, joined cells, headers."""

import pytest

from home.importing.domain.document import understand
from tests.factories.documents import page, pdf

LONG = (
    "各乡镇要摸清留守儿童和困境儿童底数，做到一个孩子一份档案，并在寒假前完成走访，"
    "确保不漏一户、不落一人，有困难的家庭要及时上报。"
)


def texts(found):
    return [piece.text for piece in found.pieces]


def doubts(found):
    return [row["code"] for row in found.details.doubts if not row["code"].startswith("no_")]


def placed(x, y, words, size=16):
    """One line of a PDF at a place."""
    return f"BT /F1 {size} Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"


def column(paragraphs, *, x, top, width, size=14):
    """Paragraphs broken at `width` characters, the first line of each indented by two."""
    out, y = "", top
    for text in paragraphs:
        lines = [text[: width - 2], *(text[at : at + width] for at in range(width - 2, len(text), width))]
        for number, line in enumerate(line for line in lines if line):
            out += placed(x + (0 if number else 2 * size), y, line, size)
            y -= 20
    return out


def drawn(content):
    return understand(pdf([()], content=content.encode()), "a.pdf")


class TestPdf:
    def test_a_title_in_large_type_and_paragraphs_broken_in_mid_sentence(self):
        head = placed(130, 790, "甲县民政局关于做好二〇二六年", 22) + placed(190, 760, "寒假走访工作的通知", 22)
        body = placed(70, 725, "各乡镇人民政府：") + column(["一、要求", LONG], x=70, top=700, width=28, size=16)

        found = drawn(head + body + placed(280, 40, "— 1 —", 12))

        assert (found.title, texts(found)) == (
            "甲县民政局关于做好二〇二六年寒假走访工作的通知",
            ["各乡镇人民政府：", "一、要求", LONG],
        )
        assert found.dropped == ["— 1 —"]

    def test_two_columns_are_read_one_after_the_other_and_doubted(self):
        left, right = ["一、要求", LONG], ["二、任务", LONG.replace("寒假", "暑假")]
        head = placed(200, 800, "关于做好走访工作的通知", 20)
        body = column(left, x=50, top=760, width=14) + column(right, x=268, top=760, width=14)

        found = drawn(head + body)

        assert (found.title, texts(found)) == ("关于做好走访工作的通知", [*left, *right])
        assert doubts(found) == ["columns"]

    def test_rows_of_two_cells_are_doubted_as_a_table(self):
        rows = [("类别", "标准"), ("孤儿", "1500元"), ("困境儿童", "900元")]

        found = drawn(
            "".join(placed(60, 700 - 30 * n, a) + placed(360, 700 - 30 * n, b) for n, (a, b) in enumerate(rows))
        )

        assert doubts(found) == ["table_lost"]

    def test_letters_set_apart_are_put_together(self):
        assert (
            drawn(placed(60, 780, "关 于 做 好 走 访 的 通 知") + placed(60, 740, LONG[:30])).title
            == "关于做好走访的通知"
        )


@pytest.mark.parametrize("kind", ["a.txt", "a.html"])
def test_look_alikes_from_bad_fonts_become_the_characters_themselves(kind):
    raw = "⺠政局⽤⼼关爱⼉童，ﬁne。"
    found = understand(page(f"<p>{raw}</p>") if kind == "a.html" else raw.encode(), kind)

    assert texts(found) == ["民政局用心关爱儿童，fine。"]


def test_a_character_of_somebodys_own_font_is_doubted():
    assert doubts(understand("走访\ue123儿童，做好关爱服务工作。".encode(), "a.txt")) == ["damaged_text"]


class TestGovernmentSites:
    def test_a_page_of_spans_and_breaks_in_an_older_encoding(self):
        facts = (
            "<table><tr><td>索 引 号</td><td>000/2026-1</td><td>发文机关</td><td>甲县民政局</td></tr>"
            "<tr><td>发文字号</td><td>甲民〔2026〕12号</td><td>成文日期</td><td>2026-05-04</td></tr></table>"
        )
        body = (
            "<div><a>首页</a> <a>政务公开</a></div>"
            + facts
            + "<div><p><b>甲县关于关注儿童的通知</b></p>&nbsp;&nbsp;各乡镇：<br>"
            "　　为了<b>孩子</b>，<span>现</span>通知如下。<br><br>面积不少于20m<sup>2</sup>。"
            '<p><img src="/a/流程.png" width="600"></p><p>附件：<a href="1.docx">1.申请表.docx</a></p>'
            "<p>甲县民政局</p><p>2026年5月4日</p></div><div class=footer>版权所有：甲县人民政府</div>"
        )
        raw = f"<html><head><meta charset=gb2312><title>甲县关于关注儿童的通知-甲县人民政府</title></head><body>{body}"

        found = understand(raw.encode("gbk"), "a.html")

        assert (found.title, found.details.number, found.details.issuer) == (
            "甲县关于关注儿童的通知",
            "甲民〔2026〕12号",
            "甲县民政局",
        )
        assert texts(found) == [
            "各乡镇：",
            "为了孩子，现通知如下。",
            "面积不少于20m²。",
            "附件：1.申请表.docx",
            "甲县民政局",
            "2026年5月4日",
        ]
        assert (doubts(found), found.details.doubts[0]["at"]) == (["picture_left_out"], 2)
        assert {"[流程.png]", "首页 政务公开", "-甲县人民政府", "版权所有：甲县人民政府"} < set(found.dropped)

    def test_the_only_great_heading_is_the_title(self):
        found = understand(page(f"<h1>关于走访的通知</h1><p>一、要求</p><p>{LONG}</p>"), "a.html")

        assert (found.title, texts(found)) == ("关于走访的通知", ["一、要求", LONG])

    def test_joined_cells_leave_every_value_in_its_column(self):
        table = (
            "<table><tr><td rowspan=2>类别<td colspan=2>标准<tr><td>集中<td>散居"
            "<tr><td rowspan=2>孤儿<td>2000<td>1500<tr><td>2100<td>1600</table>"
        )

        found = understand(page(f"<p>{LONG}</p>{table}"), "a.html")

        assert found.pieces[-1].rows == (
            ("类别", "标准 集中", "标准 散居"),
            ("孤儿", "2000", "1500"),
            ("孤儿", "2100", "1600"),
        )
        assert doubts(found) == ["cells_joined"]

    def test_a_table_of_impossible_size_stays_small(self):
        found = understand(
            page(f"<table><tr><td colspan=99999999 rowspan=99999999>{LONG}<td>一<tr><td>二</table>"), "a.html"
        )

        assert max(len(piece.rows[0]) for piece in found.pieces if piece.rows) < 100


class TestPlainText:
    def test_indents_and_empty_lines_part_paragraphs_and_a_long_title_stands_alone(self):
        title = "甲县民政局关于做好2026年寒假期间农村留守儿童走访关爱工作的通知"
        attached = "附件：甲县农村留守儿童走访登记表（样式）以及填写说明和填写示例一份"
        lines = [
            title,
            "各乡镇人民政府：",
            f"　　{LONG[:40]}",
            LONG[40:],
            f"　　{attached}",
            "　　　　甲县民政局",
            "",
            "— 2 —",
        ]

        found = understand("\r\n".join(lines).encode("gb18030"), "a.txt")

        assert (found.title, texts(found)) == (title, ["各乡镇人民政府：", LONG, attached, "甲县民政局"])
        assert found.dropped == ["— 2 —"]

    def test_narrow_lines_are_joined_where_nearly_all_are_equally_long(self):
        wrapped = [LONG[at : at + 16] for at in range(0, len(LONG), 16)]

        found = understand("\n".join(["关于走访的通知", "各乡镇：", *wrapped, *wrapped, *wrapped]).encode(), "a.txt")

        assert texts(found) == ["各乡镇：", LONG, LONG, LONG]

    def test_short_points_are_not_joined(self):
        points = [f"甲乡第{number}村儿童之家" for number in "一二三四五六七八九十"]

        assert texts(understand("\n".join(["关于走访的通知", *points]).encode(), "a.txt")) == points
