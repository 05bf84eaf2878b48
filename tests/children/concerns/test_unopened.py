"""An alert is delivered when a person has opened the report: until then it is repeated and its circle widens."""

from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from children.concerns.domain.alerts import STAGES, alert_again, stage_of
from children.concerns.domain.letting_in import name_people
from children.concerns.domain.people import alerted_for, shut_out
from children.concerns.domain.queries import banner
from children.concerns.domain.reporting import add_fact
from children.concerns.enums import ConcernState
from children.concerns.models import Concern
from portal.accounts.enums import Capability, Role
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.notify.models import Channel, Message, MessageState
from tests.conftest import VILLAGE
from tests.factories.concerns import make_concern, reread

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGE = "/desk/concerns/"
MINUTES, HOURS, DAYS = (timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))


def told(user, template="concern_waiting"):
    return Message.objects.filter(recipient=user, template=template, channel=Channel.EMAIL).count()


def let_pass(time):
    """Everything that happened was so long ago."""
    for row in Concern.objects.unscoped("a test lets time pass").filter(unopened_since__isnull=False):
        row.unopened_since -= time
        row.save(update_fields=["unopened_since"])
    for message in Message.objects.all():
        message.created_at -= time
        message.key = str(uuid4())
        message.save()


def pass_by(time, every=10 * MINUTES):
    """The worker's round, every ten minutes."""
    for _round in range(int(time / every)):
        let_pass(every)
        alert_again()


def test_a_report_that_nobody_opens_is_told_again_and_again_though_its_messages_were_made(concern, first):
    pass_by(4 * HOURS)

    assert told(first) == 1 + 1 + 3  # at once, after half an hour, then every hour


def test_after_a_weekend_without_mail_it_is_still_told(concern, first):
    let_pass(2 * DAYS)
    Message.objects.update(state=MessageState.FAILED, attempts=5)

    alert_again()

    assert Message.objects.filter(recipient=first, state=MessageState.QUEUED).count() == 1


def test_once_a_person_has_opened_it_nobody_is_told_again(concern, first, second, sign_in):
    let_pass(HOURS)

    assert sign_in(second).get(f"{PAGE}{concern.uuid}/").status_code == 200
    alert_again()

    assert (told(first), reread(concern).unopened_since, reread(concern).opened_by) == (1, None, second)


def test_the_list_alone_does_not_open_it(concern, first, sign_in):
    sign_in(first).get(PAGE)

    assert reread(concern).unopened_since is not None


def test_what_the_reporter_adds_waits_to_be_opened_too(concern, first, sign_in):
    sign_in(first).get(f"{PAGE}{concern.uuid}/")
    add_fact(concern, "（测试）补充一句。")
    let_pass(HOURS)

    alert_again()

    assert told(first) == 2


def test_a_new_fact_does_not_make_what_waits_younger(concern):
    let_pass(5 * HOURS)
    before = reread(concern).unopened_since

    add_fact(concern, "（测试）补充一句。")

    assert reread(concern).unopened_since == before


@pytest.mark.parametrize(
    ("age", "stage"), [(0, 0), (59, 0), (60, 1), (239, 1), (240, 2), (1439, 2), (1440, 3), (9999, 3)]
)
def test_the_stages_follow_the_age(age, stage):
    assert stage_of(age * MINUTES) is STAGES[stage]


def test_after_four_hours_the_county_officers_are_let_in_and_told(concern, county_officer, sign_in):
    let_pass(3 * HOURS)
    alert_again()
    assert (told(county_officer), sign_in(county_officer).get(f"{PAGE}{concern.uuid}/").status_code) == (0, 404)

    let_pass(HOURS)
    alert_again()

    assert (told(county_officer), sign_in(county_officer).get(f"{PAGE}{concern.uuid}/").status_code) == (1, 200)
    assert AuditEvent.objects.filter(action="concern.escalated").count() == 1


def test_a_county_officer_who_is_named_is_neither_let_in_nor_told(concern, county_officer, sign_in):
    shut_out(concern, county_officer, by=None)
    let_pass(2 * DAYS)

    alert_again()

    assert (told(county_officer), sign_in(county_officer).get(f"{PAGE}{concern.uuid}/").status_code) == (0, 404)


def test_the_county_is_let_in_once(concern, county_officer):
    pass_by(2 * DAYS, every=2 * HOURS)

    assert AuditEvent.objects.filter(action="concern.escalated").count() == 1
    assert county_officer in alerted_for(reread(concern))


def test_without_county_officers_the_log_is_not_filled(concern):
    pass_by(2 * DAYS, every=2 * HOURS)

    assert AuditEvent.objects.filter(action="concern.escalated").count() == 0


def test_the_operator_is_told_in_words_once_a_day(concern, staff):
    operator = staff(Role.OPERATOR)
    pass_by(2 * DAYS + 5 * HOURS, every=HOURS)

    assert (told(operator, "concern_unread"), told(operator)) == (3, 0)
    said = Message.objects.filter(recipient=operator).values_list("context", flat=True)
    assert [key for context in said for key in context if key != "by_language"] == []


