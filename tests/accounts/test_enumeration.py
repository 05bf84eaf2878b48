"""Nobody learns from us whether an address has an account."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories.accounts import PASSPHRASE, member

pytestmark = pytest.mark.django_db
KNOWN, UNKNOWN = "known@example.test", "other@example.test"


@pytest.fixture(autouse=True)
def known():
    return member(KNOWN)


def page(response, email: str) -> str:
    """What is shown, without what differs on every request."""
    text = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", response.content.decode())
    return text.replace(email, "the address")


def outcome(email: str, path: str, field: str, **data: str) -> list[object]:
    """The redirect and the page it leads to."""
    client = Client()
    first = client.post(path, {field: email, **data})
    seen: list[object] = [first.status_code, first.headers.get("Location")]
    shown = first if first.status_code == 200 else client.get(first["Location"])
    return [*seen, page(shown, email)]


ROUTES = [
    ("/accounts/signup/", "email", {"password1": PASSPHRASE}),
    ("/accounts/login/", "login", {"password": "not the passphrase"}),
    ("/accounts/login/code/", "email", {}),
    ("/accounts/password/reset/", "email", {}),
]


@pytest.mark.parametrize(("path", "field", "data"), ROUTES)
def test_known_and_unknown_addresses_get_the_same_answer(path, field, data):
    assert outcome(KNOWN, path, field, **data) == outcome(UNKNOWN, path, field, **data)


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_an_unknown_address_gets_no_mail(path):
    Client().post(path, {"email": UNKNOWN})
    assert mail.outbox == []


def test_each_sign_up_sends_one_mail_to_the_owner_of_the_address():
    for email in (KNOWN, UNKNOWN):
        Client().post("/accounts/signup/", {"email": email, "password1": PASSPHRASE})
    assert [each.to for each in mail.outbox] == [[KNOWN], [UNKNOWN]]


def test_a_second_sign_up_leaves_the_password_alone(known):
    Client().post("/accounts/signup/", {"email": KNOWN, "password1": "a quite different one"})
    known.refresh_from_db()
    assert known.check_password(PASSPHRASE)
