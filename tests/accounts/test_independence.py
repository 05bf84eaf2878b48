"""The second person is a person: two accounts of one person are known, and a role given too late does not sign."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.addresses import fold_address
from portal.accounts.domain.identities import index_of
from portal.accounts.domain.independence import opens_denied_reason, same_person, second_denied_reason
from portal.accounts.enums import ROLE_CAPABILITIES, Capability, IndependenceReason, Role, is_sensitive
from portal.accounts.models import Assignment, ContactApart, User
from tests.conftest import COUNTY, ELSEWHERE, VILLAGE
from tests.factories.accounts import with_identity

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ID, OTHER_ID = "529999201503070011", "52999920150307002X"
PHONE = "13800000001"
APPROVE = Capability.APPROVE_PAIRING


@pytest.fixture
def two(db) -> tuple[User, User]:
    return User.objects.create_user("one@example.test"), User.objects.create_user("other@example.test")


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


class TestOnePerson:
    def test_an_account_is_itself_and_strangers_are_two(self, two):
        assert (same_person(two[0], two[0]), same_person(*two)) == (True, False)

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ({"phone": PHONE}, {"phone": "+86 138 0000 0001"}),
            ({"phone": PHONE}, {"phone": "１３８０００００００１"}),
            ({"id_number": OTHER_ID}, {"id_number": "52999920150307002x"}),
            ({"id_number": ID, "phone": PHONE}, {"id_number": OTHER_ID, "phone": "138-0000-0001"}),
        ],
    )
    def test_a_shared_number_is_one_person_however_it_was_typed(self, two, first, second):
        with_identity(two[0], **first)
        with_identity(two[1], **second)

        assert same_person(*two)

    def test_other_numbers_are_two_people(self, two):
        with_identity(two[0], id_number=ID, phone=PHONE)
        with_identity(two[1], id_number=OTHER_ID, phone="13800000002")

        assert not same_person(*two)

    @pytest.mark.parametrize(
        "address",
        [
            "officer+two@county.test",
            "of.ficer@county.test",
            '"officer"@county.test',
            "off\u0131cer@county.test",
            "officer@c\u043eunty.test",
            "officer@xn--cunty-jye.test",
            "ｏｆｆｉｃｅｒ＠county.test",
            "0fficer@county.test",
            "officer@\u217dounty.test",
        ],
    )
    def test_one_mailbox_is_one_person_whatever_the_address_looks_like(self, db, address):
        one = User.objects.create_user("officer@county.test")

        assert same_person(one, User.objects.create_user(address))

    def test_a_third_person_may_say_that_a_phone_is_shared_by_two(self, two, county_officer):
        for user in two:
            with_identity(user, phone=PHONE)
        say_apart(*two, by=county_officer)

        assert not same_person(fresh(two[0]), fresh(two[1]))

    def test_nobody_can_say_so_of_an_id_number_or_of_themselves(self, two, county_officer):
        for user in two:
            with_identity(user, id_number=ID)
        with pytest.raises(IntegrityError), transaction.atomic():
            say_apart(*two, by=county_officer, mark="id_number")
        with pytest.raises(IntegrityError), transaction.atomic():
            say_apart(*two, by=two[0])

        assert same_person(*two)


def say_apart(one: User, other: User, *, by: User, mark: str = "phone") -> ContactApart:
    return ContactApart.objects.create(
        one=one, other=other, mark=mark, value_index=index_of("phone", PHONE), reason="夫妻共用", by=by
    )


class TestTheSecondSignature:
    @pytest.fixture
    def began(self):
        return timezone.now() - timedelta(hours=1)

    def ask(self, second, firsts, began, path=VILLAGE):
        return second_denied_reason(fresh(second), firsts=firsts, began=began, capability=APPROVE, path=path)

    def appoint(self, user, areas, **more):
        return Assignment.objects.create(user=user, role=Role.COUNTY_OFFICER, area=areas[COUNTY], **more)

    def test_a_colleague_who_was_there_before_signs(self, county_officer, supervisor, began):
        assert self.ask(county_officer, [supervisor], began) is None

    def test_the_other_account_of_who_began_does_not(self, county_officer, supervisor, began):
        for user in (county_officer, supervisor):
            with_identity(user, phone=PHONE)

        assert self.ask(county_officer, [supervisor], began) == IndependenceReason.SAME_PERSON

    def test_an_appointment_newer_than_the_matter_does_not(self, areas, two, supervisor, began):
        self.appoint(two[0], areas, effective_at=began + timedelta(minutes=1), granted_by=supervisor)

        assert self.ask(two[0], [supervisor], began) == IndependenceReason.APPOINTED_TOO_LATE

    def test_unless_two_people_gave_it_neither_of_whom_signs(self, areas, two, supervisor, staff, began):
        one, other = staff(Role.SAFEGUARDING_OFFICER), staff(Role.COUNTY_OFFICER)
        self.appoint(two[0], areas, effective_at=began + timedelta(minutes=1), granted_by=one, confirmed_by=other)

        assert self.ask(two[0], [supervisor], began) is None
        assert self.ask(two[0], [one], began) == IndependenceReason.APPOINTED_TOO_LATE
        assert self.ask(two[0], [other], began) == IndependenceReason.APPOINTED_TOO_LATE

    def test_nor_when_one_of_the_two_is_another_account_of_who_signs(self, areas, two, supervisor, staff, began):
        one, other = staff(Role.SAFEGUARDING_OFFICER), staff(Role.COUNTY_OFFICER)
        self.appoint(two[0], areas, effective_at=began + timedelta(minutes=1), granted_by=one, confirmed_by=other)
        for user in (one, supervisor):
            with_identity(user, phone=PHONE)

        assert self.ask(two[0], [supervisor], began) == IndependenceReason.APPOINTED_TOO_LATE

    def test_who_was_given_the_role_alone_by_the_other_this_week_does_not(self, areas, two, county_officer, began):
        self.appoint(two[0], areas, effective_at=began - timedelta(days=2), granted_by=county_officer)

        for second, first in [(two[0], county_officer), (county_officer, two[0])]:
            assert self.ask(second, [fresh(first)], began) == IndependenceReason.APPOINTED_BY_THE_OTHER
        assert self.ask(two[0], [county_officer], began + timedelta(days=6)) is None

    def test_a_role_that_does_not_give_the_right_there_does_not(self, village_officer, staff, supervisor, began):
        for second in (village_officer, staff(Role.COUNTY_OFFICER, ELSEWHERE)):
            assert self.ask(second, [supervisor], began) == IndependenceReason.APPOINTED_TOO_LATE

    def test_a_matter_is_opened_by_a_role_as_old_as_itself_only(self, areas, two, county_officer, began):
        self.appoint(two[0], areas, effective_at=began + timedelta(minutes=1))
        asked = {"since": began, "capability": Capability.OPEN_CONCERN, "path": VILLAGE}

        assert opens_denied_reason(county_officer, **asked) is None
        assert opens_denied_reason(two[0], **asked) == IndependenceReason.APPOINTED_TOO_LATE


def test_a_role_opens_nothing_before_it_takes_effect(areas, two):
    later = timezone.now() + timedelta(hours=24)
    Assignment.objects.create(user=two[0], role=Role.COUNTY_OFFICER, area=areas[COUNTY], effective_at=later)

    assert (fresh(two[0]).can(Capability.USE_DESK), fresh(two[0]).works_here) == (False, False)
    assert Assignment.objects.upcoming().count() == 1


def test_every_role_that_decides_as_a_second_person_is_given_by_two():
    alone = {role for role in ROLE_CAPABILITIES if not is_sensitive(role)}

    assert alone == {Role.VILLAGE_OFFICER, Role.CENTRE_MANAGER}


def test_honest_addresses_stay_apart():
    addresses = ["li.ming@county.gov.cn", "li.min@county.gov.cn", "liming@town.gov.cn", "wang@county.gov.cn"]

    assert len({fold_address(address) for address in addresses}) == len(addresses)
