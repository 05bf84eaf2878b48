"""One file of an import: a draft or a reason, and in both cases none of its bytes are left."""

import pytest
from wagtail.documents import get_document_model

from home.importing.domain.steps import import_upload
from home.importing.domain.uploads import hand_in
from home.models import PolicyPage, PolicyUpload
from tests.factories.documents import word

pytestmark = pytest.mark.django_db


def handed_in(name, content, by, *, keep=False):
    job = hand_in([(name, content)], keep=keep, by=by)
    import_upload(job, 0)
    return job, PolicyUpload.objects.get(job=job)


def test_a_file_becomes_a_draft_and_its_bytes_are_forgotten(anna):
    _job, upload = handed_in("a.docx", word(), anna)

    assert (bytes(upload.content), upload.problem, upload.result["result"]) == (b"", "", "new")
    assert (upload.page.live, upload.page.title) == (False, upload.result["title"])


def test_what_is_refused_says_why_and_is_forgotten_too(anna):
    _job, upload = handed_in("a.exe", b"MZ" + bytes(200), anna)

    assert (bytes(upload.content), upload.problem, upload.page) == (b"", "program", None)


def test_doing_it_again_changes_nothing(anna):
    job, upload = handed_in("a.docx", word(), anna)

    import_upload(job, 0)

    assert PolicyUpload.objects.get(job=job).result == upload.result
    assert PolicyPage.objects.filter(title=upload.page.title).count() == 1


def test_a_file_that_is_to_be_kept_stays_with_the_draft_under_a_name_that_says_nothing(anna):
    _job, upload = handed_in("测试名单.docx", word(), anna, keep=True)

    document = get_document_model().objects.get()
    draft = upload.page.get_latest_revision_as_object()
    assert [row.document for row in draft.attachments.all()] == [document]
    assert document.file.name.rpartition("/")[2].startswith("policy")
    assert (document.title, document.file_size, document.uploaded_by_user) == (upload.page.title, len(word()), anna)


def test_text_is_read_but_no_file_to_keep(anna):
    lines = ["甲县人民政府关于开放儿童之家的通知", "", "各乡镇人民政府：", "每周六开放，具体时间由乡镇决定。"]
    _job, upload = handed_in("a.txt", "\n".join(lines).encode(), anna, keep=True)

    assert (upload.problem, upload.page is not None, get_document_model().objects.count()) == ("", True, 0)
