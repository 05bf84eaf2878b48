"""What a document says of itself is taken from the right place: never a cited number, never the day of printing."""

from datetime import date

import pytest

from home.importing.domain.document import understand
from home.importing.domain.reading.kinds import kind_of
from home.importing.domain.reading.lines import Refused
from tests.factories.documents import png_header, repacked, word

LONG = "各乡镇要摸清底数，做到一个孩子一份档案，并在寒假前完成走访，确保不漏一户、不落一人。"
SIGNED = ["甲县民政局", "2026年5月4日"]
HEAD = ["甲民〔2026〕12号", "关于做好走访工作的通知", "各乡镇：", LONG]


def read(*lines):
    return understand(word(lines), "a.docx")


def codes(found):
    return [row["code"] for row in found.details.doubts if row["code"] != "no_headings"]


class TestTheNumber:
    @pytest.mark.parametrize(
        "line",
        [
            "甲民〔2026〕12号",
            "甲民〔2026〕 12 号　　　　签发人：演示甲",
            "甲县民政局文件甲民〔2026〕12号",
            "（甲民〔2026〕12号）",
        ],
    )
    def test_stands_in_a_line_of_its_own(self, line):
        assert read(line, *HEAD[1:], *SIGNED).details.number == "甲民〔2026〕12号"

    @pytest.mark.parametrize(
        "number", ["甲县未成年人保护工作委员会办公室〔2026〕1号", "2026年第3号", "甲县人民政府令第3号"]
    )
    def test_is_taken_whole_whatever_its_form(self, number):
        assert read(number, *HEAD[1:], *SIGNED).details.number == number

    def test_of_an_order_stands_below_its_name(self):
        found = read(
            "甲县人民政府令", "第3号", "现予公布，自2026年3月1日起施行。", "2026年2月1日", "甲县儿童办法", LONG
        )

        assert (found.details.number, found.details.issuer) == ("甲县人民政府令第3号", "甲县人民政府")

    def test_stands_behind_the_title(self):
        found = read("关于做好走访工作的通知（甲民〔2026〕12号）", *HEAD[2:], *SIGNED)

        assert (found.title, found.details.number) == ("关于做好走访工作的通知（甲民〔2026〕12号）", "甲民〔2026〕12号")

    @pytest.mark.parametrize(
        "line",
        ["根据《意见》（国发〔2016〕13号）精神。", "现将测政发〔2024〕9号文件转发给你们。", "按照测民〔2024〕9号要求"],
    )
    def test_of_a_document_that_is_cited_is_not_taken(self, line):
        found = read("关于做好走访工作的通知", "各乡镇：", line, *SIGNED)

        assert (found.details.number, codes(found)) == ("", ["no_number"])


class TestTheDayAndWhoSigned:
    def test_are_those_of_the_signature_and_not_of_what_follows_it(self):
        copies = ["抄送：县委办公室。", "甲县民政局办公室　2026年5月8日印发"]
        attached = ["附件1", "测试省民政厅关于走访的意见", LONG, "测试省民政厅", "2025年1月1日"]

        details = read(*HEAD, *SIGNED, "（此件公开发布）", *attached, *copies).details

        assert (details.issuer, details.issued_on) == ("甲县民政局", date(2026, 5, 4))

    def test_the_day_of_printing_alone_is_not_taken(self):
        found = read(*HEAD, "抄送：县委办公室。", "甲县民政局办公室　2026年5月8日印发")

        assert (found.details.issuer, found.details.issued_on) == ("", None)
        assert codes(found) == ["no_issuer", "no_date"]

    @pytest.mark.parametrize(
        "day", ["二〇二六年五月四日", "二0二六年五月四日", "二０二六年五月四日", "２０２６年５月４日"]
    )
    def test_in_every_way_a_year_is_typed(self, day):
        assert read(*HEAD, "甲县民政局", day).details.issued_on == date(2026, 5, 4)

    def test_are_named_in_the_title_where_nobody_signed(self):
        found = read("甲县民政局　甲县教育局关于做好走访工作的通知", "各乡镇：", LONG, "2026年5月4日")

        assert found.details.issuer == "甲县民政局、甲县教育局"

    def test_several_offices_of_every_kind_sign(self):
        found = read(*HEAD, "甲县民政局　甲县教育局", "甲县市场监督管理局", "2026年5月4日")

        assert found.details.issuer == "甲县民政局、甲县教育局、甲县市场监督管理局"

    def test_a_day_of_something_else_in_a_short_line_is_not_taken(self):
        assert read(*HEAD, "2026年3月1日前完成登记").details.issued_on is None

    def test_the_day_of_an_order_stands_below_its_title(self):
        found = read("甲县走访办法", "（2026年2月1日甲县人民政府令第3号公布）", "第一条　为了孩子，制定本办法。")

        assert found.details.issued_on == date(2026, 2, 1)


