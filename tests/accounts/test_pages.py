"""Every page of sign-in is in our design, keeps to the strict policy, and pages we do not offer are not there."""

import re

import pytest
from django.urls import get_resolver, reverse

from tests.factories.accounts import app_code, member, password_only, with_app

pytestmark = pytest.mark.django_db

OPEN = ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/", "/accounts/password/reset/"]
OPEN += ["/accounts/inactive/", "/accounts/password/reset/done/"]
OWN = ["/accounts/", "/accounts/logout/", "/accounts/password/change/", "/accounts/2fa/", "/messages/"]
OWN += ["/accounts/2fa/totp/deactivate/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/"]
OWN += ["/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/generate/"]
OWN += ["/accounts/email/", "/accounts/devices/"]
ABSENT = ["/accounts/password/set/", "/accounts/3rdparty/", "/accounts/sessions/"]
ABSENT += ["/accounts/signup/passkey/", "/accounts/2fa/webauthn/login/", "/accounts/phone/verify/", "/demo/outbox/"]


@pytest.fixture
def enrolled():
    """A browser that has just shown an authenticator app."""
    user = member()
    secret = with_app(user)
    client = password_only(user)
    client.post("/accounts/2fa/reauthenticate/", {"code": app_code(secret)})
    return client


def assert_ours(response) -> None:
    """Our header and footer, one heading, and nothing the strict policy would block."""
    text = response.content.decode()
    assert response.status_code == 200
    assert text.count("<h1") == 1
    assert 'id="main"' in text
    assert re.findall(r"<(?:\w+)[^>]*\s(?:style|on\w+)=", text) == []
    assert [
        tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag and "application/json" not in tag
    ] == []
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", OPEN)
@pytest.mark.parametrize("language", ["", "/en"])
def test_pages_for_visitors_are_ours(client, path, language):
    assert_ours(client.get(language + path))


@pytest.mark.parametrize("path", OWN)
def test_pages_of_a_member_are_ours(enrolled, path):
    assert_ours(enrolled.get(path))


def test_setting_up_an_app_shows_its_picture_as_data(client):
    client = password_only(member())
    client.post("/accounts/reauthenticate/", {"password": "three warm words"})
    response = client.get("/accounts/2fa/totp/activate/")
    assert_ours(response)
    assert 'src="data:image/svg+xml;base64,' in response.content.decode()


@pytest.mark.parametrize("path", ["/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/"])
def test_pages_that_ask_again_are_ours(path):
    user = member()
    if "2fa" in path:
        with_app(user)
    assert_ours(password_only(user).get(path))


def test_codes_and_recovery_codes_are_never_cached(enrolled, client):
    assert "no-store" in enrolled.get("/accounts/2fa/recovery-codes/").headers["Cache-Control"]


@pytest.mark.parametrize("path", ABSENT)
def test_pages_we_do_not_offer_are_not_there(enrolled, path):
    assert enrolled.get(path).status_code == 404


def test_every_address_of_allauth_is_looked_at_here():
    known = {*OPEN, *OWN, *ABSENT}
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    plain = {reverse(name) for name in names if name.startswith(("account_", "mfa_")) and "webauthn" not in name}
    steps = {
        "/accounts/reauthenticate/",
        "/accounts/confirm-email/",
        "/accounts/login/code/confirm/",
        "/accounts/password/reset/confirm/",
        "/accounts/password/reset/complete/",
        "/accounts/2fa/authenticate/",
        "/accounts/2fa/reauthenticate/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/recovery-codes/download/",
    }
    assert plain - known - steps == set()


def test_the_demo_names_its_accounts_where_one_signs_in(client, settings):
    settings.TONGXIN_DEMO = True
    text = client.get("/accounts/login/").content.decode()
    assert "county@demo.test" in text
    assert "tongxin-demo-2026" in text


def test_a_real_site_names_none(client):
    assert "demo.test" not in client.get("/accounts/login/").content.decode()


def test_the_demos_codes_are_in_its_letter_box(client, settings):
    settings.TONGXIN_DEMO = True
    settings.EMAIL_BACKEND = "portal.notify.backends.StoredEmailBackend"
    for email in ("first@example.test", "second@example.test"):
        client.post("/accounts/login/code/", {"email": member(email).email})
        asked = client.get("/accounts/login/code/confirm/").content.decode()
        assert 'href="/demo/outbox/"' in asked
        client.logout()
    text = client.get("/demo/outbox/").content.decode()
    assert text.index("second@example.test") < text.index("first@example.test")
    assert len(re.findall(r">\s*<p>\d{4} \d{4}</p>|<p>\d{4} \d{4}</p>", text)) == 2


@pytest.mark.parametrize("home", ["/", "/en/"])
def test_signing_out_leads_home_in_the_language_one_was_reading(home):
    client = password_only(member())

    response = client.post(f"{home}accounts/logout/")

    assert response.headers["Location"] == home
