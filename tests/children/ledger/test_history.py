"""What happened to a child's record, as its page tells it: who looked at it is for whoever audits."""

import pytest
from django.utils import timezone

from children.ledger.actions import ChildAction
from children.ledger.domain.entering import confirm
from children.ledger.domain.history import ended_and_begun, events_of
from children.ledger.enums import ChildState
from portal.audit.log import record
from tests.conftest import VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE], state=ChildState.DRAFT)


def test_what_was_done_is_told_and_who_only_looked_or_tried_is_not(child, village_officer):
    record(ChildAction.READ, actor=village_officer, target=child)
    record(ChildAction.ID_REFUSED, actor=village_officer, target=child)
    confirm(child, by=village_officer)

    assert [(event.action, event.who) for event in events_of(child)] == [(ChildAction.CONFIRMED, str(village_officer))]


def test_another_childs_events_are_not_told(child, areas, village_officer):
    confirm(make_child(areas[VILLAGE], state=ChildState.DRAFT), by=village_officer)

    assert events_of(child) == []


def test_a_category_begins_and_ends_on_its_days(child):
    row = child.categories.get()
    row.until = timezone.localdate()
    row.save()

    assert [(day, over) for day, _row, over in ended_and_begun(child)] == [(row.since, False), (row.until, True)]
