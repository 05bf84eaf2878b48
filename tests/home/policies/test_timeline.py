"""What happened to a policy, day by day."""

from datetime import date
from types import SimpleNamespace

from home.enums.policies import RelationKind
from home.policies.domain.shelf import Link
from home.policies.domain.timeline import predecessor, successor, timeline


def policy(**days: date) -> SimpleNamespace:
    """As much of a page as its timeline asks."""
    unknown = dict.fromkeys(("issued_on", "in_force_from", "in_force_until", "repealed_on"))
    return SimpleNamespace(**unknown | days)


OLD, NEW, OLDER = policy(in_force_from=date(2020, 1, 1)), policy(), policy()


def link(kind: RelationKind, other: SimpleNamespace, day: date | None = None, *, passive: bool = False) -> Link:
    return Link(kind, day, other, passive)


def test_events_stand_in_order_of_time_and_its_own_come_first_on_a_day():
    own = policy(issued_on=date(2026, 1, 5), in_force_from=date(2026, 3, 1), repealed_on=date(2027, 1, 1))
    links = [
        link(RelationKind.REPLACES, OLD, date(2026, 3, 1)),
        link(RelationKind.REPLACES, NEW, None, passive=True),
    ]

    found = [(event.day, event.other) for event in timeline(own, links)]

    assert found == [
        (date(2026, 1, 5), None),
        (date(2026, 3, 1), None),
        (date(2026, 3, 1), OLD),
        (date(2027, 1, 1), None),
        (None, NEW),
    ]


def test_the_latest_of_those_it_replaces_stands_before_it_and_one_that_replaces_it_after_it():
    links = [
        link(RelationKind.REPLACES, OLDER),
        link(RelationKind.REPLACES, OLD),
        link(RelationKind.REPLACES, NEW, passive=True),
    ]

    assert (predecessor(links), successor(links)) == (OLD, NEW)
    assert (predecessor(links[2:]), successor(links[:2])) == (None, None)
