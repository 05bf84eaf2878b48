"""A volunteer whose account opens a child's page shows a code in each new browser; others only the password."""

import pytest
from django.core import mail
from django.test import Client
from freezegun import freeze_time

from tests.accounts.sign_in.guessing import code_to, is_in, sign_in
from tests.conftest import VILLAGE
from tests.factories.accounts import app_code, verified, with_app
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_volunteer
from volunteers.pairing.enums import PairingState

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CONFIRM = "/accounts/login/code/confirm/"


def paired(areas, state=PairingState.ACTIVE):
    """The account of a volunteer with a pairing in this state."""
    volunteer = make_volunteer(areas[VILLAGE])
    make_pairing(make_child(areas[VILLAGE]), volunteer, state)
    return verified(volunteer.user)


def with_code(client, user):
    sign_in(client, user.email)
    return client.post(CONFIRM, {"code": code_to(user.email)})


def test_a_password_alone_opens_nothing_and_the_browser_is_remembered_after_the_code(areas):
    user, client = paired(areas), Client()

    assert sign_in(client, user.email)["Location"] == CONFIRM
    assert not is_in(client)
    client.post(CONFIRM, {"code": code_to(user.email)})
    assert is_in(client)
    client.post("/accounts/logout/")
    sign_in(client, user.email)
    assert is_in(client)
    assert len(mail.outbox) == 1


def test_after_ninety_days_the_code_is_asked_for_again_however_often_one_signed_in_between(areas):
    user, client = paired(areas), Client()
    with freeze_time("2026-11-01 10:00:00") as clock:
        with_code(client, user)
        client.post("/accounts/logout/")
        clock.tick(60 * 24 * 3600)
        sign_in(client, user.email)
        assert is_in(client)
        client.post("/accounts/logout/")
        clock.tick(31 * 24 * 3600)
        assert sign_in(client, user.email)["Location"] == CONFIRM


def test_a_browser_that_was_forgotten_is_asked_again(areas):
    user, client, other = paired(areas), Client(), Client()
    with_code(client, user)
    with_code(other, user)
    client.post("/accounts/devices/sign-out-everywhere/")

    assert sign_in(other, user.email)["Location"] == CONFIRM


def test_whoever_chose_an_app_is_asked_for_that_instead(areas):
    user, client = paired(areas), Client()
    secret = with_app(user)

    assert sign_in(client, user.email)["Location"].startswith("/accounts/2fa/authenticate/")
    client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
    assert is_in(client)
    assert mail.outbox == []


@pytest.mark.parametrize("state", [PairingState.PROPOSED, PairingState.ENDED])
def test_who_sees_no_child_needs_no_code(areas, state):
    client = Client()
    sign_in(client, paired(areas, state).email)
    assert is_in(client)


def test_the_code_is_offered_away_on_the_account_page(areas):
    user, client = paired(areas), Client()
    with_code(client, user)
    text = client.get("/accounts/").content.decode()
    assert 'href="/accounts/2fa/"' in text
    assert "新设备" in text


def test_the_demo_waives_it_as_it_waives_the_second_step(areas, settings):
    settings.TONGXIN_DEMO = True
    client = Client()
    sign_in(client, paired(areas).email)
    assert is_in(client)
