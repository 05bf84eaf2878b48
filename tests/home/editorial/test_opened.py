"""A second reader approves only what has been on the screen: this version, and not the one before."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState

from home.editorial.domain.second_reader import note_opened
from home.enums.editorial import EditorialReason
from home.models import NewsPage
from portal.changes.denied import Denied
from tests.factories.editorial import edit_address, form_of, is_live, submitted

pytestmark = pytest.mark.django_db


def action(page):
    """Wagtail's address that approves without showing anything."""
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", page.current_workflow_task_state.pk])


def opened_by():
    return list(PageLogEntry.objects.filter(action="home.opened").values_list("user__display_name", flat=True))


@pytest.fixture
def waiting(draft, anna):
    return submitted(draft, anna)


class TestAVersionThatWasNotOpened:
    def test_is_not_approved_and_the_reader_is_led_to_it(self, waiting, ben, sign_in):
        answer = sign_in(ben).post(action(waiting), {}, follow=True)

        said = [str(message) for message in answer.context["messages"]]
        assert (said, answer.redirect_chain[-1][0]) == ([str(EditorialReason.NOT_OPENED.label)], edit_address(waiting))
        assert (is_live(waiting), opened_by()) == (False, ["ben"])

    def test_is_not_approved_by_what_wagtails_dialogue_sends_either(self, waiting, ben, sign_in):
        browser = sign_in(ben)
        script = {"x-requested-with": "XMLHttpRequest"}
        browser.get(action(waiting), headers=script)
        answer = browser.post(action(waiting), {"comment": ""}, headers=script)

        assert (answer.json()["redirect"], is_live(waiting)) == (edit_address(waiting), False)

    def test_is_not_approved_by_the_edit_form_without_having_opened_it(self, waiting, ben, sign_in):
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}
        sign_in(ben).post(edit_address(waiting), form_of(waiting, **approve))

        assert (is_live(waiting), TaskState.objects.get().status) == (False, "in_progress")

    def test_is_not_made_live_whatever_called_it(self, waiting, ben):
        with pytest.raises(Denied) as refused:
            waiting.current_workflow_task_state.approve(user=ben)

        assert (refused.value.reason, is_live(waiting)) == (EditorialReason.NOT_OPENED, False)

    def test_can_be_sent_back(self, waiting, ben):
        waiting.current_workflow_task.on_action(waiting.current_workflow_task_state, ben, "reject")

        assert NewsPage.objects.get(pk=waiting.pk).current_workflow_state.status == "needs_changes"

    def test_is_any_that_was_saved_since(self, waiting, anna, ben, sign_in):
        browser = sign_in(ben)
        browser.get(edit_address(waiting))
        # Saving by itself goes on in the same version.
        waiting.title = "换成没看过的"
        waiting.save_revision(user=anna, overwrite_revision=waiting.get_latest_revision())
        NewsPage.objects.get(pk=waiting.pk).current_workflow_state.cancel(user=anna)
        again = submitted(NewsPage.objects.get(pk=waiting.pk), anna)

        browser.post(action(again), {})

        assert is_live(again) is False


class TestOpeningIt:
    @pytest.mark.parametrize("screen", ["edit", "view_draft"])
    def test_to_edit_or_as_the_public_will_see_it_lets_the_reader_approve(self, waiting, ben, sign_in, screen):
        browser = sign_in(ben)
        browser.get(reverse(f"wagtailadmin_pages:{screen}", args=[waiting.pk]))
        browser.post(action(waiting), {})

        assert (is_live(waiting), opened_by()) == (True, ["ben"])

    def test_is_kept_once(self, waiting, ben, sign_in):
        browser = sign_in(ben)
        for _time in range(2):
            browser.get(edit_address(waiting))

        assert opened_by() == ["ben"]

    def test_is_shown_in_the_history_of_the_page(self, waiting, ben, sign_in):
        browser = sign_in(ben)
        browser.get(edit_address(waiting))

        history = browser.get(reverse("wagtailadmin_pages:history", args=[waiting.pk])).content.decode()
        assert "作为第二人打开审阅" in history

    def test_by_whom_it_does_not_wait_is_not_kept(self, waiting, draft, anna, technician, sign_in):
        for user in (anna, technician):
            assert sign_in(user).get(edit_address(waiting)).status_code == 200

        assert opened_by() == []

    def test_of_a_page_that_does_not_wait_is_not_kept(self, draft, ben):
        note_opened(draft.pk, ben)
        note_opened(0, ben)

        assert opened_by() == []


def test_a_visitor_is_sent_to_sign_in_and_nothing_is_kept(waiting, client):
    assert client.get(edit_address(waiting)).status_code == 302
    assert opened_by() == []


def test_there_are_no_notes_beside_the_text_to_be_mailed_out(waiting, ben, sign_in):
    screen = sign_in(ben).get(edit_address(waiting)).content.decode()

    assert ("comments-TOTAL_FORMS" in screen, 'name="title"' in screen) == (False, True)
