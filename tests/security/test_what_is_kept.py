"""Logs, error reports and caches: what was typed, and what is about someone, stays out of them."""

import logging
import sys

import pytest
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils.module_loading import import_string

from portal.accounts.models import User
from portal.notify.delivery import deliver_message
from portal.notify.models import Channel, Message
from portal.web.error_reports import FramesOnly
from tests.conftest import VILLAGE
from tests.factories.volunteers import make_active_volunteer

pytestmark = pytest.mark.django_db
NUMBER, NAME = "529999201503070011", "测试童甲"


def failing(name: str) -> None:
    try:
        int(name)
    except ValueError as error:
        raise RuntimeError(f"Failing row contains ({name})") from error


def caught():
    """What the logging module is given for an error whose words hold personal data."""
    try:
        failing(NUMBER + NAME)
    except RuntimeError:
        return sys.exc_info()
    raise AssertionError


def test_a_logged_error_says_where_and_which_kind_and_not_what():
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, "Internal Server Error: /", (), caught())
    record.exc_text = f"put together by another handler: {NUMBER}"

    text = FramesOnly().format(record)

    assert (NUMBER in text, NAME in text) == (False, False)
    assert (text.count("in failing"), "builtins.ValueError" in text, "builtins.RuntimeError" in text) == (2, True, True)


def test_an_error_report_holds_nothing_that_was_typed_or_computed(settings):
    settings.DEBUG = False
    request = RequestFactory().post(f"/desk/?q={NAME}", {"id_number": NUMBER}, headers={"referer": f"/?q={NAME}"})
    request.COOKIES["sessionid"] = "a-secret-session"
    report = import_string(settings.DEFAULT_EXCEPTION_REPORTER)(request, *caught(), is_email=True)

    for text in (report.get_traceback_text(), report.get_traceback_html()):
        assert [found for found in (NUMBER, NAME, "a-secret-session", "%E6%B5%8B") if found in text] == []
        assert "RuntimeError" in text


def test_nobody_is_mailed_errors_and_production_does_log_them(settings):
    handlers = settings.LOGGING["loggers"]["django"]["handlers"]

    assert (handlers, settings.LOGGING["root"]["handlers"]) == ([], ["console"])


def test_a_mail_servers_refusal_is_logged_without_the_address(monkeypatch, caplog):
    person = User.objects.create_user("grandmother@example.test")
    message = Message.objects.create(key="k", recipient=person, channel=Channel.EMAIL, template="volunteer_submitted")

    def refuse(self, *args, **kwargs):
        raise ConnectionRefusedError("550 grandmother@example.test unknown")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    deliver_message(message.pk)

    assert "ConnectionRefusedError" in caplog.text
    assert "grandmother" not in "".join(FramesOnly().format(record) for record in caplog.records)


def test_the_cache_keeps_the_counters_of_failed_sign_ins_when_flooded():
    cache.set("allauth:rl:login_failed", 5)
    for number in range(400):
        cache.add(f"once:{number}", "/", 3600)

    assert cache.get("allauth:rl:login_failed") == 5


PAGES = ["/", "/en/", "/volunteer/", "/activities/", "/places/", "/accounts/", "/messages/", "/nothing-here/"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_made_for_someone_signed_in_are_kept_by_nobody(areas, sign_in, path):
    browser = sign_in(make_active_volunteer(areas[VILLAGE]).user)

    assert "no-store" in browser.get(path).headers["Cache-Control"]


def test_pages_of_visitors_may_be_kept(areas):
    assert "Cache-Control" not in Client().get(reverse("activities:sessions")).headers
