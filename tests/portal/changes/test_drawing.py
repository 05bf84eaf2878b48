"""A number drawn by chance is drawn again when it is taken, alone or in a row of many (two at once: tests/locking)."""

from __future__ import annotations

import secrets

import pytest

from activities.places.domain.editing import open_place
from children.concerns.models import Concern
from children.ledger import demo
from children.ledger.domain.entering import enter
from children.ledger.enums import Category
from children.ledger.models import Child
from portal.changes import drawing
from tests.conftest import COUNTY, VILLAGE
from tests.factories.children import child_facts
from tests.factories.volunteers import make_vetted, make_volunteer
from volunteers.application.domain.numbers import new_number
from volunteers.application.domain.queries import find_volunteers
from volunteers.application.domain.vetting import approve
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
    make_volunteer(areas[VILLAGE], VolunteerState.ACTIVE, number="1000007")
    chance(*[7] * 21)

    assert len(new_number()) == 8


def test_a_volunteers_number_tells_nobody_how_many_there_are_and_is_no_case_number(areas):
    numbers = [new_number() for _ in range(50)]

    assert {len(number) for number in numbers} == {7}
    assert len(set(numbers)) == 50


def test_whoever_has_a_number_of_five_digits_keeps_it(areas, county_officer):
    volunteer = make_vetted(areas[VILLAGE], VolunteerState.TRAINING, number="10007")

    assert approve(volunteer, by=county_officer).number == "10007"
    assert [row.pk for row in find_volunteers(county_officer, "10007")] == [volunteer.pk]


def test_a_place_without_an_address_that_drew_a_taken_one_is_opened_under_another(areas, county_officer, monkeypatch):
    coming = ["aaaaaaaa", "aaaaaaaa", "bbbbbbbb"]
    monkeypatch.setattr(secrets, "token_hex", lambda _bytes: coming.pop(0))
    slugs = [open_place(by=county_officer, area=areas[VILLAGE], name="家", address="路").slug for _ in range(2)]

    assert slugs == ["p-aaaaaaaa", "p-bbbbbbbb"]
