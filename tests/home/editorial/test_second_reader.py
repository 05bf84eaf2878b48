"""Nothing is published that only one person has read: every way an editor or a technical account could try."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from freezegun import freeze_time
from wagtail.models import TaskState, Workflow, WorkflowState

from home.enums.editorial import EditorialReason
from home.models import HomePage, NewsIndexPage, NewsPage, PolicyPage, SecondReaderTask
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.factories import home as make
from tests.factories.editorial import approve, draft_by, edit_address, form_of, is_live, submitted

pytestmark = pytest.mark.django_db


class TestAnEditorAlone:
    def test_does_not_publish_with_the_edit_form(self, draft, anna, sign_in):
        sign_in(anna).post(edit_address(draft), form_of(draft, title="存下了", **{"action-publish": "1"}))

        assert is_live(draft) is False
        assert NewsPage.objects.get(pk=draft.pk).get_latest_revision_as_object().title == "存下了"

    def test_does_not_publish_a_new_page(self, anna, sign_in):
        news = NewsIndexPage.objects.get(locale__language_code="zh-hans")
        address = reverse("wagtailadmin_pages:add", args=["home", "newspage", news.pk])
        new = form_of(NewsPage(slug="new"), **{"action-publish": "1"})

        sign_in(anna).post(address, new)

        made = NewsPage.objects.get(slug="new")
        assert (made.live, made.owner) == (False, anna)

    def test_does_not_publish_in_bulk(self, draft, anna, sign_in):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        news = draft.get_parent()

        sign_in(anna).post(f"{address}?id={draft.pk}&next=/admin/", {"include_descendants": "on"})
        sign_in(anna).post(f"{address}?id={news.pk}&next=/admin/", {"include_descendants": "on"})

        assert is_live(draft) is False

    def test_does_not_approve_by_any_of_wagtails_addresses(self, draft, anna, sign_in):
        page = submitted(draft, anna)
        step = page.current_workflow_task_state
        browser = sign_in(anna)

        browser.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk]), {})
        browser.post(
            edit_address(page), form_of(page, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
        )
        with pytest.raises(Denied) as refused:
            page.current_workflow_task.on_action(step, anna, "approve")

        assert refused.value.reason == EditorialReason.OWN_VERSION
        assert (is_live(page), TaskState.objects.get(pk=step.pk).status) == (False, "in_progress")

    def test_does_not_approve_what_a_colleague_wrote_and_she_submitted(self, anna, ben):
        page = submitted(draft_by(ben), anna)

        assert page.current_workflow_task.denied_reason(page, anna) == EditorialReason.OWN_SUBMISSION
        assert page.current_workflow_task.denied_reason(page, ben) == EditorialReason.OWN_VERSION

    def test_does_not_schedule(self, draft, anna, sign_in):
        hour = (timezone.localtime() + timedelta(hours=-1)).strftime("%Y-%m-%d %H:%M")
        sign_in(anna).post(edit_address(draft), form_of(draft, go_live_at=hour, **{"action-publish": "1"}))

        call_command("publish_scheduled")

        assert is_live(draft) is False
        assert draft.revisions.exclude(approved_go_live_at=None).exists() is False

    def test_does_not_publish_by_copying_a_live_page(self, anna, sign_in):
        page = make.news("live")
        address = reverse("wagtailadmin_pages:copy", args=[page.pk])
        copy = {"new_title": "抄", "new_slug": "copy", "new_parent_page": page.get_parent().pk, "publish_copies": "on"}

        for also in ({}, {"alias": "on"}):
            sign_in(anna).post(address, copy | also)

        assert list(NewsPage.objects.filter(slug="copy").values_list("live", flat=True)) == [False]

    def test_does_not_publish_an_older_version(self, anna, sign_in):
        page = draft_by(anna)
        first = page.get_latest_revision()
        page.title = "第二版"
        page.save_revision(user=anna)
        address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])

        sign_in(anna).get(address)
        sign_in(anna).post(edit_address(page), form_of(page, revision=first.pk, **{"action-publish": "1"}))

        assert is_live(page) is False

    def test_has_no_api_to_publish_with(self, anna, sign_in):
        browser = sign_in(anna)
        paths = ["/api/", "/api/v2/pages/", "/api/v3/pages/", "/admin/api/v3/pages/"]

        assert {browser.post(path).status_code for path in paths} == {404}
        with pytest.raises(NoReverseMatch):
            reverse("wagtailapi:pages:listing")

    def test_is_refused_by_the_page_itself_whatever_called_it(self, draft, anna):
        for attempt in (
            lambda: draft.get_latest_revision().publish(user=anna),
            lambda: draft.publish(draft.get_latest_revision(), user=anna, skip_permission_checks=True),
        ):
            with pytest.raises(Denied) as refused:
                attempt()
            assert refused.value.reason == EditorialReason.NOT_READ
        assert is_live(draft) is False

    def test_cannot_use_an_approval_that_was_given_to_an_older_version(self, draft, anna, ben):
        page = submitted(draft, anna)
        approve(page, ben)
        page = NewsPage.objects.get(pk=page.pk)
        page.title = "批准以后改的"
        newer = page.save_revision(user=anna)

        for user in (anna, ben):
            with pytest.raises(Denied):
                newer.publish(user=user)

        assert NewsPage.objects.get(pk=page.pk).title == "安娜写的"


class TestATechnicalAccount:
    def test_publishes_nothing_directly(self, draft, technician, sign_in):
        browser = sign_in(technician)
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

        browser.post(edit_address(draft), form_of(draft, **{"action-publish": "1"}))
        browser.post(f"{bulk}?id={draft.pk}&next=/admin/", {})
        with pytest.raises(Denied):
            draft.get_latest_revision().publish(user=technician)

        assert is_live(draft) is False

    def test_approves_nothing(self, draft, anna, technician):
        page = submitted(draft, anna)

        assert page.current_workflow_task.denied_reason(page, technician) == EditorialReason.NOT_A_READER
        with pytest.raises(Denied):
            page.current_workflow_task_state.approve(user=technician)

        assert (is_live(page), page.current_workflow_state.status) == (False, WorkflowState.STATUS_IN_PROGRESS)

    def test_gains_nothing_by_a_workflow_without_a_reader(self, draft, technician):
        with pytest.raises(Denied):
            Workflow.objects.create(name="没有第二人").start(draft, technician)

        assert (is_live(draft), WorkflowState.objects.count()) == (False, 0)

    def test_who_runs_the_machine_imports_and_publishes_on_the_record(self, tmp_path, technician):
        (tmp_path / "a.txt").write_text("关于测试的通知\n各村：\n请照办。", encoding="utf-8")
        call_command("import_policies", str(tmp_path), "--publish", stdout=io.StringIO())

        page = PolicyPage.objects.get()
        event = AuditEvent.objects.get(action="page.published_alone")
        assert (page.live, event.target_id, event.actor) == (True, str(page.pk), None)


class TestTwoEditors:
    def test_what_one_wrote_the_other_publishes_by_approving(self, draft, anna, ben, sign_in):
        sign_in(anna).post(edit_address(draft), form_of(draft, **{"action-submit": "1"}))
        page = NewsPage.objects.get(pk=draft.pk)
        step = page.current_workflow_task_state

        browser = sign_in(ben)
        browser.get(edit_address(page))
        browser.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk]), {})

        assert is_live(page) is True
        assert TaskState.objects.get(pk=step.pk).finished_by == ben

    def test_what_the_reader_corrected_goes_back_to_the_writer(self, draft, anna, ben):
        page = submitted(draft, anna)
        page.title = "本改过的"
        page.save_revision(user=ben)
        task = page.current_workflow_task

        assert task.denied_reason(page, ben) == EditorialReason.OWN_VERSION
        approve(page, anna)

        assert (is_live(page), NewsPage.objects.get(pk=page.pk).title) == (True, "本改过的")

    def test_while_it_waits_the_writer_withdraws_it_before_changing_it(self, draft, anna, ben, sign_in):
        page = submitted(draft, anna)
        browser = sign_in(anna)

        browser.post(edit_address(page), form_of(page, title="悄悄改"))
        unchanged = page.get_latest_revision_as_object().title
        browser.post(edit_address(page), form_of(page, **{"action-cancel-workflow": "1"}))

        assert unchanged == "安娜写的"
        assert NewsPage.objects.get(pk=page.pk).workflow_in_progress is False

    def test_what_the_reader_asks_for_stands_before_the_writer_until_it_is_submitted_again(
        self, draft, anna, ben, sign_in
    ):
        page = submitted(draft, anna)
        page.current_workflow_task.on_action(page.current_workflow_task_state, ben, "reject", comment="日期请再看看")
        browser = sign_in(anna)
        asked = browser.get(edit_address(page)).content.decode()
        browser.post(edit_address(page), form_of(page, **{"action-submit": "1"}))
        waiting = browser.get(edit_address(page)).content.decode()

        assert [("日期请再看看" in text, "ben请您修改" in text) for text in (asked, waiting)] == [
            (True, True),
            (False, False),
        ]

    def test_what_is_approved_for_later_goes_live_at_its_hour(self, draft, anna, ben):
        hour = timezone.now() + timedelta(hours=2)
        draft.go_live_at = hour
        draft.save_revision(user=anna)
        page = submitted(draft, anna)
        approve(page, ben)
        call_command("publish_scheduled")
        waiting = is_live(page)

        with freeze_time(hour):
            call_command("publish_scheduled")

        assert (waiting, is_live(page)) == (False, True)

    def test_either_takes_a_page_down_at_once(self, anna, ben, sign_in):
        for user, slug in ((anna, "a"), (ben, "b")):
            page = make.news(slug)
            page.save_revision(user=anna)
            submitted(page, anna)
            sign_in(user).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {})
            assert is_live(page) is False

    def test_who_waits_for_whom_is_shown_to_the_reader_and_not_to_the_writer(self, draft, anna, ben, technician):
        page = submitted(draft, anna)
        waiting = {user.email: TaskState.objects.reviewable_by(user).count() for user in (anna, ben, technician)}

        assert waiting == {anna.email: 0, ben.email: 1, technician.email: 0}
        assert page.current_workflow_task.get_actions(page, anna) == []


def test_the_workflow_stands_on_every_public_page_in_both_languages():
    names = {page.get_workflow().name for page in HomePage.objects.all()}
    news = NewsPage(slug="n", title="n")
    HomePage.objects.first().get_children().get(slug="news").add_child(instance=news)

    assert names == {"两人审核"}
    assert [task.specific_class for task in news.get_workflow().tasks] == [SecondReaderTask]
    call_command("migrate", verbosity=0)
    assert SecondReaderTask.objects.count() == 1
