"""That nobody is in charge of a pairing is written down beside it, and says the same as the rule."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from tests.conftest import LONG_AGO, OTHER_VILLAGE, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing.domain import supervision
from volunteers.pairing.domain.staff import orphaned
from volunteers.pairing.domain.vacancies import keep_all_vacancies, with_a_vacancy
from volunteers.pairing.enums import PairingState
from volunteers.pairing.models import Pairing
from volunteers.pairing.tasks import tell_of_orphans

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def row(areas):
    return make_pairing(make_child(areas[VILLAGE]), make_active_volunteer(areas[VILLAGE]))


def rows():
    return Pairing.objects.unscoped("test")


def kept() -> list[int]:
    """What is written down, which is what the rule says."""
    found = sorted(with_a_vacancy(rows()).values_list("pk", flat=True))
    assert found == sorted(orphaned(rows()).values_list("pk", flat=True))
    return found


@pytest.mark.parametrize("post", ["supervisor", "deputy"])
def test_whoever_loses_the_role_or_the_account_is_missed_at_once_and_whoever_is_back_is_not(
    post, row, areas, django_capture_on_commit_callbacks
):
    def committed():
        return django_capture_on_commit_callbacks(execute=True)

    user = getattr(row, post)
    assert kept() == []

    with committed():
        user.assignments.all().delete()
    assert kept() == [row.pk]
    with committed():
        Assignment.objects.create(user=user, role=Role.TOWNSHIP_SUPERVISOR, area=areas[VILLAGE], effective_at=LONG_AGO)
    assert kept() == []
    with committed():
        user.is_active = False
        user.save()
    assert kept() == [row.pk]


def test_a_no_is_written_down_and_so_is_the_new_name(row, areas):
    by, other = make_officer(areas[VILLAGE].parent), make_officer(areas[VILLAGE])

    supervision.step_down(row, by=row.deputy)
    assert kept() == [row.pk]
    row.refresh_from_db()
    supervision.name_supervisors(row, by=by, supervisor=row.supervisor, deputy=other)

    assert kept() == []


def test_a_child_that_moves_away_leaves_them_behind(row, areas):
    row.child.area = areas[OTHER_VILLAGE]
    row.child.save()

    assert kept() == [row.pk]


def test_what_a_clock_alone_has_changed_is_found_within_the_hour(row):
    row.deputy.assignments.update(effective_at=timezone.now() + timedelta(days=1))
    assert not with_a_vacancy(rows()).exists()

    assert tell_of_orphans() == 1

    assert (kept(), keep_all_vacancies()) == ([row.pk], 0)


def test_one_that_has_not_begun_or_is_over_has_no_post_to_fill(areas):
    for state in (PairingState.PROPOSED, PairingState.HEARD, PairingState.ENDED, PairingState.DECLINED):
        make_pairing(make_child(areas[VILLAGE]), make_active_volunteer(areas[VILLAGE]), state)

    assert (keep_all_vacancies(), kept()) == (0, [])
