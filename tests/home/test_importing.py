"""Policy documents become drafts: furniture left out, headings recognised, nothing lost, nothing invented."""

import io
import json
import zipfile
from datetime import date

import docx
import pytest
from django.core.management import CommandError, call_command

from home.importing.details import details_of, read_date
from home.importing.furniture import clean
from home.importing.problems import CannotImport, Doubt, ImportProblem
from home.importing.reading import decode, read_lines
from home.importing.structure import CHAPTER, SECTION, TEXT, Piece, structure
from home.models import PolicyPage

NOTICE = """甲县民政局文件
甲民〔2026〕12号
关于做好寒假关爱工作的通知

各乡镇：
一、总体要求
各乡镇要摸清底数，做到一个孩子一份档案，并在寒假前完成走访，确保不漏一户、不落一人，有困难的家庭要及
时上报县民政局。
二、工作任务
（一）开展走访。儿童主任每两周走访一次。
（二）办好活动。每个儿童之家至少办3场。
甲县民政局
2026年1月5日
""".splitlines()

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


@pytest.fixture
def write(tmp_path):
    def make(text, name="寒假通知.txt", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
        return path

    return make


class TestFurniture:
    def test_at_both_ends_is_left_out_and_listed(self):
        cleaned = clean([*FURNITURE_ABOVE, *NOTICE, *FURNITURE_BELOW])

        assert cleaned.lines == NOTICE
        assert cleaned.dropped == FURNITURE_ABOVE + FURNITURE_BELOW

    def test_the_sites_file_name_is_the_title(self):
        assert clean([*FURNITURE_ABOVE, *NOTICE]).file_title == "寒假通知"

    def test_a_policy_may_speak_of_downloading_a_form(self):
        lines = [
            *NOTICE[:6],
            "申请表可以在县政府网站下载，也可以到乡镇便民服务中心领取，不收任何费用。",
            *NOTICE[6:],
        ]

        assert clean(lines).lines == lines

    def test_a_text_without_furniture_stays_whole(self):
        assert clean(NOTICE).dropped == []


class TestStructure:
    def test_headings_are_recognised_by_their_numbering(self):
        pieces = structure(NOTICE)

        assert [(piece.level, piece.text) for piece in pieces if piece.level] == [
            (CHAPTER, "一、总体要求"),
            (CHAPTER, "二、工作任务"),
            (SECTION, "（一）开展走访"),
            (SECTION, "（二）办好活动"),
        ]

    def test_lines_wrapped_by_a_converter_are_joined(self):
        texts = [piece.text for piece in structure(NOTICE)]

        assert [text for text in texts if "及时上报县民政局。" in text]

    def test_headings_in_the_middle_of_one_long_line_are_found(self):
        pieces = structure(["近年来，我县积极探索。 一、保障体系 我们建立了三级网络。 一是组织保障。"])

        assert [(piece.level, piece.text) for piece in pieces] == [
            (TEXT, "近年来，我县积极探索。"),
            (CHAPTER, "一、保障体系"),
            (TEXT, "我们建立了三级网络。"),
            (TEXT, "一是组织保障。"),
        ]

    def test_a_line_that_ends_in_a_closing_quote_goes_on(self):
        pieces = structure(["乡卫生部门负责提供计划免疫等服务；乡关工委负责组织“五老”", "队伍开展帮扶。"])

        assert [piece.text for piece in pieces] == [
            "乡卫生部门负责提供计划免疫等服务；乡关工委负责组织“五老”队伍开展帮扶。"
        ]

    def test_no_character_is_lost(self):
        def bare(texts):
            return "".join("".join(texts).replace("。", "").split())

        assert bare(piece.text for piece in structure(NOTICE)) == bare(NOTICE)


class TestDetails:
    def test_number_issuer_and_date_are_recognised(self):
        details = details_of(structure(NOTICE))

        assert (details.number, details.issuer, details.issued_on) == (
            "甲民〔2026〕12号",
            "甲县民政局",
            date(2026, 1, 5),
        )
        assert details.doubts == []

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("二〇一六年二月四日", date(2016, 2, 4)),
            ("二〇二六年十一月二十一日", date(2026, 11, 21)),
            ("2026年2月30日", None),
            ("去年", None),
        ],
    )
    def test_dates_in_both_kinds_of_figures(self, text, day):
        assert read_date(text) == day

    @pytest.mark.parametrize(
        ("text", "doubt"),
        [
            ("全县共名儿童得到帮助。", Doubt.FIGURE_MISSING),
            ("留守儿童由下降了三成。", Doubt.FIGURE_MISSING),
            ("全县儿童都得到了帮\ufffd。", Doubt.DAMAGED_TEXT),
            ("各乡镇要认真组织实施，确保每一个孩子都得到及时有效的关爱和", Doubt.CUT_OFF),
        ],
    )
    def test_doubtful_places_are_marked_for_the_editor(self, text, doubt):
        codes = [row["code"] for row in details_of([*structure(NOTICE), Piece(text)]).doubts]

        assert codes == [doubt.value]


