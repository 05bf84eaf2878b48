"""Signing up, signing in and setting a new password, from the first page back to what was wanted."""

import re

import pytest
from django.core import mail
from django.test import Client

from portal.accounts.models import User
from tests.factories.accounts import PASSPHRASE, member

pytestmark = pytest.mark.django_db
WANTED = "/messages/"


def code_in_mail() -> str:
    return re.search(r"^\d{4} \d{4}$", mail.outbox[-1].body, re.MULTILINE).group()


def follow_next(client: Client, path: str) -> str:
    """The address of the sign-in page a protected page sends to."""
    response = client.get(path)
    assert response.status_code == 302
    return response["Location"]


def sign_up(client: Client, email: str = "new@example.test"):
    return client.post("/accounts/signup/", {"email": email, "password1": PASSPHRASE, "next": WANTED})


def test_a_visitor_signs_up_and_comes_back_to_what_was_wanted(client):
    login = follow_next(client, WANTED)
    assert login == "/accounts/login/?next=/messages/"
    assert 'href="/accounts/signup/?next=%2Fmessages%2F"' in client.get(login).content.decode()
    assert sign_up(client)["Location"] == "/accounts/confirm-email/"
    response = client.post("/accounts/confirm-email/", {"code": code_in_mail()})
    assert response["Location"] == WANTED
    assert client.get(WANTED).status_code == 200


def test_sign_up_asks_for_two_things_only(client):
    form = client.get("/accounts/signup/").context["form"]
    assert list(form.fields) == ["email", "password1"]


def test_nobody_is_signed_in_before_the_address_is_confirmed(client):
    sign_up(client)
    assert follow_next(client, WANTED) == "/accounts/login/?next=/messages/"


def test_a_code_may_be_typed_full_width_and_spaced(client):
    sign_up(client)
    code = "".join(chr(ord(digit) + 0xFEE0) for digit in code_in_mail().replace(" ", ""))
    response = client.post("/accounts/confirm-email/", {"code": f"{code[:3]} {code[3:]}"})
    assert response.status_code == 302


def test_three_wrong_codes_end_the_code(client):
    sign_up(client)
    right = code_in_mail()
    wrong = "0000 0000" if right != "0000 0000" else "1111 1111"
    for _try in range(3):
        client.post("/accounts/confirm-email/", {"code": wrong})
    client.post("/accounts/confirm-email/", {"code": right})
    assert follow_next(client, WANTED) == "/accounts/login/?next=/messages/"


def test_a_member_signs_in_with_the_password_and_comes_back(client):
    member()
    data = {"login": "Member@Example.test", "password": PASSPHRASE, "next": WANTED}
    assert client.post("/accounts/login/", data)["Location"] == WANTED


def test_a_member_signs_in_with_a_code_and_comes_back(client):
    member()
    asked = client.post("/accounts/login/code/", {"email": "member@example.test", "next": WANTED})
    answer = client.post(asked["Location"], {"code": code_in_mail(), "next": WANTED})
    assert answer["Location"] == WANTED


def test_a_member_sets_a_new_password_with_a_code_and_is_not_signed_in_by_it(client):
    user = member()
    client.post("/accounts/password/reset/", {"email": user.email})
    assert client.post("/accounts/password/reset/confirm/", {"code": code_in_mail()}).status_code == 302
    words = "four other warm words"
    done = client.post("/accounts/password/reset/complete/", {"password1": words, "password2": words})
    assert done["Location"] == "/accounts/password/reset/done/"
    assert User.objects.get(pk=user.pk).check_password(words)
    assert follow_next(client, WANTED) == "/accounts/login/?next=/messages/"


def test_nobody_is_sent_to_another_site(client):
    member()
    data = {"login": "member@example.test", "password": PASSPHRASE, "next": "https://elsewhere.example.test/"}
    assert client.post("/accounts/login/", data)["Location"] == "/accounts/after-login/"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_whoever_signs_in_stays_in_the_language_of_the_page(client, prefix):
    client.force_login(member())
    assert client.get(f"{prefix}/accounts/after-login/")["Location"] == f"{prefix}/volunteer/"


def test_a_closed_account_stays_closed(client):
    member(is_active=False)
    client.post("/accounts/login/", {"login": "member@example.test", "password": PASSPHRASE})
    assert follow_next(client, WANTED) == "/accounts/login/?next=/messages/"


def test_emails_name_the_site_and_not_the_host_of_the_request(settings):
    settings.ALLOWED_HOSTS = ["evil.example.test"]
    settings.WAGTAILADMIN_BASE_URL = "https://tongxin.example.test"
    member()
    sign_up(Client(HTTP_HOST="evil.example.test"))
    sign_up(Client(HTTP_HOST="evil.example.test"), "member@example.test")
    for path in ("/accounts/login/code/", "/accounts/password/reset/"):
        Client(HTTP_HOST="evil.example.test").post(path, {"email": "member@example.test"})
    texts = [f"{each.subject}\n{each.body}" for each in mail.outbox]
    assert len(texts) == 4
    assert [text for text in texts if "evil" in text or "https://tongxin.example.test" not in text] == []
