"""Roles as data: who can give which role where, and what the log says about it."""

from __future__ import annotations

import datetime
import io
import re

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from portal.accounts.domain.assignments import assign, end_assignment, grantable_roles
from portal.accounts.domain.changes import propose_denied_reason
from portal.accounts.domain.ending import end_at_once
from portal.accounts.enums import GRANTABLE, ROLE_CAPABILITIES, AssignmentReason, Capability, Role
from portal.accounts.models import Assignment, User
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.conftest import COUNTY, ELSEWHERE, OTHER_TOWNSHIP, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db


def again(user: User) -> User:
    """As their next request sees them."""
    return User.objects.get(pk=user.pk)


def refused(reason: AssignmentReason, function, *args, **kwargs) -> None:
    before = list(Assignment.objects.values()), AuditEvent.objects.count()
    with pytest.raises(Denied) as caught:
        function(*args, **kwargs)
    assert caught.value.reason == reason
    assert (list(Assignment.objects.values()), AuditEvent.objects.count()) == before


def test_a_role_opens_the_area_and_the_log_says_who_gave_it(areas, newcomer, supervisor):
    assignment = assign(newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=supervisor)

    assert again(newcomer).area_paths(Capability.SEE_CHILD) == {VILLAGE}
    assert assignment.granted_by == supervisor
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.area_path) == ("role.assigned", supervisor, VILLAGE)
    assert event.detail == {"role": "village_officer", "user": str(newcomer.uuid)}


@pytest.mark.parametrize(
    ("role", "code", "reason"),
    [
        (Role.TOWNSHIP_SUPERVISOR, TOWNSHIP, AssignmentReason.NOT_GRANTABLE),
        (Role.COUNTY_OFFICER, COUNTY, AssignmentReason.NOT_GRANTABLE),
        (Role.SAFEGUARDING_OFFICER, TOWNSHIP, AssignmentReason.NOT_GRANTABLE),
        (Role.EDITOR, TOWNSHIP, AssignmentReason.NOT_GRANTABLE),
        (Role.AUDITOR, TOWNSHIP, AssignmentReason.NOT_GRANTABLE),
        (Role.OPERATOR, TOWNSHIP, AssignmentReason.NOT_GRANTABLE),
        (Role.VILLAGE_OFFICER, OTHER_VILLAGE, AssignmentReason.OUT_OF_AREA),
        (Role.CENTRE_MANAGER, COUNTY, AssignmentReason.OUT_OF_AREA),
        (Role.VILLAGE_OFFICER, TOWNSHIP, AssignmentReason.WRONG_LEVEL),
    ],
)
def test_a_supervisor_gives_lower_roles_inside_the_township_only(areas, newcomer, supervisor, role, code, reason):
    refused(reason, assign, newcomer, role, areas[code], by=supervisor)


def test_a_county_officer_cannot_reach_into_the_next_county(areas, newcomer, county_officer):
    refused(AssignmentReason.OUT_OF_AREA, assign, newcomer, Role.COUNTY_OFFICER, areas[ELSEWHERE], by=county_officer)


@pytest.mark.parametrize("role", Role.values)
def test_nobody_gives_a_role_to_themselves(areas, staff, role):
    holder = staff(role, {Role.VILLAGE_OFFICER: VILLAGE, Role.TOWNSHIP_SUPERVISOR: TOWNSHIP}.get(role, COUNTY))

    for wanted in sorted(GRANTABLE.get(role, set()) - {role} - {Role.VILLAGE_OFFICER, Role.TOWNSHIP_SUPERVISOR}):
        refused(AssignmentReason.OWN, assign, holder, Role(wanted), areas[COUNTY], by=holder)
    held = holder.current_assignments()[0]
    refused(AssignmentReason.OWN, end_assignment, held, by=holder)


def test_someone_without_a_role_gives_none(areas, newcomer):
    outsider = User.objects.create_superuser("root@example.test")

    refused(AssignmentReason.NOT_GRANTABLE, assign, newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=outsider)


def test_an_operator_appoints_technical_accounts_only(areas, newcomer, staff):
    operator = staff(Role.OPERATOR)

    refused(AssignmentReason.NOT_GRANTABLE, assign, newcomer, Role.COUNTY_OFFICER, areas[COUNTY], by=operator)
    assert propose_denied_reason(newcomer, Role.OPERATOR, areas[COUNTY], by=operator) is None


@pytest.mark.parametrize(("first", "second"), [(Role.OPERATOR, Role.AUDITOR), (Role.AUDITOR, Role.OPERATOR)])
def test_a_technical_account_holds_no_other_role(areas, newcomer, first, second):
    assign(newcomer, first, areas[COUNTY], by=None)

    refused(AssignmentReason.TECHNICAL, assign, newcomer, second, areas[COUNTY], by=None)


def test_the_same_role_is_not_given_twice(areas, newcomer, supervisor):
    assign(newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=supervisor)

    refused(AssignmentReason.ALREADY, assign, newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=supervisor)


def test_a_closed_account_gets_no_role(areas, newcomer, supervisor):
    User.objects.filter(pk=newcomer.pk).update(is_active=False)

    refused(AssignmentReason.NOT_ACTIVE, assign, newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=supervisor)


def test_ending_a_role_closes_the_area_at_once_and_keeps_the_history(areas, newcomer, supervisor):
    assignment = assign(newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=supervisor)

    ended = end_assignment(assignment, by=supervisor)

    assert not again(newcomer).can(Capability.SEE_CHILD)
    assert list(Assignment.objects.filter(user=newcomer)) == [ended]
    assert list(AuditEvent.objects.order_by("sequence").values_list("action", "actor")) == [
        ("role.assigned", supervisor.pk),
        ("role.ended", supervisor.pk),
    ]