class TestReading:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
    def test_text_in_the_usual_encodings(self, encoding):
        assert decode("孤儿基本生活费𠮷".encode(encoding)) == "孤儿基本生活费𠮷"

    def test_a_word_document_with_a_table(self, tmp_path):
        document = docx.Document()
        document.add_paragraph("一、对象")
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "孤儿", "每月"
        document.save(tmp_path / "a.docx")

        assert read_lines(tmp_path / "a.docx") == ["一、对象", "孤儿 | 每月"]

    @pytest.mark.parametrize(
        ("name", "content", "problem"),
        [
            ("a.exe", b"MZ", ImportProblem.KIND),
            ("a.txt", b"%PDF-1.7", ImportProblem.DISGUISED),
            ("a.docx", b"not a zip", ImportProblem.DISGUISED),
            ("a.txt", b"", ImportProblem.EMPTY),
            ("a.txt", b" \n\n", ImportProblem.EMPTY),
            ("a.txt", b"\x81\xff\xff\x00", ImportProblem.ENCODING),
        ],
    )
    def test_what_cannot_be_read_is_refused_with_its_remedy(self, write, name, content, problem):
        with pytest.raises(CannotImport) as refused:
            read_lines(write(content, name))

        assert refused.value.problem == problem

    @pytest.mark.parametrize(
        ("member", "size", "problem"),
        [
            ("word/vbaProject.bin", 10, ImportProblem.MACROS),
            ("word/media/bomb", 101 * 1024 * 1024, ImportProblem.TOO_LARGE),
            ("xl/workbook.xml", 10, ImportProblem.DAMAGED),
        ],
    )
    def test_hostile_packages_are_refused(self, write, member, size, problem):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", "<broken")
            package.writestr(member, b"0" * size)

        with pytest.raises(CannotImport) as refused:
            read_lines(write(packed.getvalue(), "a.docx"))

        assert refused.value.problem == problem


@pytest.mark.django_db
class TestCommand:
    def test_makes_a_draft_that_the_public_does_not_see(self, write, client):
        call_command("import_policies", write("\n".join(NOTICE)), stdout=io.StringIO())

        page = PolicyPage.objects.get()
        assert (page.title, page.live, page.document_number) == (
            "关于做好寒假关爱工作的通知",
            False,
            "甲民〔2026〕12号",
        )
        assert client.get(page.url or "/none/").status_code == 404

    def test_the_same_file_twice_changes_nothing(self, write):
        path = write("\n".join(NOTICE))
        out = io.StringIO()
        call_command("import_policies", path, stdout=io.StringIO())

        call_command("import_policies", path, "--json", stdout=out)

        assert [row["result"] for row in json.loads(out.getvalue())["done"]] == ["unchanged"]
        assert PolicyPage.objects.count() == 1

    def test_a_changed_document_is_a_new_revision_of_the_same_page(self, write):
        call_command("import_policies", write("\n".join(NOTICE)), stdout=io.StringIO())
        call_command("import_policies", write("\n".join([*NOTICE, "三、附则"])), stdout=io.StringIO())

        page = PolicyPage.objects.get()
        assert page.revisions.count() == 2
        assert "三、附则" in str(page.get_latest_revision_as_object().body)

    def test_publishing_at_once(self, write, client):
        call_command("import_policies", write("\n".join(NOTICE)), "--publish", stdout=io.StringIO())

        assert "（一）开展走访" in client.get(PolicyPage.objects.get().url).content.decode()

    def test_a_file_that_cannot_be_imported_fails_the_command_and_spares_the_others(self, write, tmp_path):
        write("\n".join(NOTICE))
        write(b"MZ", "a.exe")
        errors = io.StringIO()

        with pytest.raises(CommandError, match="1 of 2 files"):
            call_command("import_policies", tmp_path, stdout=io.StringIO(), stderr=errors)

        assert errors.getvalue().startswith("a.exe: ")
        assert PolicyPage.objects.count() == 1
