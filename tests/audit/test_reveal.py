"""Revealing a value is recorded, with its reason, before the value is given."""

from __future__ import annotations

import pytest

from portal.audit.models import AuditEvent
from portal.audit.reveal import RevealRefused, reason_of, reveal
from portal.audit.verification import verify
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db
ID_NUMBER = "529999201503070011"


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE], id_number=ID_NUMBER)


def test_the_value_is_given_and_the_log_says_who_which_field_and_why(child, village_officer):
    assert reveal(child, "id_number", by=village_officer, reason="核对户口本") == ID_NUMBER

    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.target_id) == ("field.revealed", village_officer, str(child.uuid))
    assert (event.detail["field"], reason_of(event)) == ("id_number", "核对户口本")
    assert verify().intact


def test_the_log_holds_neither_the_value_nor_the_reason_in_the_clear(child, village_officer):
    reveal(child, "id_number", by=village_officer, reason="王小明的奶奶来问")

    kept = str(AuditEvent.objects.values().get())
    assert [word for word in (ID_NUMBER, "王小明", "奶奶") if word in kept] == []


@pytest.mark.parametrize("reason", ["", "   ", "核对", " 1234 "])
def test_without_a_real_reason_nothing_is_given(child, village_officer, reason):
    with pytest.raises(RevealRefused):
        reveal(child, "id_number", by=village_officer, reason=reason)

    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("field", ["sex", "case_number", "id_number_index", "pk", "area_path", "nothing"])
def test_only_declared_fields_are_revealed(child, village_officer, field):
    with pytest.raises(RevealRefused):
        reveal(child, field, by=village_officer, reason="核对户口本")


def test_who_may_not_reveal_here_is_refused(child, staff):
    elsewhere = staff("village_officer", OTHER_VILLAGE)

    with pytest.raises(RevealRefused):
        reveal(child, "id_number", by=elsewhere, reason="核对户口本")

    assert AuditEvent.objects.count() == 0


def test_a_model_that_names_no_capability_keeps_its_masked_fields(child, village_officer, monkeypatch):
    monkeypatch.delattr(type(child), "reveal_capability")

    with pytest.raises(RevealRefused):
        reveal(child, "id_number", by=village_officer, reason="核对户口本")
