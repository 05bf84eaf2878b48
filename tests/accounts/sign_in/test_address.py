"""Signing in with another address: shown afresh, proved, told to both, taken back from the old mailbox."""

import re

import pytest
from django.core import mail
from django.test import Client
from freezegun import freeze_time

from portal.accounts.enums import Role
from portal.accounts.models import AddressChange, User
from portal.audit.models import AuditEvent
from tests.factories.accounts import PASSPHRASE, app_code, member, password_only, verified, with_app

from .guessing import WRONG, code_to, is_in, mails_to, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OLD, NEW, OTHER = "old@example.test", "new@example.test", "other@example.test"
CHANGE, CONFIRM = "/accounts/email/", "/accounts/confirm-email/"


def browser(address: str = OLD) -> Client:
    """Somebody who signed in and has just given the password again."""
    client = Client()
    sign_in(client, address)
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    return client


def ask(client: Client, address: str = NEW):
    return client.post(CHANGE, {"email": address, "action_add": "1"})


def changed(client: Client, address: str = NEW) -> None:
    """Ask for another address and enter the code."""
    ask(client, address)
    client.post(CONFIRM, {"code": code_to(address)})


def link_in_mail() -> str:
    """What was sent to the old address."""
    body = next(each.body for each in mail.outbox[::-1] if "put-back" in each.body)
    return re.search(r"/accounts/email/put-back/[\w-]+/", body)[0]


def test_the_whole_way_with_both_told_and_the_old_address_shut():
    user = member(OLD)
    client, other = browser(), Client()
    sign_in(other, OLD)
    mail.outbox.clear()

    assert ask(client)["Location"] == CONFIRM
    assert User.objects.get(pk=user.pk).email == OLD
    assert client.post(CONFIRM, {"code": code_to(NEW)})["Location"] == "/accounts/"

    assert User.objects.get(pk=user.pk).email == NEW
    assert (is_in(client), is_in(other)) == (True, False)
    assert [mails_to(OLD), mails_to(NEW)] == [2, 2]
    assert [sign_in(Client(), address).status_code for address in (OLD, NEW)] == [200, 302]
    assert AuditEvent.objects.filter(action="account.address_changed", actor=user).count() == 1


def test_nothing_changes_before_the_code():
    user = member(OLD)
    client = browser()
    ask(client)
    client.post(CONFIRM, {"code": WRONG})

    assert User.objects.get(pk=user.pk).email == OLD
    assert sign_in(Client(), OLD).status_code == 302
    assert AddressChange.objects.count() == 0


def test_an_old_session_is_asked_who_it_is():
    member(OLD)
    client = Client()
    sign_in(client, OLD)

    assert client.get(CHANGE)["Location"].startswith("/accounts/reauthenticate/")
    assert ask(client)["Location"].startswith("/accounts/reauthenticate/")
    assert mails_to(NEW) == 0


def test_staff_show_the_second_step(staff):
    officer = verified(staff(Role.COUNTY_OFFICER, email=OLD))
    secret = with_app(officer)
    client = password_only(officer)
    client.post("/accounts/reauthenticate/", {"password": PASSPHRASE})

    assert ask(client)["Location"].startswith("/accounts/2fa/reauthenticate/")
    client.post("/accounts/2fa/reauthenticate/", {"code": app_code(secret)})
    assert ask(client)["Location"] == CONFIRM


def test_staff_without_a_second_step_set_it_up_first(staff):
    client = password_only(verified(staff(Role.COUNTY_OFFICER, email=OLD)))
    assert client.get(CHANGE)["Location"] == "/accounts/2fa/"


def test_who_has_no_password_signs_in_once_more():
    user = member(OLD)
    user.set_unusable_password()
    user.save()
    client = Client()
    with freeze_time("2026-11-28 10:00:00") as clock:
        client.post("/accounts/login/code/", {"email": OLD})
        client.post("/accounts/login/code/confirm/", {"code": code_to(OLD)})
        assert client.get(CHANGE).status_code == 200
        clock.tick(360)
        assert client.get(CHANGE)["Location"] == "/accounts/login/code/?next=/accounts/email/"
        assert not is_in(client)