class TestInForce:
    @pytest.mark.parametrize(
        ("text", "days"),
        [
            ("本通知自2026年6月1日起施行，至2028年5月31日止。", ("2026-06-01", "2028-05-31")),
            ("本通知有效期自2026年6月1日至2028年5月31日止。", ("2026-06-01", "2028-05-31")),
            ("报名时间自2026年6月1日至2026年7月31日止。", ("None", "None")),
            ("《走访办法》自2019年1月1日起施行以来，成效明显。", ("None", "None")),
            ("《走访办法》自2019年1月1日起施行。本通知自2026年6月1日起施行。", ("2026-06-01", "None")),
        ],
    )
    def test_is_what_the_text_says_of_itself(self, text, days):
        details = read(*HEAD, text, *SIGNED).details

        assert (str(details.in_force_from), str(details.in_force_until)) == days

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("本办法有效期五年。", "work_out_date"),
            ("本办法试行2年。", "work_out_date"),
            ("《甲县走访办法》（甲民〔2020〕3号）同时废止。", "repeals"),
            ("（此件不公开）", "not_public"),
            ("内部资料　注意保存", "not_public"),
        ],
    )
    def test_what_an_editor_must_settle_is_marked(self, text, code):
        assert codes(read(*HEAD, text, *SIGNED)) == [code]

    def test_the_last_point_of_a_list_is_no_heading_either(self):
        points = ["（一）孤儿；", "（二）事实无人抚养儿童。"]

        found = read(*HEAD, "一、对象", "困境儿童包括：", *points, "二、标准", LONG, *SIGNED)

        assert [piece.text for piece in found.pieces if piece.level] == ["一、对象", "二、标准"]
        assert [text for text in points if text not in [piece.text for piece in found.pieces]] == []

    def test_a_closing_point_is_no_heading(self):
        closing = "三、本通知自2026年6月1日起施行。原办法同时废止。"

        found = read(*HEAD, "一、要求", LONG, closing, *SIGNED)

        assert [piece.text for piece in found.pieces if piece.level] == ["一、要求"]
        assert closing in [piece.text for piece in found.pieces]


class TestTitles:
    def test_that_speak_of_what_sites_have_as_buttons_are_kept(self):
        title = "关于做好困境儿童信息上传和关注工作的通知"

        found = read("甲民〔2026〕12号", title, *HEAD[2:], "（三）关注心理", "每月谈心", *SIGNED)

        assert (found.title, found.details.number, found.dropped) == (title, "甲民〔2026〕12号", [])
        assert "每月谈心" in [piece.text for piece in found.pieces]

    def test_over_several_lines_of_plain_text_are_whole(self):
        lines = ["关于进一步做好全县农村", "留守儿童和困境儿童", "关爱服务工作的通知"]

        assert understand("\n".join([*lines, "各乡镇：", LONG]).encode(), "a.txt").title == "".join(lines)

    def test_are_never_a_letterhead_a_date_or_whom_it_is_for(self):
        found = read("甲县民政局文件", "甲民〔2026〕12号", "各乡镇：", LONG, "2026年5月4日")

        assert (found.title, "no_title" in codes(found)) == ("", True)

    def test_are_never_a_question(self):
        found = understand("问：什么是留守儿童？\n答：父母双方外出务工的儿童。".encode(), "政策问答.txt")

        assert (found.title, "no_title" in codes(found)) == ("", True)

    def test_what_is_issued_begins_with_a_heading(self):
        found = read("关于印发《甲县走访办法》的通知", "各乡镇：", LONG, *SIGNED, "甲县走访办法", "第一条　为了孩子。")

        assert [piece.text for piece in found.pieces if piece.level] == ["甲县走访办法", "第一条"]


class TestRefusals:
    def test_photographed_pages_pasted_into_a_document(self):
        raw = repacked(word([""]), **{"word/media/image1.png": png_header(800, 600)})

        with pytest.raises(Refused) as refused:
            understand(raw, "a.docx")

        assert refused.value.problem == "scanned"

    @pytest.mark.parametrize("mark", ["机密★1年", "秘密", "000012　机密 ★ 10年", "密级：绝密"])
    def test_what_bears_a_mark_of_secrecy(self, mark):
        with pytest.raises(Refused) as refused:
            read(mark, *HEAD, *SIGNED)

        assert refused.value.problem == "secret"

    def test_a_text_that_speaks_of_secrecy_is_none(self):
        assert read(*HEAD, "秘密不得外泄，走访人员应当遵守保密规定。", *SIGNED).title == "关于做好走访工作的通知"

    @pytest.mark.parametrize(
        ("name", "raw", "problem"),
        [
            ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),
            ("a.xlsx", b"PK\x03\x04", "spreadsheet"),
            ("a.ofd", b"PK\x03\x04", "ofd"),
            ("a.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kind"),
            ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_word"),
            ("a.rtf", b"{\\rtf1", "kind"),
        ],
    )
    def test_other_office_files_with_the_remedy_for_each(self, name, raw, problem):
        with pytest.raises(Refused) as refused:
            kind_of(raw, name)

        assert refused.value.problem == problem
