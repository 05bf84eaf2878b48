"""An event is appended in the transaction of what it reports."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction

from portal.accounts.models import Assignment
from portal.audit import triggers
from portal.audit.log import Happening, NoAction, PersonalValueInAudit, record, record_many
from portal.audit.models import AuditEvent
from portal.audit.verification import verify
from tests.conftest import VILLAGE
from tests.factories.children import make_child

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_an_event_says_who_did_what_to_which_record_and_where(areas, officer):
    child = make_child(areas[VILLAGE])

    record("child.read", actor=officer, target=child, fields=["called_name"])

    event = AuditEvent.objects.get()
    assert (event.link, event.actor, event.action) == (1, officer, "child.read")
    assert (event.target_type, event.target_id) == ("children.child", str(child.uuid))
    assert (event.area_path, event.detail) == (VILLAGE, {"fields": ["called_name"]})


def test_a_record_without_a_path_of_its_own_lies_where_its_area_lies(areas, officer):
    assignment = Assignment.objects.create(user=officer, role="auditor", area=areas[VILLAGE])

    assert record("x.y", actor=None, target=assignment).area_path == VILLAGE


def test_a_record_that_lies_nowhere_is_named_by_its_key(officer):
    group = Group.objects.create(name="g")

    event = record("x.y", actor=None, target=group)

    assert (event.target_type, event.target_id, event.area_path) == ("auth.group", str(group.pk), "")


def test_an_event_vanishes_with_the_transaction_that_is_rolled_back(chain, officer):
    with transaction.atomic():
        record("test.undone", actor=officer, target=officer)
        transaction.set_rollback(True)

    assert AuditEvent.objects.filter(action="test.undone").count() == 0
    assert verify().intact
    assert record("test.next", actor=officer, target=officer).link == 6


@pytest.mark.parametrize(
    "value",
    [
        "529999201503070011",
        "52999920150307002x",
        "13800000001",
        "phone 13800000001 of",
        ["8613800000001"],
        {"a": "13800000001"},
    ],
    ids=str,
)
def test_a_personal_number_never_enters_the_log(officer, value):
    with pytest.raises(PersonalValueInAudit):
        record("x.y", actor=officer, target=officer, value=value)

    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize(
    "value", ["331125106001", "f3caf7dd-2b29-455f-8f96-c5af03c80803", 42, "2026-11-22T01:00:00.138000+08:00", None]
)
def test_codes_counts_and_dates_do(officer, value):
    record("x.y", actor=officer, target=officer, value=value)

    assert AuditEvent.objects.get().detail == {"value": value}


def test_dates_uuids_and_translated_words_are_kept_as_they_can_be_read_again(officer):
    record("x.y", actor=officer, target=officer, on=officer.date_joined.date(), which=officer.uuid)

    assert AuditEvent.objects.get().detail == {"on": str(officer.date_joined.date()), "which": str(officer.uuid)}
    assert verify().intact


def test_many_at_once_keep_their_order_and_are_one_chain(areas, officer, django_assert_num_queries):
    record("test.first", actor=officer, target=officer)
    child = make_child(areas[VILLAGE])

    with django_assert_num_queries(5):  # savepoint, heads, events, head, release
        assert record_many(Happening("child.read", officer, child, {"step": step}) for step in range(50)) == 50

    assert list(AuditEvent.objects.order_by("sequence").values_list("link", flat=True)) == list(range(1, 52))
    assert list(AuditEvent.objects.order_by("sequence").values_list("detail__step", flat=True))[1:] == list(range(50))
    assert verify().intact


def test_none_at_all_ask_nothing(officer, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert record_many([]) == 0


def test_one_personal_number_among_many_stops_them_all(officer):
    with pytest.raises(PersonalValueInAudit):
        record_many([Happening("x.y", officer, officer), Happening("x.y", officer, officer, {"a": "13800000001"})])

    assert AuditEvent.objects.count() == 0


class TestTheDatabaseItself:
    @pytest.fixture(autouse=True)
    def as_in_production(self, settings, chain):
        settings.AUDIT_FLUSH_ALLOWED = False
        triggers.install()

    def test_refuses_to_change_an_event(self):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEvent.objects.filter(link=3).update(action="x")

    def test_refuses_to_remove_an_event(self):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEvent.objects.filter(link=5).delete()

    def test_refuses_to_empty_the_table(self):
        connection.check_constraints()  # PostgreSQL truncates no table that has checks waiting
        statement = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"{statement} {triggers.TABLE}")

    def test_refuses_to_put_another_event_in_its_place(self):
        columns = [field.column for field in AuditEvent._meta.concrete_fields]
        written = ", ".join("'x'" if column == "action" else column for column in columns)
        row = f"{triggers.TABLE} ({', '.join(columns)}) SELECT {written} FROM {triggers.TABLE} WHERE link = 3"
        statement = {
            "sqlite": f"INSERT OR REPLACE INTO {row}",
            "postgresql": f"INSERT INTO {row} ON CONFLICT (sequence) DO UPDATE SET action = 'x'",
        }[connection.vendor]
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_still_appends(self, officer):
        assert record("x.y", actor=officer, target=officer).link == 6

    def test_can_be_prepared_twice(self):
        triggers.install()

        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEvent.objects.all().delete()


def test_changing_an_event_is_refused_after_an_ordinary_migrate(chain):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(link=3).update(action="x")


def test_only_the_test_settings_allow_emptying_the_log(settings):
    from portal.settings import base, dev

    assert (base.AUDIT_FLUSH_ALLOWED, dev.AUDIT_FLUSH_ALLOWED, settings.AUDIT_FLUSH_ALLOWED) == (False, False, True)


def test_an_event_that_does_not_say_what_happened_is_refused(officer):
    with pytest.raises(NoAction):
        record(None, actor=officer, target=officer)
    with pytest.raises(NoAction):
        record_many([Happening("test.one", officer, officer), Happening(None, officer, officer)])
    assert not AuditEvent.objects.filter(action__in=["None", "test.one"]).exists()
