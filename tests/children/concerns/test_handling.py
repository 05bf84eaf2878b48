"""What the desk does with a report: each step once, by whoever may, and a decision by two."""

import io
import threading

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from children.concerns.desk import protect_reports
from children.concerns.domain.handling import (
    add_note,
    confirm_dismissal,
    propose_dismissal,
    reopen,
    report,
    send_back,
    triage,
)
from children.concerns.domain.letting_in import let_in_again, name_people
from children.concerns.domain.queries import concerns_for
from children.concerns.enums import ConcernRefusal, ConcernState, EntryKind, Urgency
from children.concerns.models import Concern, ConcernEntry
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.conftest import COUNTY, VILLAGE
from tests.factories.concerns import in_state, make_concern, make_entry, reread

pytestmark = pytest.mark.django_db


def read_by(officer, concern, urgency=Urgency.DAYS):
    triage(concern, urgency=urgency, note="先核实", by=officer)
    return reread(concern)


def refusal(act, *args, **kwargs):
    with pytest.raises(Denied) as refused:
        act(*args, **kwargs)
    return refused.value.reason


class TestTheSteps:
    def test_first_reading_then_passed_on(self, concern, first):
        read_by(first, concern)
        report(concern, authority="派出所", by=first)

        assert in_state(concern) == ConcernState.REPORTED
        assert [entry.kind for entry in concern.entries.all()] == [EntryKind.TRIAGE, EntryKind.REPORTED]
        assert list(AuditEvent.objects.order_by("sequence").values_list("action", "actor"))[-2:] == [
            ("concern.triaged", first.pk),
            ("concern.reported", first.pk),
        ]

    def test_an_unread_report_is_not_decided(self, concern, first):
        assert refusal(report, concern, authority="x", by=first) == ConcernRefusal.NOT_TRIAGED
        assert refusal(propose_dismissal, concern, reason="x", by=first) == ConcernRefusal.NOT_TRIAGED

    def test_a_second_first_reading_changes_nothing(self, concern, first, second):
        read_by(first, concern, Urgency.NOW)

        assert refusal(triage, concern, urgency=Urgency.WATCH, note="", by=second) == ConcernRefusal.NOT_RECEIVED
        assert (reread(concern).urgency, concern.entries.count()) == (Urgency.NOW, 1)

    def test_nothing_to_pass_on_needs_another_persons_signature(self, concern, first, second):
        read_by(first, concern)
        propose_dismissal(concern, reason="查过", by=first)

        assert refusal(confirm_dismissal, concern, by=first) == ConcernRefusal.SAME_PERSON
        confirm_dismissal(concern, by=second)
        row = reread(concern)
        assert (row.state, row.first_signatory, row.second_signatory) == (ConcernState.NOT_REPORTABLE, first, second)

    def test_the_second_person_may_send_it_back(self, concern, first, second):
        read_by(first, concern)
        propose_dismissal(concern, reason="查过", by=first)
        send_back(concern, reason="再问学校", by=second)

        assert (in_state(concern), reread(concern).first_signatory) == (ConcernState.TRIAGED, None)
        assert refusal(confirm_dismissal, concern, by=second) == ConcernRefusal.NOTHING_PROPOSED

    def test_a_decided_report_is_not_decided_again_but_can_be_taken_up(self, concern, first):
        read_by(first, concern)
        report(concern, authority="派出所", by=first)

        assert refusal(report, concern, authority="x", by=first) == ConcernRefusal.OVER
        reopen(concern, reason="报告人补充", by=first)
        assert in_state(concern) == ConcernState.TRIAGED

    def test_the_database_knows_the_two_signatures_too(self, concern, first, second):
        rows = Concern.objects.unscoped("past the rules")
        for fields in (
            {"first_signatory": first, "second_signatory": first},
            {"state": ConcernState.NOT_REPORTABLE, "triaged_at": timezone.now()},
            {"state": ConcernState.REPORTED},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.filter(pk=concern.pk).update(**fields)

    def test_officers_elsewhere_and_other_roles_do_nothing(self, concern, staff):
        for who in (staff(Role.SAFEGUARDING_OFFICER, "331126"), staff(Role.COUNTY_OFFICER), staff(Role.AUDITOR)):
            assert refusal(add_note, concern, text="x", by=who) == ConcernRefusal.NOT_YOURS


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_second_signatures_at_once_are_one(areas, staff):
    people = [staff(Role.SAFEGUARDING_OFFICER, COUNTY, f"s{n}@example.test") for n in range(4)]
    concern = make_concern(areas[VILLAGE])
    triage(concern, urgency=Urgency.DAYS, note="", by=people[0])
    propose_dismissal(concern, reason="查过", by=people[0])
    results, start = [], threading.Barrier(4)

    def sign(who):
        start.wait()
        try:
            confirm_dismissal(concern, by=who)
            results.append("signed")
        except Denied as denied:
            results.append(denied.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=sign, args=[who]) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    row = reread(concern)
    assert (results.count("signed"), row.state) == (1, ConcernState.NOT_REPORTABLE)
    assert row.first_signatory_id != row.second_signatory_id
    assert concern.entries.filter(kind=EntryKind.CONFIRMED).count() == 1


class TestWhoIsNamed:
    def test_may_be_let_in_again_by_a_colleague_with_a_reason(self, concern, first, second):
        name_people(concern, [second], by=first)
        assert list(concerns_for(second)) == []

        let_in_again(concern, second, reason="同名", by=first)

        assert list(concerns_for(second)) == [concern]
        assert concern.entries.last().kind == EntryKind.LIFTED

    def test_naming_oneself_hands_it_to_the_others(self, concern, first, second):
        name_people(concern, [first], by=first)

        assert refusal(add_note, concern, text="x", by=first) == ConcernRefusal.NOT_YOURS
        assert list(concerns_for(second)) == [concern]

    def test_the_last_handler_named_hands_it_to_the_county_officers(self, concern, first, second, staff):
        officer = staff(Role.COUNTY_OFFICER)
        assert list(concerns_for(officer)) == []

        name_people(concern, [first, second], by=first)

        assert list(concerns_for(officer)) == [concern]
        add_note(concern, text="接手", by=officer)

    def test_a_lone_handler_gets_a_county_officer_to_sign(self, areas, staff):
        lone, officer = staff(Role.SAFEGUARDING_OFFICER), staff(Role.COUNTY_OFFICER)
        concern = read_by(lone, make_concern(areas[VILLAGE]))

        propose_dismissal(concern, reason="查过", by=lone)
        confirm_dismissal(concern, by=officer)

        assert in_state(concern) == ConcernState.NOT_REPORTABLE


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
class TestWhatWasReportedIsNeverChanged:
    def test_neither_by_saving_nor_by_an_update(self, concern, first):
        entry = make_entry(concern, by=first)
        concern.story, entry.text = "改过", "改过"
        changes = [
            concern.save,
            entry.save,
            lambda: Concern.objects.unscoped("past the rules").update(reporter_duty="school"),
            lambda: ConcernEntry.objects.update(at=timezone.now()),
            lambda: ConcernEntry.objects.update(kind=EntryKind.MESSAGE),
        ]
        for change in changes:
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                change()

    def test_nor_removed(self, concern, areas, settings):
        entry, other = make_entry(concern), make_concern(areas[VILLAGE])
        settings.AUDIT_FLUSH_ALLOWED = False
        protect_reports(using="default")
        try:
            for rows in (
                ConcernEntry.objects.filter(pk=entry.pk),
                Concern.objects.unscoped("past the rules").filter(pk=other.pk),
            ):
                with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                    rows.delete()
        finally:
            settings.AUDIT_FLUSH_ALLOWED = True
            protect_reports(using="default")

    def test_but_a_change_of_keys_rewrites_it(self, concern, settings):
        entry = make_entry(concern, text="仍然可读")
        settings.FIELD_KEYS = {"new": "ab" * 32} | settings.FIELD_KEYS

        call_command("rotate_keys", stdout=io.StringIO())

        row = ConcernEntry.objects.get(pk=entry.pk)
        assert row.text == "仍然可读"
        assert row.__dict__["text"].startswith("v1:new:")
        assert reread(concern).__dict__["story"].startswith("v1:new:")
