"""Whoever guesses is stopped over all ways together; whoever is known in a browser goes on."""

import pytest
from django.test import Client
from freezegun import freeze_time

from portal.accounts.enums import Role
from portal.accounts.models import Counter
from portal.accounts.sign_in.limits import GUESSES
from tests.factories.accounts import PASSPHRASE, app_code, member, verified, with_app

from .guessing import by_code, by_password, by_reset, is_in, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.database]
VICTIM, NOBODY = "victim@example.test", "nobody@example.test"


def judged(address: str) -> int:
    """How many tries at this address counted, those of strangers."""
    row = Counter.objects.filter(key=GUESSES.key("stranger", address)).first()
    return row.count if row else 0


def test_sixty_guesses_in_two_minutes_over_all_ways_are_five():
    member(VICTIM)
    with freeze_time("2026-11-28 10:00:00") as clock:
        for number in range(7):
            for way in (by_code, by_reset, by_password):
                way(VICTIM, number)
            clock.tick(8)

    assert judged(VICTIM) == 5


def test_a_day_of_guessing_is_twenty_tries():
    member(VICTIM)
    with freeze_time("2026-11-28 10:00:00") as clock:
        for number in range(200):
            sign_in(Client(REMOTE_ADDR=f"10.4.{number}.1"), VICTIM, "wrong")
            clock.tick(430)

    assert judged(VICTIM) == 20


def test_the_wait_grows_and_the_day_after_it_begins_anew():
    member(VICTIM)
    with freeze_time("2026-11-28 10:00:00") as clock:
        for _try in range(5):
            sign_in(Client(), VICTIM, "wrong")
        assert "18:01" in sign_in(Client(), VICTIM).content.decode()
        clock.tick(61)
        sign_in(Client(), VICTIM, "wrong")
        assert "18:04" in sign_in(Client(), VICTIM).content.decode()
        clock.tick(24 * 60 * 60)
        assert sign_in(Client(), VICTIM).status_code == 302


def test_the_owner_signs_in_from_a_known_browser_while_strangers_guess():
    member(VICTIM)
    own, new = Client(), Client()
    sign_in(own, VICTIM)
    own.post("/accounts/logout/")
    for number in range(4):
        by_password(VICTIM, number)

    assert (sign_in(new, VICTIM).status_code, sign_in(own, VICTIM).status_code) == (200, 302)
    assert (is_in(new), is_in(own)) == (False, True)


def test_a_known_browser_is_no_way_to_guess_without_end():
    member(VICTIM)
    stolen = Client()
    sign_in(stolen, VICTIM)
    stolen.post("/accounts/logout/")
    for _try in range(5):
        sign_in(stolen, VICTIM, "wrong")

    assert sign_in(stolen, VICTIM).status_code == 200
    assert judged(VICTIM) == 0


def test_a_browser_known_for_one_account_is_a_stranger_to_another():
    member(VICTIM)
    own = member("own@example.test")
    client = Client()
    sign_in(client, own.email)
    client.post("/accounts/logout/")
    for _try in range(6):
        sign_in(client, VICTIM, "wrong")

    assert judged(VICTIM) == 5


def test_codes_of_the_second_step_are_guesses_too(staff):
    officer = verified(staff(Role.COUNTY_OFFICER, email=VICTIM))
    secret = with_app(officer)
    client = Client()
    sign_in(client, VICTIM)
    for _try in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    answer = client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})

    assert answer.status_code == 200
    assert not is_in(client)


def test_a_right_try_is_no_guess():
    member(VICTIM)
    for _time in range(12):
        assert sign_in(Client(), VICTIM).status_code == 302
    assert judged(VICTIM) == 0


@pytest.mark.parametrize("way", [by_code, by_reset, by_password])
def test_known_and_unknown_addresses_are_closed_alike(way):
    member(VICTIM)
    answers = [
        [each.status_code for number in range(3) for each in way(address, number)] for address in (VICTIM, NOBODY)
    ]

    assert answers[0] == answers[1]
    assert judged(VICTIM) == judged(NOBODY) == 5


def test_a_closed_code_page_says_until_when_and_keeps_the_code():
    user = member(VICTIM)
    from .guessing import code_to

    with freeze_time("2026-11-28 10:00:00") as clock:
        client = Client()
        client.post("/accounts/login/code/", {"email": VICTIM})
        by_password(VICTIM, 1)
        by_password(VICTIM, 2)
        closed = [client.post("/accounts/login/code/confirm/", {"code": code_to(VICTIM)}) for _try in range(4)]
        clock.tick(61)
        opened = client.post("/accounts/login/code/confirm/", {"code": code_to(VICTIM)})
        # Asked at that hour: a session of then has ended long ago.
        signed_in = client.session["_auth_user_id"]

    assert {each.status_code for each in closed} == {429}
    assert closed[0]["Retry-After"] == "60"
    assert "18:01" in closed[0].content.decode()
    assert opened.status_code == 302
    assert user.pk == int(signed_in)


def test_no_address_stands_in_the_table_of_counts():
    by_password(VICTIM, 1)
    assert [row.key for row in Counter.objects.all() if "victim" in row.key] == []
    assert Counter.objects.count() > 0


@pytest.fixture
def under_attack(staff):
    """An officer with an app, whose address strangers have closed; `under_attack.secret` is that of the app."""
    officer = verified(staff(Role.COUNTY_OFFICER, email=VICTIM))
    officer.secret = with_app(officer)
    by_password(VICTIM, 1)
    by_password(VICTIM, 2)
    return officer


def with_the_app(client: Client, code: str, password: str = PASSPHRASE):
    return client.post("/accounts/login/", {"login": VICTIM, "password": password, "app_code": code})


def test_a_correct_second_factor_still_gets_in_from_a_new_browser(under_attack):
    client = Client()
    offered = sign_in(client, VICTIM).content.decode()
    code = app_code(under_attack.secret)

    assert 'name="app_code"' in offered
    assert with_the_app(client, code)["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert is_in(client)


def test_the_app_without_the_password_opens_nothing_and_passwords_stay_few(under_attack):
    client = Client()
    for _try in range(6):
        with_the_app(client, app_code(under_attack.secret), "wrong")

    assert with_the_app(client, app_code(under_attack.secret)).status_code == 200
    assert not is_in(client)


def test_guessing_the_app_from_one_network_ends_after_ten(under_attack):
    client = Client()
    for _try in range(10):
        with_the_app(client, "000000")

    assert with_the_app(client, app_code(under_attack.secret)).status_code == 200
    assert judged(VICTIM) == 5


def test_the_offer_of_the_app_is_the_same_for_everybody(db):
    member(VICTIM)
    pages = []
    for address in (VICTIM, NOBODY):
        by_password(address, 1)
        by_password(address, 2)
        pages.append(sign_in(Client(), address).content.decode().count('name="app_code"'))
    assert pages == [1, 1]
