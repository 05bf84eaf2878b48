"""Accounts of people who never signed in, and of those who lost the second step."""

import pytest
from allauth.account.models import EmailAddress

from portal.accounts.change_enums import ChangeReason
from portal.accounts.domain.deciding import deciding_roles, is_free, own_denied_reason, waiting_time
from portal.accounts.domain.inviting import account_of, forget_unproved_password, invite
from portal.accounts.domain.second_step import reset_second_step
from portal.accounts.enums import AssignmentReason, Role
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.conftest import COUNTY, ELSEWHERE, TOWNSHIP, VILLAGE
from tests.factories.accounts import member, with_app

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("sequence").values_list("action", flat=True))


def test_who_is_invited_has_no_password_and_an_address_that_is_not_proved(county_officer):
    user = invite("new@example.test", "新人", by=county_officer)

    address = EmailAddress.objects.get(user=user)
    assert (user.display_name, user.has_usable_password()) == ("新人", False)
    assert (address.email, address.verified, address.primary) == ("new@example.test", False, True)
    assert AuditEvent.objects.get(action="account.invited").actor == county_officer


def test_an_account_is_found_in_whatever_letters_and_made_once(county_officer):
    first = account_of("new@example.test", by=county_officer)

    assert account_of("NEW@example.test", by=county_officer) == first
    assert actions() == ["account.invited"]


def test_an_address_that_looks_like_another_is_refused(county_officer):
    member("paul@example.test")

    with pytest.raises(Denied) as refused:
        invite("раul@example.test", by=county_officer)
    assert refused.value.reason == ChangeReason.LOOKS_ALIKE


@pytest.mark.parametrize("proved", [True, False])
def test_a_password_opens_a_staff_account_when_the_address_is_proved(proved):
    user = member()
    user.set_password("a good passphrase")
    user.save()
    EmailAddress.objects.update_or_create(user=user, defaults={"email": user.email, "verified": proved})

    forget_unproved_password(user)

    user.refresh_from_db()
    assert user.has_usable_password() == proved


def test_the_second_step_is_forgotten_once(county_officer):
    with_app(county_officer)

    assert [reset_second_step(county_officer), reset_second_step(county_officer)] == [True, False]
    assert actions().count("account.second_step_reset") == 1


def test_nobody_decides_on_their_own_roles(county_officer, supervisor):
    assert own_denied_reason(county_officer, county_officer) == AssignmentReason.OWN
    assert own_denied_reason(county_officer, supervisor) is None
    assert is_free(county_officer, None)


def test_who_decides_on_a_role_holds_one_above_it_there(areas, county_officer, supervisor, village_officer, settings):
    settings.TONGXIN_APPOINTMENT_WAIT_HOURS = 36

    def decide(role, code):
        return [bool(deciding_roles(user, role, areas[code])) for user in (county_officer, supervisor, village_officer)]

    assert decide(Role.VILLAGE_OFFICER, VILLAGE) == [True, True, False]
    assert decide(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP) == [True, False, False]
    assert decide(Role.VILLAGE_OFFICER, ELSEWHERE) == [False, False, False]
    assert decide(Role.SAFEGUARDING_OFFICER, COUNTY) == [True, False, False]
    assert waiting_time().total_seconds() == 36 * 3600