def test_a_role_that_ended_can_be_given_again_the_same_day(areas, newcomer, supervisor):
    end_assignment(assign(newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=supervisor), by=supervisor)

    assign(newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=supervisor)

    assert again(newcomer).can(Capability.SEE_CHILD)


def test_a_role_is_not_ended_twice_or_from_outside(areas, newcomer, supervisor, staff):
    assignment = assign(newcomer, Role.VILLAGE_OFFICER, areas[VILLAGE], by=supervisor)
    neighbour = staff(Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP)

    refused(AssignmentReason.OUT_OF_AREA, end_assignment, assignment, by=neighbour)
    end_assignment(assignment, by=supervisor)
    refused(AssignmentReason.ENDED, end_assignment, assignment, by=supervisor)


def test_the_database_knows_no_role_that_ends_before_it_begins(areas, newcomer):
    today = datetime.date(2026, 5, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(
            user=newcomer,
            role=Role.AUDITOR,
            area=areas[COUNTY],
            since=today,
            until=today - datetime.timedelta(days=1),
        )


def test_an_editor_joins_the_group_that_opens_the_admin_and_leaves_it_again(areas, newcomer, county_officer):
    assignment = assign(newcomer, Role.EDITOR, areas[COUNTY], by=None)
    assert again(newcomer).has_perm("wagtailadmin.access_admin")

    end_at_once(assignment, by=county_officer, reason="账号被人盗用了")
    assert not again(newcomer).has_perm("wagtailadmin.access_admin")


def test_the_editors_group_is_made_when_it_is_missing(areas, newcomer):
    Group.objects.all().delete()

    assign(newcomer, Role.EDITOR, areas[COUNTY], by=None)

    assert again(newcomer).has_perm("wagtailadmin.access_admin")


def test_the_form_offers_what_could_be_given(areas, supervisor, village_officer):
    assert grantable_roles(supervisor, areas[VILLAGE]) == {Role.VILLAGE_OFFICER, Role.CENTRE_MANAGER}
    assert grantable_roles(supervisor, areas[TOWNSHIP]) == {Role.CENTRE_MANAGER}
    assert grantable_roles(supervisor, areas[OTHER_VILLAGE]) == frozenset()
    assert grantable_roles(village_officer, areas[VILLAGE]) == frozenset()


@pytest.mark.parametrize("grantor", GRANTABLE, ids=str)
def test_no_role_gives_more_than_it_has(grantor):
    # An editor's right is to write the public pages: the county answers for its own site.
    beyond = {
        role: ROLE_CAPABILITIES[role] - ROLE_CAPABILITIES[grantor] - {Capability.EDIT_CONTENT}
        for role in GRANTABLE[grantor]
    }

    assert {role: rights for role, rights in beyond.items() if rights} == {}
    assert Capability.MANAGE_PEOPLE in ROLE_CAPABILITIES[grantor]


def test_operators_open_no_record():
    assert ROLE_CAPABILITIES[Role.OPERATOR] == {Capability.USE_DESK, Capability.MANAGE_PEOPLE, Capability.RUN_SITE}


class TestAppoint:
    def run(self, *words: str) -> str:
        out = io.StringIO()
        call_command("appoint", *words, stdout=out)
        return out.getvalue().strip()

    def test_appoints_an_account_as_the_system(self, areas, newcomer):
        assert (
            self.run("NEW@example.test", "county_officer", COUNTY)
            == "new@example.test is now county_officer in 331125. First installation: given by one person and without "
            "a waiting time; from the next on, a second person confirms."
        )

        assert again(newcomer).can(Capability.MANAGE_PEOPLE)
        assert (AuditEvent.objects.get().actor, AuditEvent.objects.get().action) == (None, "role.assigned")

    def test_makes_an_account_when_told_to_that_the_first_code_opens(self, areas):
        self.run("first@example.test", "operator", COUNTY, "--create")
        browser = Client()
        browser.post(reverse("account_request_login_code"), {"email": "first@example.test"})
        code = re.search(r"\b\d{4} \d{4}\b", mail.outbox[-1].body)[0]
        browser.post(reverse("account_confirm_login_code"), {"code": code})

        user = User.objects.get(email="first@example.test")
        assert (user.has_usable_password(), browser.session["_auth_user_id"]) == (False, str(user.pk))

    def test_a_password_of_whoever_signed_up_with_the_address_before_is_forgotten(self, areas):
        User.objects.create_user("first@example.test", "set by a stranger")

        self.run("first@example.test", "county_officer", COUNTY)

        assert User.objects.get(email="first@example.test").has_usable_password() is False

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("none@example.test", "auditor", COUNTY), "No account has the address none@example.test"),
            (("new@example.test", "king", COUNTY), "Unknown role king"),
            (("new@example.test", "auditor", "99"), "Unknown area 99"),
            (("nobody", "auditor", COUNTY, "--create"), "nobody is not an email address"),
        ],
    )
    def test_says_in_one_line_what_is_wrong(self, areas, newcomer, words, message):
        with pytest.raises(CommandError, match=message):
            self.run(*words)

        assert Assignment.objects.count() == 0

    def test_keeps_to_the_rules_that_hold_for_all(self, areas, newcomer):
        with pytest.raises(CommandError):
            self.run("new@example.test", "village_officer", COUNTY)

    def test_leaves_no_account_behind_when_it_is_refused(self, areas):
        with pytest.raises(CommandError):
            self.run("first@example.test", "village_officer", COUNTY, "--create")

        assert User.objects.count() == 0
