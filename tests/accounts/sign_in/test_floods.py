"""Nobody fills another one's mailbox, and a flood silences nobody else."""

import pytest
from django.test import Client
from freezegun import freeze_time

from portal.accounts.sign_in import limits
from tests.factories.accounts import PASSPHRASE, member

from .guessing import is_in, mails_to, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]
VICTIM, NOBODY = "victim@example.test", "nobody@example.test"
WAYS = [
    ("/accounts/login/code/", {}),
    ("/accounts/password/reset/", {}),
    ("/accounts/signup/", {"password1": PASSPHRASE}),
]


def ask(address: str, path: str = "/accounts/login/code/", client: Client | None = None, **data: str):
    return (client or Client()).post(path, {"email": address, **data})


def flood(address: str, hours: int = 0) -> list[int]:
    """Ask in all ways, each time from another network; the answers."""
    answers = []
    with freeze_time("2026-11-28 02:00:00") as clock:
        for number in range(60):
            path, data = WAYS[number % 3]
            answers.append(ask(address, path, Client(REMOTE_ADDR=f"10.5.{number}.1"), **data).status_code)
            clock.tick(hours * 60)
    return answers


def test_a_flood_over_all_ways_sends_three_mails_at_once():
    member(VICTIM)
    flood(VICTIM)
    assert mails_to(VICTIM) == 3


def test_a_flood_of_a_day_sends_ten():
    member(VICTIM)
    flood(VICTIM, hours=22)
    assert mails_to(VICTIM) == 10


def test_known_and_unknown_addresses_are_answered_alike_in_a_flood():
    member(VICTIM)
    assert flood(VICTIM, hours=22) == flood(NOBODY, hours=22)


def test_the_owner_gets_a_code_in_a_known_browser_all_the_same():
    member(VICTIM)
    own = Client()
    sign_in(own, VICTIM)
    own.post("/accounts/logout/")
    flood(VICTIM)
    before = mails_to(VICTIM)

    assert ask(VICTIM, client=own).status_code == 302
    assert mails_to(VICTIM) == before + 1


def test_a_refused_request_says_when_and_keeps_the_address():
    member(VICTIM)
    with freeze_time("2026-11-28 02:00:00"):
        for _time in range(3):
            ask(VICTIM)
        text = ask(VICTIM).content.decode()

    assert "10:02" in text
    assert f'value="{VICTIM}"' in text


def test_a_flood_from_many_networks_leaves_every_other_network_its_codes(monkeypatch):
    member(VICTIM)
    monkeypatch.setattr("portal.accounts.sign_in.guarding.EVERYBODY", limits.Limit("everybody", 20, (), 20))
    # Four networks ask for codes to ever new addresses.
    for number in range(60):
        ask(f"somebody{number}@example.test", client=Client(REMOTE_ADDR=f"10.6.{number % 4}.1"))
    refused = ask("another@example.test", client=Client(REMOTE_ADDR="10.6.1.1"))
    taken = ask(VICTIM, client=Client(REMOTE_ADDR="10.7.7.7"))

    assert (refused.status_code, taken.status_code) == (200, 302)
    assert mails_to(VICTIM) == 1


def test_a_known_browser_in_the_network_of_a_flood_is_not_counted_with_it():
    member(VICTIM)
    own, flooding = Client(REMOTE_ADDR="10.8.8.8"), "10.8.8.8"
    sign_in(own, VICTIM)
    own.post("/accounts/logout/")
    for number in range(30):
        sign_in(Client(REMOTE_ADDR=flooding), f"somebody{number}@example.test", "wrong")

    assert sign_in(own, VICTIM).status_code == 302
    assert is_in(own)


def test_a_second_mailbox_in_one_home_of_ipv6_is_the_same_network():
    from portal.accounts.sign_in.guarding import network_of

    assert network_of("2001:db8:1:2:3::9") == network_of("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert network_of("::ffff:10.0.0.1") == "10.0.0.1"
