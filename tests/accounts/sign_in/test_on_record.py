"""Sign-ins, failures and changes of what one signs in with are on the record."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.test import Client

from portal.audit.models import AuditEvent
from tests.factories.accounts import PASSPHRASE, member

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LOGIN = "/accounts/login/"


@pytest.fixture
def user():
    return member("known@example.test")


def events():
    return list(AuditEvent.objects.order_by("pk").values_list("action", "target_id", "detail"))


def sign_in(address, password):
    return Client().post(LOGIN, {"login": address, "password": password})


def test_a_sign_in_says_by_which_way(user):
    sign_in("known@example.test", PASSPHRASE)

    assert events() == [("account.signed_in", str(user.uuid), {"how": ["password"]})]


def test_a_wrong_password_is_an_event_about_whose_it_would_have_been(user):
    sign_in("known@example.test", "not the passphrase")

    assert events() == [("account.sign_in_failed", str(user.uuid), {"how": "password"})]


def test_an_address_nobody_has_is_named_by_a_hash_always_the_same(db):
    for _try in range(2):
        sign_in("Nobody@example.test", "not the passphrase")

    (first, second) = events()
    assert (first, first[0]) == (second, "account.sign_in_failed")
    assert "nobody" not in str(list(AuditEvent.objects.values()))


def test_a_wrong_code_is_one_too(user):
    browser = Client()
    browser.post("/accounts/login/code/", {"email": "known@example.test"})
    browser.post("/accounts/login/code/confirm/", {"code": "00000000"})

    assert events() == [("account.sign_in_failed", str(user.uuid), {"how": "code"})]


@pytest.mark.parametrize(
    ("signal", "action"),
    [
        (authenticator_added, "account.factor_added"),
        (authenticator_removed, "account.factor_removed"),
        (authenticator_reset, "account.factor_renewed"),
    ],
)
def test_a_second_step_that_changes_is_on_the_record(user, rf, signal, action):
    codes = RecoveryCodes.activate(user).instance
    signal.send(Authenticator, request=rf.get("/"), user=user, authenticator=codes)

    assert events() == [(action, str(user.uuid), {"factor": "recovery_codes"})]


def test_a_new_password_is_on_the_record(user):
    browser = Client()
    browser.post(LOGIN, {"login": "known@example.test", "password": PASSPHRASE})
    typed = {"oldpassword": PASSPHRASE, "password1": "another long phrase", "password2": "another long phrase"}
    browser.post("/accounts/password/change/", typed)

    assert [action for action, *_rest in events()] == ["account.signed_in", "account.password_changed"]
