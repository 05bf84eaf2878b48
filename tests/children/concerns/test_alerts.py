"""Who is told of a report, and that a flood of reports is one message."""

from datetime import timedelta

import pytest
from django.utils import timezone

from children.concerns.domain.alerts import alert_again
from portal.accounts.enums import Role
from portal.notify.models import Channel, Message
from tests.conftest import VILLAGE
from tests.factories.concerns import make_concern

pytestmark = pytest.mark.django_db


class TestAlerts:
    def told(self, user):
        return Message.objects.filter(recipient=user, channel=Channel.IN_SITE).count()

    def test_a_hundred_reports_are_one_message(self, areas, first):
        with pytest.MonkeyPatch.context() as patch:
            at = timezone.now()
            patch.setattr("children.concerns.domain.alerts.timezone.now", lambda: at)
            for _n in range(5):
                make_concern(areas[VILLAGE])

        assert self.told(first) == 1

    def test_what_came_after_the_message_is_told_in_the_next_ten_minutes(self, areas, first):
        make_concern(areas[VILLAGE])
        make_concern(areas[VILLAGE])
        later = timezone.now() + timedelta(minutes=10)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("children.concerns.domain.alerts.timezone.now", lambda: later)
            alert_again()
            alert_again()

        assert self.told(first) == 2

    def test_what_was_told_is_not_told_again(self, areas, first):
        make_concern(areas[VILLAGE])
        later = timezone.now() + timedelta(minutes=10)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("children.concerns.domain.alerts.timezone.now", lambda: later)
            alert_again()

        assert self.told(first) == 1

    def test_somebody_appointed_later_is_told_of_what_nobody_could_open(self, areas, staff):
        operator = staff(Role.OPERATOR)
        make_concern(areas[VILLAGE])
        new = staff(Role.SAFEGUARDING_OFFICER)

        alert_again()

        assert [message.template for message in Message.objects.filter(recipient=operator)][:1] == [
            "concern_unopenable"
        ]
        assert self.told(new) == 1
