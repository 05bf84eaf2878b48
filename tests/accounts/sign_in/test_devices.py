"""The browsers in which somebody is known: listed, told of, forgotten."""

import re

import pytest
from django.core import mail
from django.test import Client
from freezegun import freeze_time

from portal.accounts.models import Device, User
from portal.accounts.sign_in.devices import describe
from portal.audit.models import AuditEvent
from tests.factories.accounts import PASSPHRASE, member

from .guessing import is_in, mails_to, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]
OWNER = "owner@example.test"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36"
WECHAT = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/110.0 Mobile Safari/537.36 MicroMessenger/8.0.42"


@pytest.fixture
def owner():
    """Somebody known in one browser; `owner.browser` is signed in there."""
    user = member(OWNER)
    user.browser = Client(HTTP_USER_AGENT=CHROME)
    sign_in(user.browser, OWNER)
    mail.outbox.clear()
    return user


def test_the_cookie_cannot_be_read_by_scripts_and_is_no_secret_of_the_database(owner):
    cookie = owner.browser.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 90 * 24 * 60 * 60)
    assert Device.objects.filter(token__contains=cookie.value[:20]).count() == 0


def test_the_cookie_alone_signs_nobody_in(owner):
    thief = Client()
    thief.cookies["device"] = owner.browser.cookies["device"].value
    assert not is_in(thief)


def test_a_sign_in_in_a_new_browser_is_told_in_the_owner_s_language(owner):
    User.objects.filter(pk=owner.pk).update(language="en")
    sign_in(Client(HTTP_USER_AGENT=WECHAT, REMOTE_ADDR="10.9.9.9"), OWNER)

    assert [(each.to, "WeChat · Android" in each.body, "10.9.9.9" in each.body) for each in mail.outbox] == [
        ([OWNER], True, True)
    ]
    assert mail.outbox[0].subject == "Your account was signed in to in a new browser"
    assert "/en/accounts/devices/" in mail.outbox[0].body


def test_a_known_browser_and_the_first_of_all_are_not_told(owner):
    owner.browser.post("/accounts/logout/")
    sign_in(owner.browser, OWNER)
    sign_in(Client(), member("new@example.test").email)
    assert mail.outbox == []


def test_the_list_says_which_browser_this_is_and_which_others_there_are(owner):
    sign_in(Client(HTTP_USER_AGENT=WECHAT), OWNER)
    text = owner.browser.get("/accounts/devices/").content.decode()

    assert re.findall(r"(Chrome · Windows|WeChat · Android).*?(这台设备|已登录)", text, re.DOTALL) == [
        ("WeChat · Android", "已登录"),
        ("Chrome · Windows", "这台设备"),
    ]


def test_nobody_sees_or_forgets_the_browsers_of_others(owner):
    other = member("other@example.test")
    client = Client()
    sign_in(client, other.email)
    device = owner.devices.get()

    assert "Chrome · Windows" not in client.get("/accounts/devices/").content.decode()
    assert client.post(f"/accounts/devices/{device.uuid}/forget/").status_code == 404
    assert is_in(owner.browser)


def test_a_forgotten_browser_is_signed_out_and_new_again(owner):
    lost = Client(HTTP_USER_AGENT=WECHAT)
    sign_in(lost, OWNER)
    device = owner.devices.get(label="WeChat · Android")

    assert owner.browser.post(f"/accounts/devices/{device.uuid}/forget/")["Location"] == "/accounts/devices/"

    assert (is_in(lost), is_in(owner.browser)) == (False, True)
    mail.outbox.clear()
    sign_in(lost, OWNER)
    assert mails_to(OWNER) == 1
    assert AuditEvent.objects.filter(action="device.forgotten", target_id=str(device.uuid)).count() == 1


def test_forgetting_the_browser_one_sits_at_signs_out(owner):
    device = owner.devices.get()
    assert owner.browser.post(f"/accounts/devices/{device.uuid}/forget/")["Location"] == "/"
    assert not is_in(owner.browser)


def test_signing_out_everywhere_ends_all_sessions_and_forgets_all_browsers(owner):
    other = Client()
    sign_in(other, OWNER)

    assert owner.browser.post("/accounts/devices/sign-out-everywhere/")["Location"] == "/accounts/login/"

    assert (is_in(owner.browser), is_in(other)) == (False, False)
    assert owner.devices.count() == 0
    assert AuditEvent.objects.filter(action="account.signed_out_everywhere", actor=owner).count() == 1


def test_a_new_password_forgets_the_other_browsers_only(owner):
    other = Client()
    sign_in(other, OWNER)
    owner.browser.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    words = {"oldpassword": PASSPHRASE, "password1": "four other warm words", "password2": "four other warm words"}
    owner.browser.post("/accounts/password/change/", words)

    assert (is_in(owner.browser), is_in(other)) == (True, False)
    assert owner.devices.get().label == "Chrome · Windows"
    device = owner.devices.get()
    owner.browser.post(f"/accounts/devices/{device.uuid}/forget/")
    assert not is_in(owner.browser)


def test_signing_out_leaves_the_browser_known_and_without_a_session(owner):
    owner.browser.post("/accounts/logout/")
    assert owner.devices.get().session_key == ""


def test_after_ninety_days_a_browser_is_new_again():
    member(OWNER)
    client = Client()
    with freeze_time("2026-01-01 10:00:00"):
        sign_in(client, OWNER)
        client.post("/accounts/logout/")
        mail.outbox.clear()
    with freeze_time("2026-04-02 10:00:00"):
        sign_in(client, OWNER)
    assert mails_to(OWNER) == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome · Windows"),
        (WECHAT, "WeChat · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari · iPhone"),
        ("something <b>else</b>", ""),
    ],
)
def test_a_browser_is_called_by_the_names_on_the_box(agent, name):
    assert describe(agent) == name


@pytest.mark.parametrize("path", ["", "/en"])
def test_the_list_is_for_who_is_signed_in(client, path):
    assert client.get(f"{path}/accounts/devices/")["Location"].startswith(f"{path}/accounts/login/")
