"""Policy documents become drafts: furniture left out, headings recognised, nothing lost, nothing invented."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from home.importing.domain.document import understand
from home.models import PolicyPage
from portal.audit.models import AuditEvent
from tests.factories.documents import NOTICE, word

pytestmark = pytest.mark.django_db
DOUBTFUL = [*NOTICE[:5], "全县共名儿童得到帮助。", *NOTICE[5:]]


@pytest.fixture
def write(tmp_path):
    def make(text, name="寒假通知.txt", encoding="utf-8"):
        path = tmp_path / name
        content = "\n".join(text) if isinstance(text, list) else text
        path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
        return path

    return make


def imported(*paths, **options):
    """The command's JSON."""
    out = io.StringIO()
    call_command("import_policies", *paths, json=True, stdout=out, stderr=io.StringIO(), **options)
    return json.loads(out.getvalue())


def headings_of(page):
    return [block for block in page.body if block.block_type == "heading"]


class TestTheDraft:
    def test_is_not_seen_by_the_public(self, write, client):
        imported(write(NOTICE))

        page = PolicyPage.objects.get()
        assert (page.title, page.live, page.document_number) == (
            "关于做好寒假关爱工作的通知",
            False,
            "甲民〔2026〕12号",
        )
        assert client.get(page.url or "/none/").status_code == 404

    def test_holds_what_was_recognised(self, write):
        imported(write(NOTICE))

        page = PolicyPage.objects.get()
        days = [str(day) for day in (page.issued_on, page.in_force_from, page.in_force_until)]
        assert (page.issuing_body, page.level) == ("甲县民政局", "county")
        assert days == ["2026-01-05", "2026-03-01", "2028-12-31"]

    def test_keeps_tables_as_tables(self, write):
        rows = [["类别", "每月标准"], ["社会散居孤儿", "1500元"]]

        imported(write(word(table=rows), "a.docx"))

        table = next(block for block in PolicyPage.objects.get().body if block.block_type == "table")
        assert [column["heading"] for column in table.value.columns] == rows[0]
        assert [[cell.value for cell in row] for row in table.value.rows] == [rows[1]]

    def test_of_an_earlier_import_keeps_the_addresses_of_its_headings(self, write):
        imported(write(NOTICE))
        before = {block.value["text"]: block.id for block in headings_of(PolicyPage.objects.get())}

        imported(write([*NOTICE[:-2], "三、附则", *NOTICE[-2:]]))

        page = PolicyPage.objects.get().get_latest_revision_as_object()
        after = {block.value["text"]: block.id for block in headings_of(page)}
        assert {text: after[text] for text in before} == before
        assert after.keys() - before.keys() == {"三、附则"}


