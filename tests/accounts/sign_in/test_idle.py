"""A session of staff in which nothing is done ends; from signing in the way leads back to where one was."""

import pytest
from django.test import Client
from freezegun import freeze_time

from portal.accounts.enums import Role
from tests.factories.accounts import member, password_only

from .guessing import is_in

pytestmark = pytest.mark.django_db
NOON = "2026-11-28 12:00:00"


def after(clock, client: Client, minutes: int):
    clock.tick(minutes * 60)
    return client.get("/messages/?page=1")


def test_staff_are_signed_out_after_half_an_hour_and_come_back_to_where_they_were(staff):
    with freeze_time(NOON) as clock:
        client = password_only(staff(Role.COUNTY_OFFICER))
        assert after(clock, client, 0).status_code == 200
        assert after(clock, client, 29).status_code == 200
        gone = after(clock, client, 31)

    assert gone["Location"] == "/accounts/login/?next=%2Fmessages%2F%3Fpage%3D1"
    assert not is_in(client)
    assert "30 分钟" in client.get(gone["Location"]).content.decode()


def test_the_time_is_a_setting(staff, settings):
    settings.TONGXIN_STAFF_IDLE_MINUTES = 10
    with freeze_time(NOON) as clock:
        client = password_only(staff(Role.COUNTY_OFFICER))
        after(clock, client, 0)
        assert after(clock, client, 11).status_code == 302


def test_who_sends_a_form_too_late_comes_back_to_the_form(staff):
    with freeze_time(NOON) as clock:
        client = password_only(staff(Role.COUNTY_OFFICER))
        after(clock, client, 0)
        clock.tick(40 * 60)
        gone = client.post("/accounts/", {"language": "en"}, HTTP_REFERER="http://testserver/accounts/?x=1")
        elsewhere = password_only(staff(Role.AUDITOR))
        elsewhere.get("/messages/")
        clock.tick(40 * 60)
        other = elsewhere.post("/accounts/", {"language": "en"}, HTTP_REFERER="https://evil.example.test/")

    assert gone["Location"] == "/accounts/login/?next=%2Faccounts%2F%3Fx%3D1"
    assert other["Location"] == "/accounts/login/?next=%2Faccounts%2Fafter-login%2F"


def test_what_a_page_asks_by_itself_keeps_no_session_open(staff):
    with freeze_time(NOON) as clock:
        client = password_only(staff(Role.EDITOR))
        after(clock, client, 0)
        for _ping in range(4):
            clock.tick(10 * 60)
            client.post("/admin/editing-sessions/1/ping/")
        assert after(clock, client, 1).status_code == 302


def test_volunteers_are_not_hurried_and_sign_in_again_after_half_a_day():
    with freeze_time(NOON) as clock:
        client = password_only(member())
        assert [after(clock, client, minutes).status_code for minutes in (0, 60, 300)] == [200, 200, 200]
        assert after(clock, client, 361).status_code == 302


def test_visitors_are_given_no_session(client):
    client.get("/accounts/login/")
    assert "sessionid" not in client.cookies
    assert "device" not in client.cookies
