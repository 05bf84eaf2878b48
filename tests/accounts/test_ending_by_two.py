"""A role that two people gave is ended by two, or at once by somebody senior in an emergency; never by a newcomer."""

from __future__ import annotations

import pytest
from django.utils import timezone

from portal.accounts.change_enums import ChangeReason, ChangeState
from portal.accounts.domain import independence
from portal.accounts.domain.assignments import end_assignment
from portal.accounts.domain.changes import decide
from portal.accounts.domain.ending import end_at_once, propose_end
from portal.accounts.enums import AssignmentReason, IndependenceReason, Role
from portal.accounts.models import Assignment, User
from portal.audit.models import AuditEvent
from tests.accounts.test_appointing_by_two import refused
from tests.conftest import COUNTY, TOWNSHIP
from tests.factories.accounts import with_identity

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WHY = "账号被人盗用了"


@pytest.fixture
def colleague(staff) -> User:
    return staff(Role.COUNTY_OFFICER, COUNTY, "colleague@example.test")


def held_by(user: User) -> Assignment:
    return Assignment.objects.get(user=user)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def serves(user: User) -> bool:
    return again(user).works_here


def test_one_person_alone_ends_no_role_that_two_gave(county_officer, supervisor):
    refused(ChangeReason.NEEDS_TWO, end_assignment, held_by(supervisor), by=county_officer)


def test_what_one_proposes_to_end_another_ends(county_officer, colleague, supervisor):
    change = propose_end(held_by(supervisor), by=county_officer, reason="调走了")
    assert serves(supervisor)
    refused(IndependenceReason.SAME_PERSON, decide, change, "confirm", by=county_officer)

    decide(change, "confirm", by=colleague)

    assert not serves(supervisor)
    assert set(AuditEvent.objects.values_list("action", "actor")) == {
        ("role.end_proposed", county_officer.pk),
        ("role.confirmed", colleague.pk),
    }


def test_a_role_that_one_person_gives_needs_no_proposal(supervisor, village_officer):
    refused(ChangeReason.NEEDS_ONE, propose_end, held_by(village_officer), by=supervisor)


def test_it_is_proposed_once_and_not_by_whom_it_is_about(county_officer, colleague, supervisor):
    propose_end(held_by(supervisor), by=county_officer)

    refused(ChangeReason.PROPOSED, propose_end, held_by(supervisor), by=colleague)
    refused(AssignmentReason.OWN, propose_end, held_by(colleague), by=colleague)


class TestTheAttack:
    @pytest.fixture
    def minute_old(self, areas, newcomer, county_officer, colleague, by_two, later) -> User:
        """A county officer whose waiting time ended a minute ago."""
        by_two(newcomer, Role.COUNTY_OFFICER, areas[COUNTY], county_officer, colleague)
        later(24 + 1 / 60)
        return again(newcomer)

    def test_a_minute_old_county_officer_ends_nobodys_role(self, minute_old, county_officer, colleague, supervisor):
        for user in (county_officer, colleague, supervisor):
            refused(ChangeReason.NOT_SENIOR, end_at_once, held_by(user), by=minute_old, reason=WHY)
            refused(ChangeReason.NEEDS_TWO, end_assignment, held_by(user), by=minute_old)

        assert all(serves(user) for user in (county_officer, colleague, supervisor))

    def test_who_was_appointed_by_two_never_ends_them_alone_however_late(
        self, minute_old, county_officer, colleague, later
    ):
        later(24 * 365)

        for user in (county_officer, colleague):
            refused(ChangeReason.NOT_SENIOR, end_at_once, held_by(user), by=again(minute_old), reason=WHY)

    def test_nor_confirms_what_was_proposed_before(self, areas, newcomer, county_officer, colleague, by_two, later):
        change = propose_end(held_by(colleague), by=county_officer)
        by_two(newcomer, Role.COUNTY_OFFICER, areas[COUNTY], county_officer, colleague)
        later(25)

        refused(IndependenceReason.APPOINTED_TOO_LATE, decide, change, "confirm", by=again(newcomer))


class TestAnEmergency:
    def test_who_has_served_longer_ends_a_role_at_once_and_it_is_recorded(self, areas, county_officer, newcomer):
        held = Assignment.objects.create(
            user=newcomer, role=Role.COUNTY_OFFICER, area=areas[COUNTY], effective_at=timezone.now()
        )

        change = end_at_once(held, by=county_officer, reason=WHY)

        assert not serves(newcomer)
        assert (change.state, change.reason, change.decided_by) == (ChangeState.AT_ONCE, WHY, county_officer)
        event = AuditEvent.objects.get()
        assert (event.action, event.actor, WHY in str(event.detail)) == ("role.ended_at_once", county_officer, False)

    def test_who_stands_above_does_so_too(self, county_officer, supervisor):
        end_at_once(held_by(supervisor), by=county_officer, reason=WHY)

        assert not serves(supervisor)

    def test_a_reason_is_needed(self, county_officer, supervisor):
        refused(ChangeReason.NO_REASON, end_at_once, held_by(supervisor), by=county_officer, reason="  急 ")

    def test_equals_wait_for_a_second_person(self, county_officer, colleague, staff):
        for user in (colleague, staff(Role.SAFEGUARDING_OFFICER), staff(Role.AUDITOR)):
            refused(ChangeReason.NOT_SENIOR, end_at_once, held_by(user), by=county_officer, reason=WHY)

    def test_not_for_those_who_stand_in_a_report_or_share_a_number(self, county_officer, supervisor, monkeypatch):
        with monkeypatch.context() as while_named:
            while_named.setattr(independence, "NAMED", [{county_officer.pk}.intersection])
            refused(ChangeReason.NOT_FREE, end_at_once, held_by(supervisor), by=county_officer, reason=WHY)
        for user in (county_officer, supervisor):
            with_identity(user, phone="13800000001")
        refused(ChangeReason.OWN_ACCOUNT, end_at_once, held_by(supervisor), by=again(county_officer), reason=WHY)

    def test_a_township_supervisor_ends_nobody_beside_or_above(self, supervisor, county_officer, staff):
        other = staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, "other@example.test")
        for user in (other, county_officer):
            refused(ChangeReason.NOT_IN_CHARGE, end_at_once, held_by(user), by=supervisor, reason=WHY)

    def test_a_proposal_to_end_it_is_settled_with_it(self, county_officer, colleague, supervisor):
        change = propose_end(held_by(supervisor), by=county_officer)
        end_at_once(held_by(supervisor), by=colleague, reason=WHY)

        change.refresh_from_db()
        assert change.state == ChangeState.WITHDRAWN