def test_nobody_learns_whether_an_address_has_an_account():
    member(OLD)
    member(OTHER)
    answers = []
    for address in (OTHER, NEW):
        client = browser()
        asked = ask(client, address)
        page = client.get(asked["Location"]).content.decode().replace(address, "the address")
        page = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", page)
        answers.append((asked["Location"], page))

    assert answers[0] == answers[1]


def test_an_address_of_somebody_else_cannot_be_taken_even_with_its_code():
    user = member(OLD)
    member(OTHER)
    client = browser()
    ask(client, OTHER)
    client.post(CONFIRM, {"code": code_to(OTHER)})

    assert User.objects.get(pk=user.pk).email == OLD


def test_an_address_that_looks_like_somebody_else_s_is_refused_once_it_is_proved():
    user = member(OLD)
    member("officer@example.test")
    client = browser()
    ask(client, "0fficer@example.test")
    answer = client.post(CONFIRM, {"code": code_to("0fficer@example.test")})

    assert "看起来一样" in answer.content.decode()
    assert User.objects.get(pk=user.pk).email == OLD


def test_the_owner_of_the_old_mailbox_puts_it_back():
    user = member(OLD)
    thief = browser()
    changed(thief)
    link = link_in_mail()
    visitor = Client()

    assert visitor.get(link).status_code == 200
    assert User.objects.get(pk=user.pk).email == NEW  # opening the link does nothing
    assert visitor.post(link)["Location"] == "/accounts/login/code/"

    user.refresh_from_db()
    assert (user.email, user.has_usable_password(), is_in(thief)) == (OLD, False, False)
    assert [sign_in(Client(), address).status_code for address in (OLD, NEW)] == [200, 200]
    visitor.post("/accounts/login/code/", {"email": OLD})
    visitor.post("/accounts/login/code/confirm/", {"code": code_to(OLD)})
    assert is_in(visitor)
    assert AuditEvent.objects.filter(action="account.address_put_back").count() == 1


def test_putting_back_leaves_the_second_step_on(staff):
    officer = verified(staff(Role.COUNTY_OFFICER, email=OLD))
    secret = with_app(officer)
    client = password_only(officer)
    client.post("/accounts/2fa/reauthenticate/", {"code": app_code(secret)})
    changed(client)
    visitor = Client()
    visitor.post(link_in_mail())
    visitor.post("/accounts/login/code/", {"email": OLD})

    answer = visitor.post("/accounts/login/code/confirm/", {"code": code_to(OLD)})
    assert answer["Location"].startswith("/accounts/2fa/authenticate/")


def test_a_link_counts_once_and_for_seven_days():
    user = member(OLD)
    with freeze_time("2026-11-01 10:00:00"):
        changed(browser())
    link = link_in_mail()
    with freeze_time("2026-11-08 10:00:01"):
        assert Client().get(link).status_code == 404
        assert Client().post(link).status_code == 404
    with freeze_time("2026-11-08 09:59:00"):
        assert Client().post(link).status_code == 302
        assert Client().post(link).status_code == 404
    assert User.objects.get(pk=user.pk).email == OLD


def test_putting_back_the_first_address_ends_the_links_to_later_ones():
    user = member(OLD)
    changed(browser())
    first = link_in_mail()
    changed(browser(NEW), OTHER)
    second = link_in_mail()

    assert first != second
    assert Client().post(first).status_code == 302
    assert Client().post(second).status_code == 404
    assert User.objects.get(pk=user.pk).email == OLD


def test_an_address_that_somebody_has_by_now_is_not_put_back():
    member(OLD)
    changed(browser())
    link = link_in_mail()
    member(OLD)

    assert Client().post(link).status_code == 404


def test_no_mail_names_the_other_address():
    member(OLD)
    changed(browser())
    assert [each for each in mail.outbox if each.to == [OLD] and NEW in each.body] == []
    assert [each for each in mail.outbox if each.to == [NEW] and OLD in each.body] == []


@pytest.mark.parametrize("action", ["action_remove", "action_primary", "action_send"])
def test_what_allauth_offers_for_several_addresses_is_not_there(action):
    member(OLD)
    assert browser().post(CHANGE, {"email": OLD, action: "1"}).status_code == 404
