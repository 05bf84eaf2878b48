"""Supervisor and deputy: two other people, who take it on themselves, and whose leaving is due to be mended."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.enums import Role
from portal.notify.models import Message
from tests.asking import refusal_of
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing import tasks
from volunteers.pairing.domain import posts, spell
from volunteers.pairing.domain import proposing as steps
from volunteers.pairing.domain import supervision as looking_after
from volunteers.pairing.domain.queries import children_of
from volunteers.pairing.domain.staff import asked_of, orphaned, to_choose_from
from volunteers.pairing.enums import PairingRefusal, PairingState
from volunteers.pairing.models import Pairing

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE])


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP])


@pytest.fixture
def deputy(areas):
    return make_officer(areas[VILLAGE], Role.VILLAGE_OFFICER, name="副督导")


@pytest.fixture
def approved(child, volunteer, supervisor, deputy):
    row = make_pairing(child, volunteer, PairingState.HEARD)
    return steps.approve(row, by=supervisor, supervisor=supervisor, deputy=deputy)


def rows():
    return Pairing.objects.unscoped("test")


def test_it_starts_when_both_have_taken_it_on(approved, supervisor, deputy):
    """Whoever names themselves has said yes with that."""
    assert refusal_of(steps.activate, approved, by=supervisor) == PairingRefusal.NOT_ACCEPTED

    looking_after.accept(approved, by=deputy)

    started = steps.activate(approved, by=supervisor)
    assert started.state == PairingState.ACTIVE
    assert started.accepted_at is not None


def test_whoever_is_named_is_asked_and_who_named_them_hears_of_it(approved, supervisor, deputy):
    looking_after.accept(approved, by=deputy)

    told = Message.objects.filter(channel="in_site").exclude(template="pairing_approved")
    assert set(told.values_list("template", "recipient")) == {
        ("pairing_named", deputy.pk),
        ("pairing_accepted", supervisor.pk),
    }


def test_nobody_takes_it_on_for_another(approved, deputy, county_officer):
    assert refusal_of(looking_after.accept, approved, by=county_officer) == PairingRefusal.NOT_NAMED
    looking_after.accept(approved, by=deputy)
    assert refusal_of(looking_after.accept, approved, by=deputy) == PairingRefusal.MOVED_ON


def test_a_no_leaves_the_post_vacant_until_somebody_else_takes_it_on(areas, approved, supervisor, deputy):
    other = make_officer(areas[TOWNSHIP])
    said_no = looking_after.step_down(approved, by=deputy, note="换人吧")

    assert posts.vacant(said_no) == ["deputy"]
    assert refusal_of(steps.activate, approved, by=supervisor) == PairingRefusal.NOT_ACCEPTED
    looking_after.name_supervisors(approved, by=supervisor, supervisor=supervisor, deputy=other)
    looking_after.accept(approved, by=other)
    assert steps.activate(approved, by=supervisor).state == PairingState.ACTIVE


def test_whoever_has_left_cannot_take_it_on(approved, deputy):
    deputy.assignments.all().delete()

    assert refusal_of(looking_after.accept, approved, by=type(deputy).objects.get(pk=deputy.pk)) == (
        PairingRefusal.NOT_STAFF
    )


def test_the_proposer_looks_after_nothing_they_proposed(child, volunteer, supervisor, village_officer):
    row = make_pairing(child, volunteer, PairingState.HEARD, proposed_by=village_officer)

    named = {"supervisor": supervisor, "deputy": village_officer}
    assert refusal_of(steps.approve, row, by=supervisor, **named) == PairingRefusal.SUPERVISOR_PROPOSED
    assert village_officer not in to_choose_from(row)


@pytest.mark.database
@pytest.mark.parametrize("post", ["supervisor", "deputy"])
def test_a_pairing_whose_supervisor_has_left_is_orphaned(
    post, child, volunteer, supervisor, sign_in, django_capture_on_commit_callbacks
):
    row = make_pairing(child, volunteer)
    assert not orphaned(rows()).exists()

    with django_capture_on_commit_callbacks(execute=True):
        getattr(row, post).assignments.all().delete()

    assert [one.pk for one in orphaned(rows())] == [row.pk]
    dues = sign_in(supervisor).get(reverse("desk:today")).context["dues"]
    index = reverse("volunteers:pairings")
    assert [(due.count, due.urgency) for due in dues if due.url == f"{index}?state=orphaned"] == [(1, "late")]
    page = sign_in(supervisor).get(f"{index}?state=orphaned")
    assert [one.pk for one in page.context["page"]] == [row.pk]


@pytest.mark.parametrize("what", ["closed account", "moved away", "said no"])
def test_the_other_ways_to_lose_somebody(what, areas, child, volunteer):
    row = make_pairing(child, volunteer)
    if what == "closed account":
        row.deputy.is_active = False
        row.deputy.save()
    elif what == "moved away":
        row.deputy.assignments.update(area=areas["331126101"])
    else:
        looking_after.step_down(row, by=row.deputy)

    assert [one.pk for one in orphaned(rows())] == [row.pk]


def test_an_orphaned_pairing_is_told_once_a_week_to_who_can_name_somebody(child, volunteer, supervisor):
    row = make_pairing(child, volunteer)
    row.supervisor.assignments.all().delete()

    assert (tasks.tell_of_orphans(), tasks.tell_of_orphans()) == (1, 1)

    told = Message.objects.filter(channel="in_site", template="pairing_orphaned")
    assert told.filter(recipient=supervisor).count() == 1
    assert not told.filter(recipient=row.supervisor).exists()


def test_a_volunteer_calls_whoever_holds_the_post_today(child, volunteer, deputy):
    row = make_pairing(child, volunteer, deputy=deputy)
    row.supervisor.assignments.all().delete()
    assert [seen.supervisor for seen in children_of(volunteer)] == ["副督导"]

    deputy.assignments.all().delete()

    assert [seen.supervisor for seen in children_of(volunteer)] == ["县级办公室"]


def test_messages_go_to_those_who_hold_an_office_today(child, volunteer, village_officer):
    row = make_pairing(child, volunteer)
    for gone in (row.supervisor, row.proposed_by):
        gone.assignments.all().delete()

    spell.pause(row, by=village_officer, reason="child")

    told = set(Message.objects.values_list("recipient", flat=True))
    assert row.deputy_id in told
    assert not told & {row.supervisor_id, row.proposed_by_id}


def test_what_ran_before_they_were_asked_runs_on_and_asks_them_now(child, volunteer, supervisor):
    row = make_pairing(
        child, volunteer, supervisor_answer="", deputy_answer="", accepted_at=None, supervisors_asked=False
    )

    import_module("volunteers.migrations.0005_looked_after_by_two").nobody_was_asked_yet(apps, None)

    row.refresh_from_db()
    assert (row.state, row.asked_at, row.state_changed_at) == (PairingState.ACTIVE, row.approved_at, row.started_at)
    assert [one.pk for one in asked_of(rows(), row.deputy)] == [row.pk]
    assert looking_after.accept(row, by=row.deputy).deputy_answer == "yes"


@pytest.mark.database
@pytest.mark.parametrize("state", ["active", "paused"])
def test_the_database_refuses_a_start_that_both_have_not_accepted(state, child, volunteer):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pairing(child, volunteer, state, accepted_at=None)


@pytest.mark.database
@pytest.mark.parametrize("post", ["supervisor", "deputy"])
def test_the_database_refuses_the_proposer_as_who_looks_after_it(post, areas, child, volunteer):
    officer = make_officer(areas[TOWNSHIP])

    with pytest.raises(IntegrityError), transaction.atomic():
        make_pairing(child, volunteer, proposed_by=officer, **{post: officer})


def test_the_desk_asks_and_takes_the_answer(approved, deputy, sign_in):
    browser = sign_in(deputy)

    page = browser.get(approved.get_absolute_url())
    browser.post(reverse("volunteers:pairing_step", args=[approved.uuid, "accept"]))

    assert [act.url for act in page.context["record"].head.acts] == [
        reverse("volunteers:pairing_step", args=[approved.uuid, name]) for name in ("accept", "step_down")
    ]
    approved.refresh_from_db()
    assert approved.deputy_answer == "yes"


def test_naming_anew_from_a_stale_page_keeps_the_state(approved, supervisor, deputy):
    looking_after.accept(approved, by=deputy)
    steps.activate(approved, by=supervisor)

    named = looking_after.name_supervisors(approved, by=supervisor, supervisor=supervisor, deputy=deputy)

    assert (named.state, named.deputy_answer) == (PairingState.ACTIVE, "yes")
    assert named.state_changed_at > timezone.now() - timedelta(minutes=5)
