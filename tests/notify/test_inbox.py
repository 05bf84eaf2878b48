"""Messages in the site: one's own, newest first, marked as read by a form."""

import pytest
from django.db import connection
from django.template import engines
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import User
from portal.notify.context import unread_messages
from portal.notify.models import Channel, Message
from portal.notify.outbox import notify


@pytest.fixture
def browser(client, reader):
    client.force_login(reader)
    return client


def tell(reader, *words: str) -> None:
    for word in words:
        notify(reader, "for_tests", circle="", key=word, words=word)


def subjects(browser) -> list[str]:
    return [letter.subject for letter in browser.get("/messages/").context["letters"]]


def test_messages_are_shown_newest_first_and_once_for_both_channels(browser, reader):
    tell(reader, "one", "two")
    assert subjects(browser) == ["About two", "About one"]


def test_nobody_sees_the_messages_of_others(browser):
    tell(User.objects.create_user("other@example.test", "x"), "secret")
    assert subjects(browser) == []


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/messages/")["Location"] == "/accounts/login/?next=/messages/"


def test_one_message_is_marked_as_read(browser, reader):
    tell(reader, "one", "two")
    number = Message.objects.get(key="one:in_site").pk
    assert browser.post("/messages/read/", {"message": number})["Location"] == "/messages/"
    unread = Message.objects.filter(channel=Channel.IN_SITE, read_at=None)
    assert [each.key for each in unread] == ["two:in_site"]


def test_all_messages_are_marked_as_read(browser, reader):
    tell(reader, "one", "two")
    browser.post("/messages/read/")
    assert not Message.objects.filter(channel=Channel.IN_SITE, read_at=None).exists()


def test_reading_does_not_mark_as_read(browser, reader):
    tell(reader, "one")
    browser.get("/messages/")
    assert browser.get("/messages/").context["letters"][0].is_new is True


def test_messages_of_others_are_not_marked(browser, reader):
    other = User.objects.create_user("other@example.test", "x")
    tell(other, "theirs")
    browser.post("/messages/read/", {"message": Message.objects.get(key="theirs:in_site").pk})
    browser.post("/messages/read/")
    assert Message.objects.filter(recipient=other, read_at=None, channel=Channel.IN_SITE).count() == 1


def test_marking_by_a_link_is_refused(browser):
    assert browser.get("/messages/read/").status_code == 405


def test_the_list_costs_the_same_for_one_and_three(browser, reader):
    counts = []
    for words in (["one"], ["two", "three"]):
        tell(reader, *words)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get("/messages/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_number_of_unread_messages_is_asked_for_only_when_shown(reader, django_assert_num_queries):
    tell(reader, "one", "two")
    request = RequestFactory().get("/")
    request.user = reader
    with django_assert_num_queries(0):
        context = unread_messages(request)
    with django_assert_num_queries(1):
        assert engines["django"].from_string("{{ unread_messages }}").render(context) == "2"


def test_a_visitor_costs_no_question(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        request = client.get("/healthz").wsgi_request
        assert int(str(unread_messages(request)["unread_messages"])) == 0
