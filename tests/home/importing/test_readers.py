"""Each kind of file as it really comes: Word's own numbering, tables and notes, PDFs, web pages, odd encodings."""

import pytest

from home.importing.domain.document import understand
from home.importing.domain.reading.lines import Line, Refused
from home.importing.domain.reading.markup import read_markup
from home.importing.domain.reading.numbering import chinese
from home.importing.domain.reading.pdf import read_pdf
from home.importing.domain.reading.plain import decode, is_garbled, plausibility, repaired
from home.importing.domain.reading.word import read_word
from tests.factories.documents import NOTICE, page, pdf, png_header, repacked, with_body, word

TEXT = "儿童主任每两周走访一次留守儿童家庭，了解孩子的生活和学习情况。"
TRADITIONAL = "兒童主任每兩週走訪一次留守兒童家庭，瞭解孩子的學習與生活情況，並建立檔案。"
NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>""".encode()


def texts(read):
    return [line.text for line in read.lines]


def numbered(text, level):
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}</w:p>'


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


class TestWord:
    def test_headings_by_style(self):
        read = read_word(word(["保障办法", "对象", "孤儿。"], styles={"保障办法": "Title", "对象": "Heading 1"}))

        assert read.lines == [Line("保障办法", "title"), Line("对象", "h1"), Line("孤儿。", "p")]

    def test_numbers_that_word_writes_by_itself(self):
        body = [("要求", 0), ("任务", 0), ("走访", 1), ("登记", 2), ("回访", 2), ("建档", 1), ("附则", 0), ("电话", 3)]
        raw = repacked(with_body("".join(numbered(*one) for one in body)), **{"word/numbering.xml": NUMBERING})

        expected = ["一、要求", "二、任务", "（一）走访", "1.登记", "2.回访", "（二）建档", "三、附则", "电话"]
        assert texts(read_word(raw)) == expected
        assert read_word(raw).lines[-1].style == "ul"

    def test_a_table_keeps_its_rows_and_a_frame_becomes_paragraphs(self):
        table, frame = [["类别", "标准"], ["孤儿", "1500元"]], [["甲县民政局文件"]]

        assert read_word(word(["一"], table=table)).lines[1].rows == (("类别", "标准"), ("孤儿", "1500元"))
        assert read_word(word(["一"], table=frame)).lines[1] == Line("甲县民政局文件", "p")

    @pytest.mark.parametrize(
        "xml",
        [
            f"<w:sdt><w:sdtContent><w:p>{run(TEXT)}</w:p></w:sdtContent></w:sdt>",
            f"<w:p><w:hyperlink>{run(TEXT)}</w:hyperlink></w:p>",
            f"<w:p><w:ins>{run(TEXT)}</w:ins></w:p>",
            f"<w:p><w:r><w:pict><w:txbxContent><w:p>{run(TEXT)}</w:p></w:txbxContent></w:pict></w:r></w:p>",
            f"<w:p><w:fldSimple>{run(TEXT)}</w:fldSimple></w:p>",
            f"<w:customXml><w:p><w:smartTag>{run(TEXT)}</w:smartTag></w:p></w:customXml>",
        ],
        ids=["content control", "link", "insertion", "text box", "field", "custom XML"],
    )
    def test_text_is_found_whatever_wraps_it(self, xml):
        assert texts(read_word(with_body(xml))) == [TEXT]

    def test_text_shown_in_two_ways_is_read_once(self):
        box = f"<w:txbxContent><w:p>{run(TEXT)}</w:p></w:txbxContent>"
        xml = f"<w:p><w:r><w:x><w:Choice>{box}</w:Choice><w:Fallback>{box}</w:Fallback></w:x></w:r></w:p>"

        assert texts(read_word(with_body(xml))) == [TEXT]

    def test_deleted_and_hidden_text_is_left_out_listed_and_doubted(self):
        hidden = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{TEXT}</w:t></w:r>{run('看得见。')}</w:p>"
        deleted = "<w:p><w:del><w:r><w:delText>删掉的话。</w:delText></w:r></w:del></w:p>"

        read = read_word(with_body(hidden + deleted))

        assert (texts(read), read.dropped) == (["看得见。"], [TEXT, "删掉的话。"])
        assert [code for code, _where in read.notes] == ["not_shown", "not_shown"]

    def test_headers_and_comments_are_listed_and_footnotes_and_endnotes_kept(self):
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

        def part(tag, text):
            return f"<w:{tag} {space}><w:p>{run(text)}</w:p></w:{tag}>".encode()

        extra = {"header1.xml": "甲县民政局", "comments.xml": "这里再问问。"}
        extra |= {"footnotes.xml": "见国家有关规定。", "endnotes.xml": "见省里的规定。"}
        raw = repacked(word(["正文。"]), **{f"word/{name}": part("x", text) for name, text in extra.items()})

        read = read_word(raw)

        assert texts(read) == ["正文。", "见国家有关规定。", "见省里的规定。"]
        assert [text for text in ("甲县民政局", "这里再问问。") if text not in read.dropped] == []

    def test_an_embedded_document_is_listed_and_doubted(self):
        raw = repacked(
            with_body("<w:p><w:r><w:t>正文。</w:t></w:r></w:p><w:altChunk/>"), **{"word/afchunk.htm": b"<p>x"}
        )

        read = read_word(raw)

        assert (read.dropped, read.notes) == (["[word/afchunk.htm]"], [("left_out", "")])

    def test_pictures_are_listed_and_never_opened(self):
        raw = repacked(word(), **{"word/media/image1.png": png_header(800, 600)})

        assert "[word/media/image1.png (800 × 600)]" in read_word(raw).dropped

    @pytest.mark.parametrize(("number", "word_"), [(1, "一"), (10, "十"), (12, "十二"), (105, "一百零五")])
    def test_chinese_counting(self, number, word_):
        assert chinese(number) == word_


class TestPdf:
    def test_lines_in_order(self):
        assert texts(read_pdf(pdf())) == NOTICE

    def test_headers_footers_and_page_numbers_are_left_out_and_listed(self):
        pages = [
            ("甲县政务公开", f"第{n}页的内容，写给大家看。", f"第{n}页的另一行。", f"— {n} —") for n in range(1, 5)
        ]

        read = read_pdf(pdf(pages))

        assert [line for line in texts(read) if "政务公开" in line or "—" in line] == []
        assert read.dropped == [text for n in range(1, 5) for text in ("甲县政务公开", f"— {n} —")]
        assert len(read.lines) == 8

    def test_what_looks_like_a_table_is_doubted_once(self):
        def text(x, y, words):
            return f"BT /F1 10 Tf {x} {y} Td <{words.encode('utf-16-be').hex()}> Tj ET\n"

        rows = [("类别", "标准", "依据"), ("孤儿", "1500元", "文件"), ("困境儿童", "900元", "文件")]
        shown = "".join(
            text(60 + 150 * x, 700 - 20 * y, cell) for y, row in enumerate(rows) for x, cell in enumerate(row)
        )

        read = read_pdf(pdf([()], content=shown.encode()))

        assert texts(read) == [" ".join(row) for row in rows]
        assert read.notes == [("table_lost", "类别 标准 依据")]

    def test_forms_that_programs_put_in_place_of_characters_are_put_right(self):
        found = understand(pdf([("⺠政局每⽉发放⼀次⽣活费。",)]), "a.pdf")

        assert [piece.text for piece in found.pieces] == ["民政局每月发放一次生活费。"]


class TestWebPages:
    def test_the_text_without_menus_and_buttons(self):
        body = (
            "<nav><ul><li>首页</li><li>政务公开</li></ul></nav><div class='share-box'>分享到微信</div>"
            f"<h1>甲县关爱办法</h1><p>字体：大 中 小</p><h2>一、对象</h2><p>{TEXT}</p>"
            "<ul><li>身份证</li><li>户口簿</li></ul><script>alert('不是文字。')</script><footer>版权所有</footer>"
        )

        found = understand(page(body), "a.html")

        assert (found.title, [piece.text for piece in found.pieces]) == (
            "甲县关爱办法",
            ["一、对象", TEXT, "身份证", "户口簿"],
        )
        assert found.dropped == ["首页", "政务公开", "分享到微信", "版权所有", "字体：大 中 小"]

    def test_a_table_of_figures_stays_a_table_and_one_that_arranges_the_page_does_not(self):
        figures = "<table><tr><th>类别<th>标准<tr><td>孤儿<td>1500元</table>"
        layout = f"<table><tr><td>左边</td><td><p>{TEXT}</p>{figures}</td></tr></table>"

        assert read_markup(page(figures)).lines == [Line("", "table", (("类别", "标准"), ("孤儿", "1500元")))]
        assert [line.text or line.rows[1][1] for line in read_markup(page(layout)).lines] == ["左边", TEXT, "1500元"]

    def test_what_is_called_a_menu_and_holds_sentences_is_text(self):
        assert texts(read_markup(page(f"<div class='print-area'><p>{TEXT}</p><p>{TEXT}</p></div>"))) == [TEXT, TEXT]

    def test_the_sites_name_is_not_part_of_the_title(self):
        found = understand(page(f"<p>{TEXT}</p>", head="<title>甲县关爱办法_甲县人民政府</title>"), "a.html")

        assert (found.title, found.dropped) == ("甲县关爱办法", ["甲县人民政府"])

    def test_ends_that_are_missing_lose_nothing(self):
        assert texts(read_markup(b"<html><p>\xe4\xb8\x80<p>\xe4\xba\x8c<div>\xe4\xb8\x89")) == ["一", "二", "三"]

    def test_in_an_older_encoding(self):
        raw = f"<html><meta charset=gbk><body><p>{TEXT}</p></body></html>".encode("gb18030")

        assert texts(read_markup(raw)) == [TEXT]


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    def test_the_usual_ones(self, encoding):
        assert decode((TEXT + "𠮷").encode(encoding)) == (TEXT + "𠮷", [])

    def test_big5_is_recognised_and_told(self):
        found = understand(TRADITIONAL.encode("big5hkscs"), "a.txt")

        assert "".join(piece.text for piece in found.pieces) + found.title == TRADITIONAL
        assert {"other_encoding", "traditional"} <= {row["code"] for row in found.details.doubts}

    def test_traditional_text_is_told_and_not_changed(self):
        found = understand(TRADITIONAL.encode(), "a.txt")

        assert [row["code"] for row in found.details.doubts][:1] == ["traditional"]
        assert TRADITIONAL in "".join([found.title, *(piece.text for piece in found.pieces)])

    def test_simplified_text_is_not_taken_for_traditional(self):
        codes = [row["code"] for row in understand("\n".join(NOTICE).encode(), "a.txt").details.doubts]

        assert "traditional" not in codes

    def test_utf_8_that_was_read_as_gbk_is_repaired_when_nothing_is_lost(self):
        pairs = [TEXT[at : at + 2] for at in range(len(TEXT) - 1)]
        text = "".join(pair for pair in pairs if survives(pair))
        garbled = text.encode().decode("gb18030")

        assert len(text) > 20
        assert (is_garbled(garbled), repaired(garbled), is_garbled(text)) == (True, text, False)

    def test_gbk_that_was_read_as_latin_is_repaired_and_told(self):
        found = understand(TEXT.encode("gb18030").decode("latin-1").encode(), "a.txt")

        assert TEXT in found.title + "".join(piece.text for piece in found.pieces)
        assert "repaired" in {row["code"] for row in found.details.doubts}

    @pytest.mark.parametrize(
        "garbled",
        [
            TEXT.encode("gb18030").decode("utf-8", "replace"),
            TEXT.encode("gb18030").decode("utf-8", "replace").encode().decode("gb18030", "replace"),
            "锟斤拷" * 10 + TEXT,
        ],
    )
    def test_what_is_lost_is_refused(self, garbled):
        with pytest.raises(Refused) as refused:
            understand(garbled.encode(), "a.txt")

        assert refused.value.problem == "garbled"

    def test_a_single_lost_character_is_marked_at_its_place(self):
        text = [*NOTICE[:6], "儿童主任每两周走访一次留守儿童家\ufffd，了解孩子的情况。", *NOTICE[6:]]

        doubts = understand("\n".join(text).encode(), "a.txt").details.doubts

        assert [row["code"] for row in doubts] == ["damaged_text"]

    def test_official_text_is_plausible_and_garbled_text_is_not(self):
        garbled = TEXT.encode().decode("gb18030", "ignore")

        assert (plausibility(TEXT) > 0.95, plausibility(garbled) < 0.6) == (True, True)


def survives(text):
    """Whether it can be read as GBK by mistake without a loss."""
    try:
        return text.encode().decode("gb18030").encode("gb18030") == text.encode()
    except UnicodeError:
        return False