def test_who_opened_it_and_is_then_named_has_opened_nothing(concern, first, second, sign_in):
    sign_in(first).get(f"{PAGE}{concern.uuid}/")

    name_people(concern, [first], by=second)
    let_pass(HOURS)
    alert_again()

    assert (told(first), told(second), reread(concern).opened_by) == (1, 2, None)


def test_a_flood_that_nobody_opens_is_told_of_as_often_as_one_report(areas, first):
    for _number in range(5):
        make_concern(areas[VILLAGE], flood=True)

    pass_by(2 * HOURS)

    assert told(first) == 1 + 1 + 2  # at once, what came after that message, then as for one


def test_a_thousand_old_ones_do_not_hide_a_new_one(areas, first, monkeypatch):
    monkeypatch.setattr("children.concerns.domain.alerts.AT_MOST", 2)
    for _number in range(4):
        make_concern(areas[VILLAGE])
    let_pass(2 * DAYS)
    alert_again()
    before = told(first)
    make_concern(areas[VILLAGE])
    Message.objects.filter(recipient=first).update(created_at=timezone.now() - MINUTES)

    alert_again()

    assert told(first) >= before


class TestTheBanner:
    LATE = STAGES[0].every

    def shown(self, client, path="/desk/"):
        text = client.get(path).content.decode()
        return [each for each in ("没人打开", "show=unopened") if each in text]

    def test_it_stands_on_every_page_of_those_who_may_open_it(self, concern, first, sign_in):
        let_pass(self.LATE)
        client = sign_in(first)

        assert [self.shown(client, path) for path in ("/desk/", PAGE, "/desk/children/")] == [
            ["没人打开", "show=unopened"]
        ] * 3

    def test_not_before_half_an_hour(self, concern, first, sign_in):
        assert self.shown(sign_in(first)) == []

    def test_never_for_the_named_nor_for_others(self, concern, second, staff, village_officer, sign_in):
        shut_out(concern, second, by=None)
        let_pass(self.LATE)

        others = [second, village_officer, staff(Role.OPERATOR), staff(Role.AUDITOR), staff(Role.COUNTY_OFFICER)]
        assert [self.shown(sign_in(user)) for user in others] == [[]] * 5

    def test_it_leads_to_what_nobody_has_opened(self, areas, concern, first, sign_in):
        opened = make_concern(areas[VILLAGE])
        client = sign_in(first)
        client.get(f"{PAGE}{opened.uuid}/")

        rows = client.get(f"{PAGE}?show=unopened").context["page"].object_list

        assert [row.pk for row in rows] == [concern.pk]

    def test_it_is_gone_when_somebody_has_opened_it(self, concern, first, second, sign_in):
        let_pass(self.LATE)
        sign_in(second).get(f"{PAGE}{concern.uuid}/")

        assert self.shown(sign_in(first)) == []


def test_reports_of_before_wait_for_whoever_opens_them(areas, first):
    unread, read, added = (make_concern(areas[VILLAGE]) for _number in range(3))
    rows = Concern.objects.unscoped("as they were before")
    rows.update(unopened_since=None)
    rows.filter(pk=read.pk).update(state=ConcernState.TRIAGED, triaged_at=timezone.now())
    rows.filter(pk=added.pk).update(state=ConcernState.TRIAGED, triaged_at=timezone.now(), added_at=timezone.now())

    plain = SimpleNamespace(_base_manager=Concern._base_manager)
    old_apps = SimpleNamespace(get_model=lambda *name: plain)
    migration = import_module("children.migrations.0008_what_nobody_opened")
    migration.mark(old_apps, SimpleNamespace(connection=connection))

    assert [bool(reread(each).unopened_since) for each in (unread, read, added)] == [True, False, True]


def test_while_nothing_waits_its_banner_costs_every_page_of_the_desk_one_question(
    concern, first, django_assert_num_queries
):
    asked_anew = User.objects.get(pk=first.pk)
    assert asked_anew.can(Capability.OPEN_CONCERN)  # which reads the appointments, once a page

    with django_assert_num_queries(1):
        assert banner(asked_anew) is None


@pytest.mark.parametrize(("named", "questions"), [(False, 3), (True, 9)])
def test_while_one_waits_the_accounts_of_a_person_are_looked_for_only_if_somebody_is_named(
    concern, first, village_officer, django_assert_num_queries, named, questions
):
    let_pass(TestTheBanner.LATE)
    if named:
        shut_out(concern, village_officer, by=None)
    asked_anew = User.objects.get(pk=first.pk)
    assert asked_anew.can(Capability.OPEN_CONCERN)

    with django_assert_num_queries(questions):
        shown = banner(asked_anew)

    assert "1" in str(shown.text)
