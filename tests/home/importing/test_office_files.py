"""Word files as county offices really send them: letterheads, joined cells, fields, notes, changes, odd packages."""

import io
import zipfile

import pytest

from home.importing.domain.document import understand
from home.importing.domain.reading.lines import Refused
from tests.factories.documents import repacked, word
from tests.factories.notices import HEAD, LONG, read, shown, texts
from tests.factories.office import SPACES, cell, field, office, par, run, table, title


def doubts(found):
    return [row["code"] for row in found.details.doubts if not row["code"].startswith("no_")]


class TestHeadings:
    def test_by_bold_type_where_nothing_else_tells(self):
        found = read(HEAD + par("工作目标", bold=True) + par(LONG) + par("主要任务", bold=True) + par(LONG))

        assert [piece.text for piece in found.pieces if piece.level] == ["工作目标", "主要任务"]

    def test_a_bold_line_among_numbered_headings_is_none(self):
        found = read(HEAD + par("一、要求") + par(LONG) + par("特别提醒", bold=True) + par(LONG))

        assert [piece.text for piece in found.pieces if piece.level] == ["一、要求"]

    @pytest.mark.parametrize(
        "lines",
        [
            [
                "甲县民政局　甲县教育局",
                "关于进一步做好全县农村留守儿童和困境儿童",
                "关爱服务质量提升三年行动",
                "有关工作的通知",
            ],
            ["甲县困境儿童", "分类保障实施", "办法"],
        ],
    )
    def test_a_title_is_all_its_lines_in_large_type(self, lines):
        head = par("甲县民政局文件", size=84, centre=True) + par("甲民〔2026〕12号", centre=True)

        found = read(head + "".join(map(title, lines)) + par("各乡镇：") + par(LONG))

        assert found.title == "".join(lines).replace("　", " ")
        assert texts(found) == ["甲县民政局文件", "甲民〔2026〕12号", "各乡镇：", LONG]

    def test_a_title_with_line_breaks_in_one_paragraph_is_whole(self):
        broken = par("甲县民政局", size=44, centre=True, more=run("<w:br/><w:t>走访指南</w:t>", '<w:sz w:val="44"/>'))

        assert read(broken + par("各乡镇：") + par(LONG)).title == "甲县民政局走访指南"

    def test_attachments_below_the_signature_have_headings_and_articles_of_their_own(self):
        articles = par("第一条　为了走访，制定本规范。") + par("第二条　走访应当两人同行。")
        signed = par("甲县民政局") + par("2026年5月4日")

        found = read(HEAD + par("附件：1.登记表") + signed + par("附件1") + articles + par("附件2") + articles)

        numbers = ["第一条", "第二条"]
        assert [piece.text for piece in found.pieces if piece.level] == ["附件1", *numbers, "附件2", *numbers]


class TestTables:
    def test_a_joined_cell_stands_in_each_row_and_column_it_holds_for_and_is_doubted(self):
        rows = [
            [cell("补助标准表", across=3)],
            [cell("类别", down="restart"), cell("标准（元）", across=2)],
            [cell(down="continue"), "集中", "散居"],
            [cell("孤儿", down="restart"), "2000", "1500"],
            [cell(down="continue"), "2100", "1600"],
        ]

        found = read(HEAD + table(*rows))

        assert found.pieces[-1].rows == (
            ("补助标准表", "", ""),
            ("类别", "标准（元） 集中", "标准（元） 散居"),
            ("孤儿", "2000", "1500"),
            ("孤儿", "2100", "1600"),
        )
        assert doubts(found) == ["cells_joined"]

    def test_a_table_that_arranges_the_page_becomes_its_paragraphs(self):
        inner = table(["类别", "标准"], ["孤儿", "1500"])
        xml = table([cell(HEAD + inner + par("甲县民政局") + par("2026年5月4日"))])

        found = read(xml)

        assert (found.title, texts(found)) == (
            "关于做好走访工作的通知",
            ["各乡镇：", LONG, "", "甲县民政局", "2026年5月4日"],
        )
        assert found.pieces[2].rows == (("类别", "标准"), ("孤儿", "1500"))

    def test_a_letterhead_and_a_foot_set_with_tables_are_no_tables(self):
        head = table(["甲县民政局", cell("文件", down="restart")], ["甲县教育局", cell(down="continue")])
        foot = table(["抄送：县委办公室。", ""], ["甲县民政局办公室", "2026年5月8日印发"])

        found = read(head + HEAD + foot)

        assert [piece.rows for piece in found.pieces if piece.rows] == []
        assert (found.details.issuer, found.details.issued_on) == ("甲县民政局、甲县教育局", None)


