"""What ends every session of a person at once, and what does not."""

import pytest
from django.core.management import call_command
from django.test import Client

from portal.accounts.domain.assignments import end_assignment
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.accounts.sign_in.sessions import end_sessions
from tests.conftest import VILLAGE
from tests.factories.accounts import PASSPHRASE, member, password_only, verified, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.database]
MINE = "/accounts/"


def is_in(client: Client) -> bool:
    return client.get(MINE).status_code == 200


def test_a_stolen_session_ends_with_the_role(staff, county_officer):
    officer = staff(Role.VILLAGE_OFFICER, VILLAGE)
    own, stolen = password_only(officer), password_only(officer)

    end_assignment(officer.assignments.get(), by=county_officer)

    assert (is_in(own), is_in(stolen)) == (False, False)
    assert is_in(password_only(User.objects.get(pk=officer.pk)))


def test_the_sessions_of_others_go_on(staff, county_officer):
    officer, other = staff(Role.VILLAGE_OFFICER, VILLAGE), password_only(member())
    end_assignment(officer.assignments.get(), by=county_officer)

    assert is_in(other)


def test_a_closed_account_s_sessions_do_not_come_back_when_it_is_opened_again():
    user = member()
    client = password_only(user)

    user.is_active = False
    user.save()
    assert not is_in(client)
    again = User.objects.get(pk=user.pk)
    again.is_active = True
    again.save()

    assert not is_in(client)


def test_an_account_can_be_closed_by_saving_one_field_only():
    user = member()
    client = password_only(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    User.objects.filter(pk=user.pk).update(is_active=True)

    assert not is_in(client)


def test_a_new_password_ends_the_other_sessions_and_not_one_s_own():
    user = member()
    own, other = password_only(user), password_only(user)

    own.post("/accounts/reauthenticate/", {"password": PASSPHRASE})
    words = {"oldpassword": PASSPHRASE, "password1": "four other warm words", "password2": "four other warm words"}
    assert own.post("/accounts/password/change/", words).status_code == 302

    assert (is_in(own), is_in(other)) == (True, False)


def test_the_second_step_taken_away_ends_every_session(staff):
    officer = verified(staff(Role.COUNTY_OFFICER))
    with_app(officer)
    client = password_only(officer)

    call_command("reset_second_step", officer.email)

    assert not is_in(client)


def test_ending_sessions_twice_is_no_way_back():
    user = member()
    client = password_only(user)
    end_sessions(user)
    end_sessions(user)

    assert not is_in(client)


def test_sessions_outlive_a_new_secret_key_while_the_old_one_is_kept(settings):
    client = password_only(member())
    old = settings.SECRET_KEY

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-secret-" + "7" * 50, [old]
    assert is_in(client)
    settings.SECRET_KEY_FALLBACKS = []
    assert is_in(client)  # the first request wrote the session again with the new key
