"""Codes count once, setting up survives a slow phone, and who loses everything is let in again by the operator."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from freezegun import freeze_time

from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.notify.models import Channel, Message
from tests.factories.accounts import PASSPHRASE, app_code, member, password_only, verified, with_app

ACTIVATE, PROVE, CODES = "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/", "/accounts/2fa/recovery-codes/"


@pytest.fixture
def officer(staff):
    """A county officer with an authenticator app; `officer.secret` is its secret."""
    user = verified(staff(Role.COUNTY_OFFICER))
    user.secret = with_app(user)
    return user


def entered(user, code, client=None):
    """The answer to password and code, as a browser gets it."""
    client = client or Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSPHRASE})
    return client.post(PROVE, {"code": code})


def recovery_codes_of(user):
    return Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()


def setting_up(user):
    """A browser that has just given the password, on the page that sets up the app."""
    client = password_only(user)
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    return client


def secret_on(page):
    return re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page.content.decode()).group(1)


@pytest.mark.parametrize("seconds", [1, 29, 35, 59])
def test_a_code_of_the_app_counts_once_as_long_as_it_would_be_accepted(officer, seconds):
    # 12:00:00 UTC begins a code; the next one counts already, and until 12:01:30.
    with freeze_time("2026-11-22 12:00:30"):
        code = app_code(officer.secret)
    with freeze_time("2026-11-22 12:00:00") as clock:
        first = entered(officer, code)
        clock.tick(seconds)
        again = entered(officer, code)

    assert (first.status_code, again.status_code) == (302, 200)
    assert "验证码不对" in again.content.decode()


def test_a_code_that_signed_in_confirms_nothing_later(officer):
    with freeze_time("2026-11-22 12:00:00") as clock:
        client, code = Client(), app_code(officer.secret)
        entered(officer, code, client)
        clock.tick(35)
        again = client.post("/accounts/2fa/reauthenticate/", {"code": code, "next": CODES})

    assert again.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_the_code_that_turned_the_app_on_does_not_sign_in(staff):
    user = verified(staff(Role.COUNTY_OFFICER))
    client = setting_up(user)
    code = app_code(secret_on(client.get(ACTIVATE)).replace(" ", ""))

    assert client.post(ACTIVATE, {"code": code})["Location"] == CODES
    assert entered(user, code).status_code == 200


def test_an_old_code_and_a_wrong_one_say_what_to_do(officer):
    with freeze_time("2026-11-22 12:00:00"):
        old = app_code(officer.secret)
    with freeze_time("2026-11-22 12:02:00"):
        answers = [entered(officer, code).content.decode() for code in (old, "000000")]

    assert ["请等应用换出下一个" in answer for answer in answers] == [True, True]


def test_the_secret_is_shown_in_groups_and_stays_when_the_page_is_opened_again(db):
    client = setting_up(member())
    first, second = secret_on(client.get(ACTIVATE)), secret_on(client.get(ACTIVATE))

    assert first == second
    assert [len(group) for group in first.split()] == [4] * 8


@pytest.mark.parametrize("language", ["", "/en"])
def test_on_the_phone_itself_a_link_opens_the_app(db, language):
    page = setting_up(member()).get(language + ACTIVATE)

    links = re.findall(r'href="(otpauth://totp/[^"]+)"', page.content.decode())
    assert [secret_on(page).replace(" ", "") in link for link in links] == [True]


@pytest.mark.django_db(transaction=True)
def test_who_searches_for_an_app_for_six_minutes_goes_on_with_the_same_secret(staff):
    user = verified(staff(Role.COUNTY_OFFICER))
    with freeze_time("2026-11-22 12:00:00") as clock:
        client = setting_up(user)
        secret = secret_on(client.get(ACTIVATE)).replace(" ", "")
        clock.tick(360)
        asked = client.post(ACTIVATE, {"code": app_code(secret)})
        done = client.post(asked["Location"], {"password": PASSPHRASE, "next": ACTIVATE})

    assert asked["Location"].startswith("/accounts/reauthenticate/")
    assert done["Location"] == CODES


@pytest.mark.parametrize(("used", "says"), [(1, "还剩9个"), (10, "没有备用码了")])
def test_who_enters_with_a_recovery_code_reads_how_many_are_left(officer, used, says):
    codes = recovery_codes_of(officer)
    for code in codes[:used]:
        client = Client()
        entered(officer, code, client)

    text = client.get("/desk/").content.decode()
    assert says in text
    assert 'href="/accounts/2fa/"' in text


def test_the_file_of_recovery_codes_says_what_it_is_for(officer):
    client = password_only(officer)
    client.post("/accounts/2fa/reauthenticate/", {"code": app_code(officer.secret)})
    text = client.get(f"{CODES}download/").content.decode()

    assert [line for line in text.splitlines() if line.isdigit()] == recovery_codes_of(officer)
    assert (officer.email in text, "http://testserver/" in text, "备用码" in text) == (True, True, True)


def test_the_second_step_says_what_to_do_without_the_phone(officer):
    client = Client()
    client.post("/accounts/login/", {"login": officer.email, "password": PASSPHRASE})
    text = client.get(PROVE).content.decode()

    assert ("手机丢了" in text, "备用码也没有" in text) == (True, True)


def test_the_operator_takes_a_lost_second_step_away(officer, capsys):
    browser = Client()
    entered(officer, app_code(officer.secret), browser)

    call_command("reset_second_step", officer.email.upper())

    assert officer.email in capsys.readouterr().out
    assert Authenticator.objects.filter(user=officer).count() == 0
    assert browser.get("/desk/")["Location"] == "/accounts/login/?next=/desk/"
    again = Client()
    again.post("/accounts/login/", {"login": officer.email, "password": PASSPHRASE})
    assert again.get("/desk/")["Location"] == "/accounts/2fa/"
    event = AuditEvent.objects.get(action="account.second_step_reset")
    assert (event.actor, event.target_id) == (None, str(officer.uuid))
    told = Message.objects.filter(recipient=officer, template="second_step_reset")
    assert set(told.values_list("channel", flat=True)) == {Channel.EMAIL, Channel.IN_SITE}


@pytest.mark.parametrize("email", ["nobody@example.test", "member@example.test"])
def test_nothing_is_taken_from_who_has_nothing(db, email):
    member()
    with pytest.raises(CommandError):
        call_command("reset_second_step", email)
    assert AuditEvent.objects.count() == 0


def test_who_never_had_a_password_is_led_to_setting_one(staff, mailoutbox):
    user = staff(Role.COUNTY_OFFICER)
    user.set_unusable_password()
    user.save()
    client = password_only(user)

    text = client.get("/accounts/").content.decode()
    assert 'href="/accounts/password/change/"' not in text
    assert 'href="/accounts/password/reset/"' in text
    assert client.get("/accounts/password/reset/").status_code == 200
    client.post("/accounts/password/reset/", {"email": user.email})
    code = re.search(r"^\d{4} \d{4}$", mailoutbox[-1].body, re.MULTILINE).group()
    client.post("/accounts/password/reset/confirm/", {"code": code})
    words = {"password1": PASSPHRASE, "password2": PASSPHRASE}
    assert client.post("/accounts/password/reset/complete/", words)["Location"] == "/accounts/password/reset/done/"
    user.refresh_from_db()
    assert user.check_password(PASSPHRASE)
