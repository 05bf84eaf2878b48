"""Guessing is slow: the limits live in the cache all processes share."""

import pytest
from django.core.cache import cache
from django.test import Client

from portal.accounts.adapter import AccountAdapter
from tests.factories.accounts import PASSPHRASE, member

pytestmark = pytest.mark.django_db


def try_password(password: str, address: str = "10.0.0.1"):
    data = {"login": "member@example.test", "password": password}
    return Client(REMOTE_ADDR=address).post("/accounts/login/", data)


def test_the_limits_live_in_the_database():
    assert type(cache._connections[cache._alias]).__name__ == "SignedDatabaseCache"


def test_five_wrong_passwords_close_the_door_even_to_the_right_one_from_elsewhere():
    member()
    for number in range(5):
        assert try_password("wrong", f"10.0.0.{number}").status_code == 200
    answer = try_password(PASSPHRASE, "10.0.0.9")
    assert answer.status_code == 200
    assert str(AccountAdapter.error_messages["too_many_login_attempts"]) in answer.content.decode()


def test_the_fifth_try_may_still_be_right():
    member()
    for _try in range(4):
        try_password("wrong")
    assert try_password(PASSPHRASE).status_code == 302


def test_asking_for_codes_has_a_limit():
    member()
    answers = [Client().post("/accounts/login/code/", {"email": "member@example.test"}) for _try in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200]


def test_too_many_sign_ups_from_one_address_get_a_page_that_says_so():
    answers = [Client().post("/accounts/signup/", {"email": "x"}) for _try in range(21)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert "<h1>" in answers[-1].content.decode()
