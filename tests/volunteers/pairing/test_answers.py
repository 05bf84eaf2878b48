"""What the guardian and the child answer: only a yes goes on."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.conftest import TOWNSHIP, VILLAGE
from tests.factories.children import make_child
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.pairing.domain import proposing as steps
from volunteers.pairing.domain import rules
from volunteers.pairing.domain.candidates import refused_for
from volunteers.pairing.enums import Answer, ConsentWay, DeclineReason, PairingRefusal, PairingState
from volunteers.pairing.models import Pairing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE])


@pytest.fixture
def volunteer(areas):
    return make_active_volunteer(areas[TOWNSHIP])


def hear(row, by, answer, words="想一想"):
    return steps.record_child_heard(row, by=by, on=TODAY, answer=answer, words=words)


def consent(row, by, answer):
    return steps.record_consent(row, by=by, on=TODAY, answer=answer, way=ConsentWay.PHONE, name="测试奶奶")


def test_a_child_that_says_no_is_not_paired(child, volunteer, village_officer, supervisor):
    row = hear(make_pairing(child, volunteer, PairingState.CONSENTED), village_officer, Answer.NO, "不想要")

    assert (row.state, row.declined_reason) == (PairingState.DECLINED, DeclineReason.CHILD)
    assert (row.heard_by, row.heard_words, row.child_answer) == (village_officer, "不想要", Answer.NO)
    assert rules.approve_denied_reason(row, supervisor) == PairingRefusal.MOVED_ON
    assert refused_for(child) == {volunteer.pk}
    assert AuditEvent.objects.get().action == "pairing.declined"


def test_who_proposed_it_is_told_of_a_no_and_nobody_of_the_words(areas, child, volunteer, village_officer):
    proposer = make_officer(areas[TOWNSHIP])
    row = make_pairing(child, volunteer, PairingState.CONSENTED, proposed_by=proposer)

    hear(row, village_officer, Answer.NO, "不想要")

    told = Message.objects.filter(channel="in_site").values_list("template", "recipient")
    assert list(told) == [("pairing_declined", proposer.pk)]


def test_a_child_that_is_not_sure_is_asked_again(child, volunteer, village_officer, supervisor):
    row = hear(make_pairing(child, volunteer, PairingState.CONSENTED), village_officer, Answer.UNSURE)

    assert (row.state, row.child_answer) == (PairingState.CONSENTED, Answer.UNSURE)
    assert rules.approve_denied_reason(row, supervisor) == PairingRefusal.NOT_HEARD
    assert hear(row, village_officer, Answer.YES, "好").state == PairingState.HEARD


def test_a_guardian_that_says_no_ends_it(child, volunteer, village_officer):
    row = consent(make_pairing(child, volunteer, PairingState.PROPOSED), village_officer, Answer.NO)

    assert (row.state, row.declined_reason) == (PairingState.DECLINED, DeclineReason.GUARDIAN)
    assert (row.consent_name, row.guardian_answer) == ("测试奶奶", Answer.NO)
    assert rules.heard_denied_reason(row, village_officer) == PairingRefusal.MOVED_ON


def test_a_guardian_who_wants_to_think_about_it_is_asked_again(child, volunteer, village_officer):
    row = consent(make_pairing(child, volunteer, PairingState.PROPOSED), village_officer, Answer.UNSURE)

    assert (row.state, row.guardian_answer) == (PairingState.PROPOSED, Answer.UNSURE)
    assert rules.heard_denied_reason(row, village_officer) == PairingRefusal.MOVED_ON
    assert consent(row, village_officer, Answer.YES).state == PairingState.CONSENTED


def test_what_was_heard_before_the_question_was_put_this_way_is_asked_again(child, volunteer, supervisor):
    """Such a row says that the child was heard and not what it answered."""
    row = make_pairing(child, volunteer, PairingState.HEARD, child_answer="")

    assert rules.approve_denied_reason(row, supervisor) == PairingRefusal.ANSWER_UNKNOWN
    with pytest.raises(Denied):
        steps.approve(row, by=supervisor, supervisor=supervisor, deputy=None)
    assert hear(row, supervisor, Answer.NO).state == PairingState.DECLINED


def test_what_was_recorded_before_keeps_the_guardians_yes_and_leaves_the_childs_answer_open(child, volunteer):
    row = make_pairing(child, volunteer, PairingState.ENDED, guardian_answer="", child_answer="")
    proposed = make_pairing(child, make_active_volunteer(child.area), PairingState.PROPOSED)

    import_module("volunteers.migrations.0004_pairing_answers").what_was_recorded_was_a_yes(apps, None)

    row.refresh_from_db()
    proposed.refresh_from_db()
    assert (row.guardian_answer, row.child_answer, proposed.guardian_answer) == (Answer.YES, "", "")


@pytest.mark.database
@pytest.mark.parametrize(("field", "answer"), [("child_answer", "no"), ("child_answer", "unsure"),
                                               ("guardian_answer", "no"), ("guardian_answer", "unsure"),
                                               ("guardian_answer", "")])  # fmt: skip
@pytest.mark.parametrize("state", ["heard", "approved", "active", "paused"])
def test_the_database_lets_nothing_but_a_yes_go_on(field, answer, state, child, volunteer):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pairing(child, volunteer, state, **{field: answer})


@pytest.mark.parametrize(
    ("answer", "state", "shown"),
    [("no", "declined", "declined"), ("unsure", "consented", "consented"), ("yes", "heard", "heard")],
)
def test_the_desk_asks_for_the_answer(answer, state, shown, child, volunteer, village_officer, sign_in):
    row = make_pairing(child, volunteer, PairingState.CONSENTED)
    address, browser = reverse("volunteers:pairing_step", args=[row.uuid, "heard"]), sign_in(village_officer)
    typed = {"on": str(TODAY), "words": "孩子的话"}

    missing = browser.post(address, typed)
    browser.post(address, typed | {"answer": answer})

    assert "answer" in missing.context["form"].errors
    assert missing.context["form"]["words"].value() == "孩子的话"
    row.refresh_from_db()
    assert row.state == state


def test_the_page_tells_a_no_as_a_no(child, volunteer, village_officer, sign_in):
    row = consent(make_pairing(child, volunteer, PairingState.PROPOSED), village_officer, Answer.NO)

    record = sign_in(village_officer).get(row.get_absolute_url()).context["record"]

    assert [moment.what for moment in record.moments] == ["已提出", "监护人不同意", "未成"]
    assert Pairing.objects.unscoped("test").count() == 1
