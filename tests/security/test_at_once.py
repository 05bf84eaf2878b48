"""The same button pressed in several browsers at the same moment changes things once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from children.ledger.domain.entering import confirm
from children.ledger.enums import ChildState
from portal.accounts.domain.changes import decide, propose
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, RoleChange, User
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.notify.models import Channel, Message
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.accounts import with_identity
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import adult_id_number, make_active_volunteer, make_vetted, make_volunteer
from volunteers.application.domain import applying, vetting
from volunteers.application.enums import VolunteerState
from volunteers.application.models import Volunteer
from volunteers.pairing.domain import proposing
from volunteers.pairing.enums import PairingState

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
TIMES = 4


def at_once(acts: list[Callable[[], Any]]) -> int:
    """Run all at the same moment; how many were not refused."""
    barrier = Barrier(len(acts))

    def one(act: Callable[[], Any]) -> int:
        try:
            barrier.wait(20)
            act()
        except Denied:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(one, acts))


def logged(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def test_an_application_is_sent_once(areas):
    draft = make_volunteer(areas[TOWNSHIP], VolunteerState.DRAFT)

    assert at_once([lambda: applying.submit(draft, by=draft.user)] * TIMES) == 1
    assert (logged("volunteer.submitted"), draft.vetting.count()) == (1, 1)
    assert Message.objects.filter(channel=Channel.EMAIL).count() == 1


def test_one_person_with_several_accounts_sends_one_application(areas):
    number = adult_id_number(123)
    drafts = [make_volunteer(areas[TOWNSHIP], VolunteerState.DRAFT, id_number=number) for _n in range(TIMES)]

    acts = [lambda draft=draft: applying.submit(draft, by=draft.user) for draft in drafts]

    assert at_once(acts) == 1
    assert Volunteer.objects.unscoped("test").filter(state=VolunteerState.SUBMITTED).count() == 1


def test_an_application_is_approved_once(areas, county_officer):
    row = make_vetted(areas[TOWNSHIP], VolunteerState.TRAINING)

    assert at_once([lambda: vetting.approve_and_activate(row, by=county_officer)] * TIMES) == 1
    assert (logged("volunteer.approved"), logged("volunteer.activated")) == (1, 1)


def test_a_pairing_is_approved_once_and_not_declined_as_well(areas):
    row = make_pairing(make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP]), PairingState.HEARD)
    by, one, two = (make_officer(areas[TOWNSHIP]) for _n in range(3))
    approve = lambda: proposing.approve(row, by=by, supervisor=one, deputy=two)  # noqa: E731
    decline = lambda: proposing.record_refusal(row, by=by, reason="child")  # noqa: E731

    # A pairing may be declined after its approval, before it starts; never approved after that.
    assert at_once([approve, approve, decline, decline]) <= 2
    assert (logged("pairing.approved") <= 1, logged("pairing.declined")) == (True, 1)
    row.refresh_from_db()
    assert row.state == PairingState.DECLINED


def test_a_record_is_confirmed_once(areas, village_officer):
    child = make_child(areas[VILLAGE], state=ChildState.DRAFT)

    assert at_once([lambda: confirm(child, by=village_officer)] * TIMES) == 1
    assert logged("child.confirmed") == 1


def test_a_role_is_confirmed_once_and_not_declined_as_well(areas, county_officer, staff):
    others = [staff(Role.COUNTY_OFFICER, COUNTY, f"second{n}@example.test") for n in range(TIMES)]
    user = User.objects.create_user("new@example.test")
    with_identity(user, phone="13800000099")
    change = propose(user, Role.EDITOR, areas[COUNTY], by=county_officer)

    acts = [lambda by=by: decide(change, "confirm", by=by) for by in others]
    acts.append(lambda: decide(change, "decline", by=others[0]))

    assert at_once(acts) == 1
    assert logged("role.confirmed") + logged("role.declined") == 1
    assert Assignment.objects.filter(user=user).count() == logged("role.confirmed")


def test_a_role_is_proposed_once(areas, county_officer):
    user = User.objects.create_user("new@example.test")
    with_identity(user, phone="13800000099")

    assert at_once([lambda: propose(user, Role.EDITOR, areas[COUNTY], by=county_officer)] * TIMES) == 1
    assert (logged("role.proposed"), RoleChange.objects.count()) == (1, 1)
