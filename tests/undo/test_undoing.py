"""Taking back: by the same person, within ten minutes, once, on the record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.undo import undoing
from portal.undo.enums import UndoReason
from portal.undo.models import Act
from portal.undo.undoing import TEN_MINUTES, forget_acts, keep, open_acts, undo
from tests.asking import refusal_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def taken_back(monkeypatch):
    """A kind of act of this test; the list of those that were taken back."""
    done = []
    monkeypatch.setattr(undoing.UNDOABLE, "_items", {})

    def take(detail, *, by):
        done.append((detail["what"], by.pk))
        return "there again"

    undoing.UNDOABLE.add(undoing.Kind("Something was done.", take), name="test.act")
    return done


def test_it_is_taken_back_once_and_stands_in_the_log(supervisor, taken_back):
    act = keep("test.act", by=supervisor, what="x")

    assert undo(act, by=supervisor) == "there again"
    assert refusal_of(undo, act, by=supervisor) == UndoReason.ALREADY
    assert taken_back == [("x", supervisor.pk)]
    assert AuditEvent.objects.get(action="act.undo").detail == {"what": "test.act"}


def test_nobody_else_takes_it_back(supervisor, county_officer, taken_back):
    act = keep("test.act", by=supervisor, what="x")

    assert refusal_of(undo, act, by=county_officer) == UndoReason.NOT_YOURS
    assert taken_back == []


def test_after_ten_minutes_it_stays(supervisor, taken_back):
    act = keep("test.act", by=supervisor, what="x")
    Act.objects.update(until=timezone.now())

    assert act.until - act.at <= TEN_MINUTES
    assert refusal_of(undo, act, by=supervisor) == UndoReason.TOO_LATE
    assert (taken_back, open_acts(supervisor)) == ([], [])


def test_the_database_takes_nothing_back_too_late(supervisor):
    act = keep("test.act", by=supervisor, what="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.filter(pk=act.pk).update(undone_at=act.until)


def test_a_kind_nobody_can_take_back_is_not_kept(supervisor):
    with pytest.raises(LookupError):
        keep("test.other", by=supervisor)


def test_a_refusal_of_the_app_leaves_it_open(supervisor, monkeypatch):
    def refuse(detail, *, by):
        raise Denied(UndoReason.TOO_LATE)

    monkeypatch.setattr(undoing.UNDOABLE, "_items", {})
    undoing.UNDOABLE.add(undoing.Kind("Something was done.", refuse), name="test.act")
    act = keep("test.act", by=supervisor, what="x")

    assert refusal_of(undo, act, by=supervisor) == UndoReason.TOO_LATE
    assert open_acts(supervisor) == [act]


def test_the_button_takes_it_back_and_leads_to_the_page_it_stood_on(supervisor, sign_in, taken_back):
    act = keep("test.act", by=supervisor, what="x")
    client = sign_in(supervisor)

    response = client.post(reverse("undo", args=[act.uuid]), {"back": "/desk/places/"})

    assert (response.url, taken_back) == ("/desk/places/", [("x", supervisor.pk)])


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:x", "nowhere", ""])
def test_it_leads_nowhere_else(supervisor, sign_in, back):
    act = keep("test.act", by=supervisor, what="x")

    assert sign_in(supervisor).post(reverse("undo", args=[act.uuid]), {"back": back}).url == "/messages/"


def test_for_anybody_else_there_is_no_such_act(supervisor, county_officer, sign_in, taken_back):
    act = keep("test.act", by=supervisor, what="x")
    client = sign_in(county_officer)

    answers = [client.post(reverse("undo", args=[key])).status_code for key in (act.uuid, uuid4())]

    assert (answers, taken_back) == ([404, 404], [])


def test_what_can_no_longer_be_taken_back_is_forgotten_after_a_day(supervisor):
    keep("test.act", by=supervisor, what="new")
    old = keep("test.act", by=supervisor, what="old")
    Act.objects.filter(pk=old.pk).update(until=timezone.now() - timedelta(days=1, minutes=1))

    assert (forget_acts(), Act.objects.count()) == (1, 1)