class TestTheSameDocumentAgain:
    def test_unchanged_changes_nothing(self, write):
        path = write(NOTICE)
        imported(path)

        assert [row["result"] for row in imported(path)["done"]] == ["unchanged"]
        assert PolicyPage.objects.get().revisions.count() == 1

    def test_unchanged_in_another_format_too(self, write):
        imported(write(NOTICE))

        assert [row["result"] for row in imported(write(word(), "a.docx"))["done"]] == ["unchanged"]

    def test_changed_is_a_new_revision_of_the_same_page(self, write):
        imported(write(NOTICE))

        again = imported(write([*NOTICE, "三、附则"]))

        page = PolicyPage.objects.get()
        assert ([row["result"] for row in again["done"]], page.revisions.count()) == (["revised"], 2)
        assert "三、附则" in {block.value["text"] for block in headings_of(page.get_latest_revision_as_object())}

    def test_another_title_is_a_change(self, write):
        imported(write(NOTICE))

        again = imported(write([line.replace("寒假", "暑假") for line in NOTICE]))

        assert [row["result"] for row in again["done"]] == ["revised"]
        assert PolicyPage.objects.get().get_latest_revision_as_object().title == "关于做好暑假关爱工作的通知"

    def test_of_the_same_title_with_another_number_is_another_document(self, write):
        imported(write(NOTICE))

        again = imported(write([line.replace("12号", "27号") for line in NOTICE]))

        assert [row["result"] for row in again["done"]] == ["new"]
        assert sorted(PolicyPage.objects.values_list("document_number", flat=True)) == [
            "甲民〔2026〕12号",
            "甲民〔2026〕27号",
        ]

    def test_with_its_number_typed_in_another_way_is_the_same(self, write):
        imported(write(NOTICE))

        again = imported(write([line.replace("〔2026〕", "[2026] ").replace("寒假", "暑假") for line in NOTICE]))

        assert ([row["result"] for row in again["done"]], PolicyPage.objects.count()) == (["revised"], 1)

    def test_a_caption_stands_above_the_table_and_not_in_its_head(self, write):
        rows = [["补助标准", ""], ["类别", "每月标准"], ["社会散居孤儿", "1500元"]]

        imported(write(word(table=rows), "a.docx"))

        table = next(block.value for block in PolicyPage.objects.get().body if block.block_type == "table")
        assert (table.caption, [column["heading"] for column in table.columns]) == ("补助标准", ["类别", "每月标准"])

    def test_what_an_editor_filled_in_stays(self, write):
        bare = [line for line in NOTICE if "民〔" not in line]
        imported(write(bare))
        page = PolicyPage.objects.get()
        page.document_number, page.summary = "甲民〔2026〕99号", "给奶奶看的一句话"
        page.save_revision()

        imported(write([*bare, "三、附则"]))

        draft = PolicyPage.objects.get().get_latest_revision_as_object()
        assert (draft.document_number, draft.summary) == ("甲民〔2026〕99号", "给奶奶看的一句话")


class TestTheCommand:
    def test_publishing_at_once_is_said_and_logged(self, write, client):
        out, errors = io.StringIO(), io.StringIO()

        call_command("import_policies", write(NOTICE), publish=True, stdout=out, stderr=errors)

        page = PolicyPage.objects.get()
        assert "（一）开展走访" in client.get(page.url).content.decode()
        assert errors.getvalue() == "1 published without a second reader; the audit log says so.\n"
        assert AuditEvent.objects.filter(action="page.published_alone", target_id=str(page.pk)).count() == 1

    def test_what_has_places_to_check_is_not_published(self, write):
        errors = io.StringIO()

        call_command("import_policies", write(DOUBTFUL), publish=True, stdout=io.StringIO(), stderr=errors)

        assert PolicyPage.objects.get().live is False
        assert "left as a draft" in errors.getvalue()
        assert AuditEvent.objects.filter(action="page.published_alone").count() == 0

    def test_a_file_that_cannot_be_imported_fails_the_command_and_spares_the_others(self, write, tmp_path):
        write(NOTICE)
        write(b"MZ", "a.exe")
        errors = io.StringIO()

        with pytest.raises(CommandError, match="1 of 2 files"):
            call_command("import_policies", tmp_path, stdout=io.StringIO(), stderr=errors)

        assert errors.getvalue().startswith("a.exe: ")
        assert PolicyPage.objects.count() == 1

    def test_a_file_that_is_not_there_is_told_in_one_line(self, tmp_path):
        errors = io.StringIO()

        with pytest.raises(CommandError, match="1 of 1 files"):
            call_command("import_policies", tmp_path / "none.docx", stdout=io.StringIO(), stderr=errors)

        assert errors.getvalue().count("\n") == 1

    def test_json_tells_everything(self, write):
        row = imported(write(DOUBTFUL))["done"][0]

        assert (row["file"], row["result"], row["headings"], row["published"]) == ("寒假通知.txt", "new", 4, False)
        assert [doubt["code"] for doubt in row["doubts"]] == ["figure_missing"]
        assert row["recognised"]["in_force_until"] == "2028-12-31"

    def test_in_words_doubts_are_listed(self, write):
        out = io.StringIO()

        call_command("import_policies", write(DOUBTFUL), stdout=out)

        assert "全县共名儿童得到帮助" in out.getvalue()


def test_what_the_tests_read_is_a_document():
    assert understand("\n".join(NOTICE).encode(), "a.txt").details.doubts == []
