"""A number drawn by chance is drawn again when it is taken, alone or in a row of many (two at once: tests/locking)."""

from __future__ import annotations

import secrets

import pytest

from children.concerns.models import Concern
from children.ledger import demo
from children.ledger.domain.entering import enter
from children.ledger.enums import Category
from children.ledger.models import Child
from portal.changes import drawing
from tests.conftest import COUNTY, VILLAGE
from tests.factories.children import child_facts
from tests.factories.volunteers import make_volunteer
from volunteers.application.domain.numbers import new_number
from volunteers.application.enums import VolunteerState

pytestmark = pytest.mark.django_db

TAKEN, FREE = 12345678, 87654321


@pytest.fixture
def chance(monkeypatch):
    """Chance as the test wants it: these numbers first; a process that has drawn nothing yet."""

    def set_to(*numbers: int) -> None:
        coming, by_chance = list(numbers), secrets.SystemRandom()
        monkeypatch.setattr(drawing, "_drawn", {})
        monkeypatch.setattr(secrets, "randbelow", lambda below: coming.pop(0) if coming else by_chance.randrange(below))

    return set_to


def put(areas, officer, **facts):
    return enter(child_facts(areas[VILLAGE], **facts), categories=[Category.FAMILY], needs=[], by=officer)


def test_a_child_that_drew_a_taken_number_is_entered_under_another(areas, village_officer, chance):
    chance(TAKEN, TAKEN, FREE)
    numbers = [put(areas, village_officer).case_number, put(areas, village_officer).case_number]

    assert numbers == [str(TAKEN), str(FREE)]


def test_a_report_that_drew_a_taken_number_is_kept_under_another(areas, chance):
    chance(TAKEN, TAKEN, FREE)
    for index in ("a" * 32, "b" * 32):
        Concern(area=areas[COUNTY], story="x", receipt_index=index).save()

    assert {row.number for row in Concern.objects.unscoped("test")} == {str(TAKEN), str(FREE)}


def test_two_of_a_whole_ledger_entered_at_once_are_never_alike(areas, chance):
    chance(*[TAKEN] * 200)
    demo.load(areas[COUNTY])

    assert Child.objects.unscoped("test").values("case_number").distinct().count() == demo.COUNT


def test_where_most_numbers_are_given_out_they_become_longer(areas, chance):
    make_volunteer(areas[VILLAGE], VolunteerState.ACTIVE, number="10007")
    chance(*[7] * 21)

    assert len(new_number()) == 6
