"""A minute in which the clock was a day ahead makes nothing wait until tomorrow."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from django_q.models import OrmQ
from freezegun import freeze_time

from children.concerns.domain.alerts import alert_again
from children.concerns.models import Concern
from portal.accounts.enums import Role
from portal.accounts.sign_in.limits import GUESSES, count
from portal.accounts.sign_in.models import Counter
from portal.jobs.models import Job, JobState
from portal.notify.letters import SealedLetter
from portal.notify.models import Line, Message
from portal.ops.clock import WAITING, bring_back
from tests.conftest import VILLAGE
from tests.factories.concerns import make_concern
from tests.factories.notify import message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAY = timedelta(days=1)


def make(model, user, moments):
    """A row of the model with these moments."""
    soon = timezone.now() + timedelta(minutes=5)
    fields = {
        OrmQ: {"key": "tongxin", "payload": "", "lock": soon},
        Job: {"kind": "x", "total": 1, "state": JobState.RUNNING},
        SealedLetter: {"sealed": "words", "expires_at": soon},
        Line: {"queue": "mail"},
        Counter: {"key": "k", "began": timezone.now(), "open_at": soon},
    }
    row = message(user) if model is Message else model.objects.create(**fields[model])
    model.objects.filter(pk=row.pk).update(**moments)
    return row


@pytest.mark.parametrize("waiting", WAITING, ids=lambda waiting: f"{waiting.model}.{waiting.field}")
def test_what_waits_for_tomorrow_waits_for_now(staff, waiting):
    model, user = apps.get_model(waiting.model), staff(Role.AUDITOR)
    row = make(model, user, {waiting.field: timezone.now() + DAY})

    assert (bring_back(), bring_back()) == (1, 0)

    row.refresh_from_db()
    assert getattr(row, waiting.field) <= timezone.now()


@pytest.mark.parametrize("waiting", WAITING, ids=lambda waiting: f"{waiting.model}.{waiting.field}")
def test_what_rightly_waits_stays(staff, waiting):
    make(apps.get_model(waiting.model), staff(Role.AUDITOR), {waiting.field: timezone.now() + waiting.ahead})

    assert bring_back() == 0


def test_whoever_typed_wrong_codes_meanwhile_is_not_shut_out_until_tomorrow():
    with freeze_time(timezone.now() + DAY):
        for _try in range(GUESSES.free):
            count(GUESSES, "somebody")
    assert count(GUESSES, "somebody") is not None

    bring_back()

    with freeze_time(timezone.now() + timedelta(minutes=16)):
        assert count(GUESSES, "somebody") is None


def test_a_report_that_came_in_meanwhile_is_told_of_again_after_half_an_hour(areas, staff):
    officer = staff(Role.SAFEGUARDING_OFFICER)
    concern = make_concern(areas[VILLAGE])
    with freeze_time(timezone.now() + DAY):
        Concern.objects.unscoped("time").filter(pk=concern.pk).update(unopened_since=timezone.now())
        alert_again()
    Message.objects.filter(recipient=officer).update(created_at=timezone.now() + DAY)
    before = Message.objects.filter(recipient=officer).count()

    bring_back()
    with freeze_time(timezone.now() + timedelta(minutes=31)):
        alert_again()

    assert Message.objects.filter(recipient=officer).count() == before + 2