class TestWhatIsNotPlainText:
    def test_a_table_of_contents_is_left_out_and_listed(self):
        begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
        entries = [par(more=begin + run("<w:t>一、要求</w:t><w:tab/>") + field("PAGEREF x", "1"))]
        entries += [par("二、任务　3"), par(more=run('<w:fldChar w:fldCharType="end"/>'))]

        found = read(par("目　录") + "".join(entries) + HEAD + par("一、要求") + par(LONG))

        assert texts(found) == ["各乡镇：", LONG, "一、要求", LONG]
        assert found.dropped == ["一、要求 1", "二、任务 3", "目 录"]

    def test_fields_show_their_result_and_never_their_code(self):
        assert shown(par("详见", more=field("REF _a \\h", "附件1") + run("<w:t>。</w:t>"))) == ["详见附件1。"]

    def test_a_note_follows_its_paragraph_with_its_mark(self):
        note = f'<w:footnote w:id="2"><w:p>{run("<w:t>指父母双方外出。</w:t>")}</w:p></w:footnote>'
        reference = run('<w:footnoteReference w:id="2"/><w:t>要登记。</w:t>')

        found = shown(
            par("留守儿童", more=reference), footnotes_xml=f"<w:footnotes {SPACES}>{note}</w:footnotes>".encode()
        )

        assert found == ["留守儿童［注1］要登记。", "［注1］指父母双方外出。"]

    def test_a_formula_keeps_its_stroke_and_is_doubted(self):
        fraction = "<m:f><m:num><m:r><m:t>月数</m:t></m:r></m:num><m:den><m:r><m:t>12</m:t></m:r></m:den></m:f>"

        found = read(HEAD + par("补贴=标准×", more=f"<m:oMath>{fraction}</m:oMath>"))

        assert (texts(found)[-1], doubts(found)) == ("补贴=标准×(月数)/12", ["formula"])

    def test_signs_of_symbol_fonts_are_known_or_doubted(self):
        signs = "".join(
            f'<w:sym w:font="{font}" w:char="{code}"/>' for font, code in [("Wingdings", "F0A8"), ("怪", "F001")]
        )

        found = read(HEAD + par("是", more=run(signs)))

        assert (texts(found)[-1], doubts(found)) == ("是□\ufffd", ["damaged_text"])

    def test_raised_figures_stay_raised(self):
        more = run("<w:t>2</w:t>", '<w:vertAlign w:val="superscript"/>') + run("<w:t>以上。</w:t>")

        assert shown(par("不少于20m", more=more)) == ["不少于20m²以上。"]

    def test_the_reading_above_a_character_is_listed(self):
        ruby = f"<w:ruby><w:rt>{run('<w:t>tóng</w:t>')}</w:rt><w:rubyBase>{run('<w:t>童</w:t>')}</w:rubyBase></w:ruby>"

        found = read(HEAD + par("儿", more=run(ruby)))

        assert (texts(found)[-1], found.dropped) == ("儿童", ["tóng"])

    @pytest.mark.parametrize(
        "inside",
        ['<w:drawing><a:blip r:embed="r1"/></w:drawing>', '<w:object><w:x><v:imagedata r:id="r2"/></w:x></w:object>'],
    )
    def test_a_picture_is_doubted_where_it_stood(self, inside):
        found = read(HEAD + par("流程如下图。", more=run(inside)) + par(LONG))

        assert [(row["code"], row["at"]) for row in found.details.doubts[:1]] == [("picture_left_out", 2)]

    def test_letters_drawn_as_a_picture_are_read(self):
        drawn = run('<w:pict><v:shape><v:textpath string="甲县民政局文件"/></v:shape></w:pict>')

        assert texts(read(par(more=drawn) + HEAD))[0] == "甲县民政局文件"

    def test_a_page_break_parts_two_paragraphs(self):
        more = run('<w:br w:type="page"/><w:t>第二页。</w:t>')

        assert shown(par("第一页。", more=more)) == ["第一页。", "第二页。"]


class TestChanges:
    def test_that_nobody_accepted_are_doubted_once(self):
        inserted = f"<w:ins>{run('<w:t>新加的话。</w:t>')}</w:ins>"

        found = read(HEAD + par("原来的话。", more=inserted) + par(more=inserted))

        assert (texts(found)[-2:], doubts(found)) == (["原来的话。新加的话。", "新加的话。"], ["tracked"])

    def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(self):
        assert shown(par("头", properties="<w:rPr><w:del/></w:rPr>") + par("尾。")) == ["头尾。"]

    def test_moved_text_stands_once_where_it_is_now(self):
        moved = [f"<w:{tag}>{run('<w:t>搬家的话。</w:t>')}</w:{tag}>" for tag in ("moveFrom", "moveTo")]

        assert shown(par("前。", more=moved[0]) + par("后。", more=moved[1])) == ["前。", "后。搬家的话。"]

    def test_text_hidden_by_its_style_is_left_out_and_doubted(self):
        styles = f'<w:styles {SPACES}><w:style w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'.encode()

        found = read(
            HEAD + par("看得见。", more=run("<w:t>藏起来。</w:t>", '<w:rStyle w:val="H"/>')), styles_xml=styles
        )

        assert (texts(found)[-1], found.dropped, doubts(found)) == ("看得见。", ["藏起来。"], ["not_shown"])


class TestPackages:
    def test_the_document_is_found_by_its_relationship(self):
        raw = office(HEAD)
        source = zipfile.ZipFile(io.BytesIO(raw))
        rels = source.read("_rels/.rels").replace(b"word/document.xml", b"/word/document2.xml")
        moved = {"word/document2.xml": source.read("word/document.xml"), "word/document.xml": None, "_rels/.rels": rels}

        assert understand(repacked(raw, **moved), "a.docx").title == "关于做好走访工作的通知"

    def test_the_strict_form_of_the_standard_is_read(self):
        raw = office(HEAD)
        document = zipfile.ZipFile(io.BytesIO(raw)).read("word/document.xml")
        strict = document.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

        assert texts(understand(repacked(raw, **{"word/document.xml": strict}), "a.docx")) == ["各乡镇：", LONG]

    def test_a_spreadsheet_with_another_name_is_refused(self):
        book = repacked(word(), **{"word/document.xml": b"<workbook/>"})

        with pytest.raises(Refused) as refused:
            understand(book, "a.docx")

        assert refused.value.problem == "disguised"
