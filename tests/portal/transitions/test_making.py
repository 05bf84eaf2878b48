"""A transition is made under the lock, as the table has it, and only what is different is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from children.concerns.enums import ConcernRefusal, ConcernState
from children.concerns.models import Concern
from children.concerns.transitions import NOTE, TRIAGE
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.transitions.making import NotInTheTable, advance, announce
from tests.conftest import VILLAGE
from tests.factories.concerns import make_concern, reread

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def officer(staff):
    return staff(Role.SAFEGUARDING_OFFICER)


def make(concern, transition, by, denied=None, **changes):
    return advance(concern, transition, by=by, denied=denied, triaged_at=concern.received_at, **changes)


def test_the_record_enters_the_state_of_the_table_and_the_log_says_from_where(areas, officer):
    concern = make_concern(areas[VILLAGE])
    make(concern, TRIAGE, officer)
    event = AuditEvent.objects.first()

    assert reread(concern).state == ConcernState.TRIAGED
    assert (event.action, event.actor) == ("concern.triaged", officer)
    assert event.detail == {"before": "received", "after": "triaged"}


def test_the_rule_is_asked_of_the_row_as_it_is_now(areas, officer):
    concern = make_concern(areas[VILLAGE])
    old = reread(concern)
    make(concern, TRIAGE, officer)

    with pytest.raises(Denied) as refused:
        make(old, TRIAGE, officer, lambda row, _by: None if row.state == "received" else ConcernRefusal.NOT_RECEIVED)
    assert (old.state, refused.value.reason) == ("received", ConcernRefusal.NOT_RECEIVED)


def test_a_rule_that_forgets_the_state_changes_nothing(areas, officer):
    concern = make_concern(areas[VILLAGE])
    make(concern, TRIAGE, officer)
    events = AuditEvent.objects.count()

    with pytest.raises(NotInTheTable):
        make(concern, TRIAGE, officer)
    assert AuditEvent.objects.count() == events


def test_only_what_is_different_is_written(areas, officer):
    concern = make_concern(areas[VILLAGE])
    with CaptureQueriesContext(connection) as asked:
        make(concern, TRIAGE, officer, urgency=concern.urgency)
    written = [query["sql"].partition("WHERE")[0] for query in asked if query["sql"].startswith("UPDATE")]
    (ours,) = [sql for sql in written if Concern._meta.db_table in sql]
    columns = {field.column for field in Concern._meta.concrete_fields if f'"{field.column}" = ' in ours}

    assert columns == {"state", "triaged_at"}


def test_a_record_that_stays_is_only_told_about(areas, officer):
    concern = make_concern(areas[VILLAGE])
    told = []
    advance(concern, NOTE, by=officer, denied=None, tell=lambda row, event: told.append(event.action))

    assert (reread(concern).state, told, AuditEvent.objects.first().detail) == ("received", ["concern.noted"], {})


def test_nothing_empty_stands_in_the_log(areas, officer):
    announce(make_concern(areas[VILLAGE]), "concern.noted", by=officer, reason="", started=False, none=None)

    assert AuditEvent.objects.first().detail == {"started": False}
