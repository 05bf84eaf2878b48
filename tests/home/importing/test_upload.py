"""Importing in the admin: who may, what is handed in, how it is watched, and what is left of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu
from wagtail.blocks import StreamBlockValidationError
from wagtail.documents.models import Document

from home.importing.domain.uploads import hand_in
from home.models import PolicyPage, PolicyUpload
from home.templatetags.checks import marks
from portal.accounts.domain.assignments import assign
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.changes.denied import Denied
from portal.jobs.models import Job, JobState
from portal.jobs.running import run_job
from tests.conftest import COUNTY
from tests.factories.documents import NOTICE, pdf, with_body, word

pytestmark = pytest.mark.django_db
DOUBTFUL = [*NOTICE[:5], "全县共名儿童得到帮助。", *NOTICE[5:]]


def make_editor(areas, name):
    user = User.objects.create_user(f"{name}@example.test", "a good passphrase")
    assign(user, Role.EDITOR, areas[COUNTY], by=None)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def anna(areas):
    return make_editor(areas, "anna")


def files(**named):
    return [SimpleUploadedFile(name.replace("_", "."), content) for name, content in named.items()]


def handed_in(editor, *, keep="", **named):
    """What the form did with these files: the job, run to its end."""
    editor.post(reverse("policy_imports"), {"documents": files(**named), "keep": keep})
    job = Job.objects.latest("pk")
    run_job(job.pk)
    return job


def result_page(editor, job):
    return editor.get(reverse("policy_import", args=[job.uuid])).content.decode()


class TestWhoMayImport:
    @pytest.mark.parametrize("role", [Role.COUNTY_OFFICER, Role.OPERATOR, Role.AUDITOR])
    def test_nobody_but_editors(self, staff, sign_in, role):
        assert sign_in(staff(role)).get(reverse("policy_imports")).status_code == 302

    def test_a_visitor_is_asked_to_sign_in(self, client, areas):
        assert client.get(reverse("policy_imports")).url.startswith(reverse("account_login"))

    def test_it_stands_in_an_editors_menu(self, anna, rf):
        request = rf.get("/admin/")
        request.user = anna

        assert "import" in {item.name for item in admin_menu.menu_items_for_request(request)}

    def test_a_form_from_elsewhere_is_refused(self, anna, sign_in):
        browser = sign_in(anna)
        browser.handler.enforce_csrf_checks = True

        assert browser.post(reverse("policy_imports"), {"documents": files(a_txt=b"x")}).status_code == 403
        assert not Job.objects.exists()


class TestHandingIn:
    def test_several_files_become_one_job_with_a_row_each(self, editor):
        response = editor.post(reverse("policy_imports"), {"documents": files(a_docx=word(), b_txt=b"x")})

        job = Job.objects.get()
        assert (response.url, job.total) == (reverse("policy_import", args=[job.uuid]), 2)
        assert [upload.title for upload in job.policy_uploads.all()] == ["a.docx", "b.txt"]

    def test_nothing_chosen_is_said_beside_the_field(self, editor):
        response = editor.post(reverse("policy_imports"), {})

        assert response.context["form"].errors == {"documents": ["请至少选择一份文件。"]}
        assert not Job.objects.exists()

    def test_more_than_twenty_files_are_refused(self, editor):
        many = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(21)]

        assert editor.post(reverse("policy_imports"), {"documents": many}).context["form"].errors.keys() == {
            "documents"
        }

    def test_files_that_are_too_large_together_are_refused(self, editor, monkeypatch):
        monkeypatch.setattr("home.importing.forms.handing_in.FilesField.MOST_BYTES", 10)

        answer = editor.post(reverse("policy_imports"), {"documents": files(a_txt=b"123456", b_txt=b"123456")})

        assert (answer.status_code, PolicyUpload.objects.count()) == (422, 0)
        assert "60 MB" in answer.content.decode()

    def test_a_file_that_is_too_large_is_refused(self, editor, settings):
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10

        response = editor.post(reverse("policy_imports"), {"documents": files(a_txt=b"x" * 11)})

        assert response.context["form"].errors.keys() == {"documents"}


class TestTheResult:
    def test_is_a_draft_of_whoever_handed_it_in(self, editor, anna):
        handed_in(editor, a_docx=word())

        page = PolicyPage.objects.get()
        assert (page.live, page.owner, page.get_latest_revision().user) == (False, anna, anna)

    def test_names_the_draft_what_was_recognised_and_what_to_check(self, editor):
        job = handed_in(editor, a_docx=word(DOUBTFUL))

        shown = result_page(editor, job)
        page = PolicyPage.objects.get()
        expected = [
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            "甲民〔2026〕12号",
            "甲县民政局",
            "2026年1月5日发文",
            "“全县共名儿童得到帮助。”",
        ]
        assert [text for text in expected if text not in shown] == []

    def test_says_why_a_file_was_not_imported_and_imports_the_others(self, editor):
        job = handed_in(editor, a_docx=b"MZ", b_pdf=pdf())

        shown = result_page(editor, job)
        assert ("请不要打开，并告诉技术人员" in shown, "其中 1 份没有导入" in shown) == (True, True)
        assert [(u.problem, u.page_id is not None) for u in job.policy_uploads.all()] == [
            ("program", False),
            ("", True),
        ]

    def test_keeps_nothing_of_the_upload(self, editor):
        handed_in(editor, a_docx=word(), b_docx=b"MZ")

        assert {bytes(upload.content) for upload in PolicyUpload.objects.all()} == {b""}
        assert not Document.objects.exists()

    def test_keeps_the_file_as_a_download_when_the_editor_wants(self, editor):
        handed_in(editor, keep="on", a_docx=word(), b_txt="\n".join(NOTICE[4:]).encode())

        draft = PolicyPage.objects.order_by("pk")[0].get_latest_revision_as_object()
        kept = [attachment.document for attachment in draft.attachments.all()]
        assert [(document.title, document.file_extension) for document in kept] == [
            ("关于做好寒假关爱工作的通知", "docx")
        ]
        assert Document.objects.count() == 1
        assert [document.file.read()[:2] for document in kept] == [b"PK"]
        kept[0].file.close()

    def test_a_step_done_twice_changes_nothing(self, editor):
        job = handed_in(editor, a_docx=word())
        Job.objects.filter(pk=job.pk).update(done=0, state=JobState.WAITING)

        run_job(job.pk)

        assert PolicyPage.objects.get().revisions.count() == 1

    def test_asks_the_same_of_the_database_for_one_file_and_three(self, editor, anna):
        few = hand_in([("a.txt", b"x")], keep=False, by=anna)
        many = hand_in([("a.txt", b"x")] * 3, keep=False, by=anna)
        result_page(editor, few)

        counts = []
        for job in (few, many):
            with CaptureQueriesContext(connection) as asked:
                result_page(editor, job)
            counts.append(len(asked))

        assert counts[0] == counts[1]


class TestWatching:
    def test_the_page_looks_again_while_it_waits_and_stops_when_it_is_done(self, editor, anna):
        job = hand_in([("a.txt", b"x")], keep=False, by=anna)
        address = reverse("policy_import", args=[job.uuid])

        waiting = editor.get(address)
        run_job(job.pk)
        done = editor.get(address)

        assert (waiting["Refresh"], "<progress" in waiting.content.decode()) == ("4", True)
        assert ("Refresh" in done.headers, "<progress" in done.content.decode()) == (False, False)

    def test_stopping_forgets_what_was_not_read(self, editor, anna):
        job = hand_in([("a.txt", b"x"), ("b.txt", b"y")], keep=False, by=anna)

        editor.post(reverse("policy_import_stop", args=[job.uuid]))

        assert Job.objects.get().state == JobState.CANCELLED
        assert {bytes(upload.content) for upload in PolicyUpload.objects.all()} == {b""}

    def test_stopping_takes_a_post(self, editor, anna):
        job = hand_in([("a.txt", b"x")], keep=False, by=anna)

        assert editor.get(reverse("policy_import_stop", args=[job.uuid])).status_code == 405


class TestPlacesToCheck:
    def test_stand_in_the_text_where_they_belong(self, editor):
        handed_in(editor, a_docx=word(DOUBTFUL))

        blocks = [block.block_type for block in PolicyPage.objects.get().body]
        at = blocks.index("to_check")
        page = PolicyPage.objects.get()
        assert "全县共名儿童得到帮助" in page.body[at - 1].value.source
        assert (marks(page.body), page.body[at].value["code"]) == (1, "figure_missing")

    def test_about_the_whole_text_stand_above_it(self, editor):
        deleted = (
            "<w:p><w:r><w:t>留下的话。</w:t></w:r><w:del><w:r><w:delText>删掉的话。</w:delText></w:r></w:del></w:p>"
        )

        handed_in(editor, a_docx=with_body(f"<w:p><w:r><w:t>关于走访的通知</w:t></w:r></w:p>{deleted}"))

        first = PolicyPage.objects.get().body[0]
        assert (first.block_type, first.value["code"], first.value["where"]) == ("to_check", "not_shown", "删掉的话。")

    def test_keep_the_page_from_being_published_by_anyone(self, editor, anna):
        handed_in(editor, a_docx=word(DOUBTFUL))

        for user in (None, anna):
            with pytest.raises(Denied):
                PolicyPage.objects.get().get_latest_revision().publish(user=user)
        assert PolicyPage.objects.get().live is False

    def test_are_never_shown_to_the_public_and_shown_in_the_preview(self, editor, client):
        handed_in(editor, a_docx=word(DOUBTFUL))
        page = PolicyPage.objects.get()

        preview = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
        PolicyPage.objects.filter(pk=page.pk).update(live=True, first_published_at=timezone.now())
        public = client.get(page.url).content.decode()

        assert ("发布前请核对" in preview, "发布前请核对" in public, "全县共名儿童" in public) == (True, False, True)

    def test_let_a_draft_be_saved_and_stop_it_on_its_way_to_the_second_reader(self, editor):
        handed_in(editor, a_docx=word(DOUBTFUL))
        body = PolicyPage.objects.get().body

        saved = body.stream_block.clean_deferred(body)

        assert len(saved) == len(body)
        with pytest.raises(StreamBlockValidationError):
            body.stream_block.clean(body)


def test_a_document_with_an_id_number_becomes_no_draft_and_no_download(editor):
    pages, listed = PolicyPage.objects.count(), [*NOTICE, "附件：名单", "演示甲 529999201503070011"]
    job = handed_in(editor, keep="on", a_docx=word(listed))

    assert (PolicyPage.objects.count(), Document.objects.count()) == (pages, 0)
    upload = PolicyUpload.objects.get()
    assert (upload.problem, bytes(upload.content), "身份证号" in result_page(editor, job)) == ("id_number", b"", True)
