"""E-mails that were given up are seen by those who run the site, and by nobody else."""

import pytest

from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.notify.models import Message, MessageState
from tests.conftest import COUNTY
from tests.factories.notify import message

PAGE = "/desk/undelivered/"


@pytest.fixture
def operator(staff):
    return staff(Role.OPERATOR, COUNTY)


@pytest.fixture
def failed(operator):
    return message(operator, state=MessageState.FAILED, attempts=5, error="OSError")


def test_the_first_screen_counts_them_and_leads_there(operator, failed, sign_in):
    assert [(due.count, due.url) for due in sign_in(operator).get("/desk/").context["dues"]] == [(1, PAGE)]


def test_the_list_says_to_whom_about_what_and_why_and_not_the_text(operator, failed, sign_in):
    text = sign_in(operator).get(PAGE).content.decode()
    assert [word for word in (str(operator), "<b>for</b>", "OSError") if word not in text] == []
    assert "hello" not in text


@pytest.mark.parametrize("role", [role for role in Role.values if role not in {Role.OPERATOR, Role.EDITOR}])
def test_other_roles_find_nothing_there(staff, sign_in, role, failed):
    client = sign_in(staff(role, email="colleague@example.test"))
    assert [client.get(PAGE).status_code, client.post(f"{PAGE}again/", {"message": failed.pk}).status_code] == [
        404,
        404,
    ]


def test_a_second_round_starts_from_nothing_and_is_recorded(operator, failed, sign_in):
    assert sign_in(operator).post(f"{PAGE}again/", {"message": failed.pk})["Location"] == PAGE
    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (MessageState.QUEUED, 0, "")
    assert AuditEvent.objects.filter(action="message.sent_again", actor=operator).count() == 1


def test_what_was_sent_is_not_sent_again(operator, sign_in):
    sent = message(operator, state=MessageState.SENT)
    sign_in(operator).post(f"{PAGE}again/", {"message": sent.pk})
    assert Message.objects.get(pk=sent.pk).state == MessageState.SENT


def test_the_list_costs_the_same_for_one_and_three(operator, failed, sign_in, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, counts = sign_in(operator), []
    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counts.append(len(queries))
        for _more in range(2):
            message(operator, state=MessageState.FAILED)
    assert counts[0] == counts[1]


def test_all_of_them_are_sent_again_in_one_act(operator, sign_in):
    for _number in range(3):
        message(operator, state=MessageState.FAILED, attempts=5, error="OSError", hindered=True)

    assert sign_in(operator).post(f"{PAGE}all-again/")["Location"] == PAGE

    assert set(Message.objects.values_list("state", "attempts", "error", "hindered")) == {
        (MessageState.QUEUED, 0, "", False)
    }
    assert AuditEvent.objects.filter(action="message.all_sent_again", actor=operator).count() == 1


def test_a_second_click_does_nothing_more(operator, failed, sign_in):
    client = sign_in(operator)
    for _click in range(2):
        client.post(f"{PAGE}all-again/")

    assert AuditEvent.objects.filter(action="message.all_sent_again").count() == 1


def test_what_went_to_a_closed_account_stays(operator, sign_in):
    gone = User.objects.create_user("gone@example.test", is_active=False)
    kept = message(gone, state=MessageState.FAILED, attempts=1)

    sign_in(operator).post(f"{PAGE}all-again/")

    assert Message.objects.get(pk=kept.pk).state == MessageState.FAILED


def test_the_button_stands_only_where_there_is_something_to_send(operator, sign_in):
    assert "all-again" not in sign_in(operator).get(PAGE).content.decode()


def test_nobody_else_sends_all_again(staff, sign_in, failed):
    other = sign_in(staff(Role.COUNTY_OFFICER, email="colleague@example.test"))

    assert other.post(f"{PAGE}all-again/").status_code == 404
