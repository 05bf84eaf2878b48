"""Sensitive roles are given by two people, after a waiting time, and nobody makes their own second person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.change_enums import ChangeReason, ChangeState
from portal.accounts.domain import independence
from portal.accounts.domain.assignments import assign
from portal.accounts.domain.changes import decide, propose
from portal.accounts.domain.ending import stop
from portal.accounts.enums import AssignmentReason, Capability, IndependenceReason, Role
from portal.accounts.models import Assignment, RoleChange, User
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.accounts import with_identity

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PHONE = "13800000001"


@pytest.fixture
def colleague(staff) -> User:
    """A second county officer."""
    return staff(Role.COUNTY_OFFICER, COUNTY, "colleague@example.test")


@pytest.fixture
def safeguarding(staff) -> User:
    return staff(Role.SAFEGUARDING_OFFICER, COUNTY)


@pytest.fixture
def named(monkeypatch):
    """Accounts that stand in an open report."""
    accounts: set[int] = set()

    def provider(keys):
        return accounts & set(keys)

    monkeypatch.setattr(independence, "NAMED", [*independence.NAMED, provider])
    return accounts


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def refused(reason, function, /, *args, **kwargs) -> None:
    before = list(Assignment.objects.values()), list(RoleChange.objects.values()), AuditEvent.objects.count()
    with pytest.raises(Denied) as caught:
        function(*args, **kwargs)
    assert caught.value.reason == reason
    assert (
        list(Assignment.objects.values()),
        list(RoleChange.objects.values()),
        AuditEvent.objects.count(),
    ) == before


class TestTwoPeople:
    @pytest.mark.parametrize(
        ("role", "code"),
        [(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP), (Role.COUNTY_OFFICER, COUNTY), (Role.EDITOR, COUNTY)],
    )
    def test_nobody_gives_a_role_that_signs_second_alone(self, areas, county_officer, newcomer, role, code):
        refused(ChangeReason.NEEDS_TWO, assign, newcomer, role, areas[code], by=county_officer)

    def test_what_one_proposes_another_confirms(self, areas, county_officer, colleague, newcomer, later):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)
        assert Assignment.objects.filter(user=newcomer).count() == 0

        held = decide(change, "confirm", by=colleague).assignment

        assert (held.granted_by, held.confirmed_by) == (county_officer, colleague)
        assert held.effective_at == held.given_at + timedelta(hours=24)
        assert again(newcomer).current_assignments() == []
        later(24)
        assert again(newcomer).current_assignments() == [held]
        assert set(AuditEvent.objects.values_list("action", "actor")) == {
            ("role.proposed", county_officer.pk),
            ("role.confirmed", colleague.pk),
        }

    def test_who_proposed_it_does_not_confirm_it_by_whatever_account(self, areas, county_officer, colleague, newcomer):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)
        refused(IndependenceReason.SAME_PERSON, decide, change, "confirm", by=county_officer)

        for user in (county_officer, colleague):
            with_identity(user, phone=PHONE)

        refused(IndependenceReason.SAME_PERSON, decide, change, "confirm", by=again(colleague))

    def test_nor_who_was_appointed_after_it_was_proposed(
        self, areas, county_officer, colleague, newcomer, staff, by_two, later
    ):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)
        other = User.objects.create_user("other@example.test")
        with_identity(other, phone=PHONE)
        by_two(other, Role.COUNTY_OFFICER, areas[COUNTY], county_officer, colleague)
        later(25)

        refused(IndependenceReason.APPOINTED_TOO_LATE, decide, change, "confirm", by=again(other))

    def test_nor_whoever_shall_have_it_nor_an_office_that_does_not_decide(
        self, areas, county_officer, supervisor, village_officer, newcomer, staff
    ):
        change = propose(supervisor, Role.EDITOR, areas[COUNTY], by=county_officer)

        refused(AssignmentReason.OWN, decide, change, "confirm", by=supervisor)
        for other in (village_officer, staff(Role.AUDITOR), staff(Role.OPERATOR)):
            refused(ChangeReason.NOT_IN_CHARGE, decide, change, "confirm", by=other)

    def test_nobody_proposes_another_account_of_their_own(self, areas, safeguarding, newcomer):
        with_identity(safeguarding, phone="138 0000 0099")

        refused(
            AssignmentReason.OWN, propose, newcomer, Role.SAFEGUARDING_OFFICER, areas[COUNTY], by=again(safeguarding)
        )

    def test_something_must_be_on_file_of_whoever_is_proposed(self, areas, county_officer):
        nobody = User.objects.create_user("nobody@example.test")

        refused(ChangeReason.NO_IDENTITY, propose, nobody, Role.EDITOR, areas[COUNTY], by=county_officer)

    def test_the_same_is_not_proposed_twice_and_decided_once(self, areas, county_officer, colleague, newcomer):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)
        refused(ChangeReason.PROPOSED, propose, newcomer, Role.EDITOR, areas[COUNTY], by=colleague)
        decide(change, "decline", by=colleague)

        for step in ("confirm", "decline", "withdraw"):
            refused(ChangeReason.DECIDED, decide, change, step, by=county_officer)
        propose(newcomer, Role.EDITOR, areas[COUNTY], by=colleague)

    def test_only_who_proposed_it_withdraws_it(self, areas, county_officer, colleague, newcomer):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)

        refused(ChangeReason.NOT_PROPOSER, decide, change, "withdraw", by=colleague)
        assert decide(change, "withdraw", by=county_officer).state == ChangeState.WITHDRAWN
        assert Assignment.objects.filter(user=newcomer).count() == 0

    def test_what_is_proposed_by_somebody_whose_role_ended_is_not_confirmed(
        self, areas, county_officer, colleague, newcomer
    ):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)
        today = timezone.localdate()
        Assignment.objects.filter(user=county_officer).update(since=today, until=today)

        refused(ChangeReason.NOT_FREE, decide, change, "confirm", by=colleague)

    def test_one_person_stops_it_while_it_waits(self, areas, county_officer, colleague, newcomer, by_two, later):
        held = by_two(newcomer, Role.COUNTY_OFFICER, areas[COUNTY], county_officer, colleague)

        stop(held, by=county_officer)
        later(48)

        assert again(newcomer).current_assignments() == []
        refused(AssignmentReason.ENDED, stop, held, by=county_officer)

    def test_the_database_knows_no_confirmation_by_who_proposed(self, areas, county_officer, newcomer):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)
        for decided_by in (county_officer, newcomer, None):
            with pytest.raises(IntegrityError), transaction.atomic():
                RoleChange.objects.filter(pk=change.pk).update(
                    state="confirmed", decided_by=decided_by, decided_at=timezone.now()
                )


class TestWhoStandsInAReport:
    def test_a_proposal_of_theirs_is_not_confirmed_and_no_word_says_why(
        self, areas, county_officer, colleague, newcomer, named
    ):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)
        named.add(county_officer.pk)

        refused(ChangeReason.NOT_FREE, decide, change, "confirm", by=colleague)
        assert "report" not in str(ChangeReason.NOT_FREE.label)

    def test_they_confirm_nothing_by_no_account_of_theirs(self, areas, county_officer, colleague, newcomer, named):
        change = propose(newcomer, Role.EDITOR, areas[COUNTY], by=county_officer)
        private = User.objects.create_user("private@example.test")
        for user in (colleague, private):
            with_identity(user, phone=PHONE)
        named.add(private.pk)

        refused(ChangeReason.NOT_FREE, decide, change, "confirm", by=again(colleague))


class TestTheAttacks:
    def test_a_second_account_of_a_safeguarding_officer_comes_to_nothing(
        self, areas, safeguarding, county_officer, named, later
    ):
        named.add(safeguarding.pk)
        second = User.objects.create_user("mine.too@example.test")
        with_identity(second, phone="13800000077")
        change = propose(second, Role.SAFEGUARDING_OFFICER, areas[COUNTY], by=safeguarding)

        refused(IndependenceReason.SAME_PERSON, decide, change, "confirm", by=safeguarding)
        refused(ChangeReason.NOT_FREE, decide, change, "confirm", by=county_officer)
        later(100)
        assert again(second).can(Capability.OPEN_CONCERN) is False

    def test_a_county_of_one_officer_confirms_what_the_machine_proposes(self, areas, county_officer, newcomer, later):
        change = propose(newcomer, Role.COUNTY_OFFICER, areas[COUNTY], by=None)

        held = decide(change, "confirm", by=county_officer).assignment

        assert (held.granted_by, held.confirmed_by) == (None, county_officer)
        assert again(newcomer).works_here is False
        later(24)
        assert again(newcomer).can(Capability.MANAGE_PEOPLE, VILLAGE) is True

    def test_what_the_machine_proposes_no_operator_confirms(self, areas, staff, newcomer):
        operator = staff(Role.OPERATOR)
        change = propose(newcomer, Role.OPERATOR, areas[COUNTY], by=None)

        refused(ChangeReason.NOT_IN_CHARGE, decide, change, "confirm", by=operator)

    def test_above_the_county_a_county_confirms_what_the_machine_proposes(self, areas, county_officer, newcomer, staff):
        change = propose(newcomer, Role.SAFEGUARDING_OFFICER, areas["3311"], by=None)

        refused(ChangeReason.NOT_IN_CHARGE, decide, change, "confirm", by=staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP))
        assert decide(change, "confirm", by=county_officer).state == ChangeState.CONFIRMED
