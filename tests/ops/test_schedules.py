"""What the worker does by itself: one row it cannot read stops nothing else, a wrong clock leaves nothing behind."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from django_q.brokers import get_broker
from django_q.models import OrmQ, Schedule
from django_q.scheduler import scheduler

from portal.ops.schedules import catch_up, mend, remove_what_is_not_ours, set_aside, write_schedules

pytestmark = [pytest.mark.django_db, pytest.mark.database]
PAGE, DAY = "/readyz/codes", timedelta(days=1)
OURS = "portal.jobs.tasks.sweep"


@pytest.fixture(autouse=True)
def punctual():
    """The schedules as they are while workers run."""
    Schedule.objects.update(next_run=timezone.now() + timedelta(minutes=1))


def codes(client):
    return client.get(PAGE).json()["codes"]


def by_hand(**fields):
    row = Schedule(**{"name": "by hand", "func": OURS, "schedule_type": "I", "minutes": 5} | fields)
    return Schedule.objects.bulk_create([row])[0]


def queued():
    return sorted(row.task["func"] for row in OrmQ.objects.all())


UNREADABLE = [
    {"args": "(1, "},
    {"args": "open('x')"},
    {"kwargs": "[1]"},
    {"kwargs": "{'q_options': 3}"},
    {"schedule_type": "C", "cron": "* * * * *"},
    {"schedule_type": "X"},
    {"func": "os.system"},
]


@pytest.mark.parametrize("fields", UNREADABLE, ids=str)
def test_a_row_that_cannot_be_read_is_set_aside_and_told(client, fields):
    row = by_hand(**fields, next_run=timezone.now() + timedelta(minutes=1))
    assert codes(client) == ["schedule_set_aside", "backup_none"]

    assert set_aside() == 1

    row.refresh_from_db()
    assert (row.repeats, codes(client)) == (0, ["schedule_set_aside", "backup_none"])


@pytest.mark.django_db(transaction=True)
def test_one_row_that_cannot_be_read_stops_all_until_it_is_set_aside():
    write_schedules()
    by_hand(args="(1, ", next_run=timezone.now() - timedelta(days=3))
    Schedule.objects.filter(name="jobs.sweep").update(next_run=timezone.now() - timedelta(seconds=5))
    Schedule.objects.exclude(name__in=["jobs.sweep", "by hand"]).delete()
    scheduler(get_broker())
    assert queued() == []

    set_aside()
    scheduler(get_broker())

    assert queued() == [OURS]


@pytest.mark.parametrize(
    "fields", [{}, {"args": "1, 'two'"}, {"kwargs": "x=1"}, {"kwargs": "{'x': 1}"}, {"schedule_type": "D"}], ids=str
)
def test_a_row_made_by_hand_that_can_be_read_stays(client, fields):
    row = by_hand(**fields, next_run=timezone.now() + timedelta(minutes=2))

    assert (set_aside(), mend(), remove_what_is_not_ours()) == (0, 0, 0)

    row.refresh_from_db()
    assert (row.repeats, codes(client)) == (-1, ["backup_none"])


def test_what_was_set_aside_is_removed_by_an_upgrade_and_no_longer_told(client):
    by_hand(args="(")
    set_aside()

    assert remove_what_is_not_ours() == 1

    assert (Schedule.objects.filter(name="by hand").count(), codes(client)) == (0, ["backup_none"])


@pytest.mark.parametrize(
    "damage",
    [{"args": "("}, {"kwargs": "]"}, {"func": "os.system"}, {"repeats": 0}, {"next_run": None}, {"hook": "os.system"}],
    ids=str,
)
def test_a_schedule_of_ours_that_was_damaged_is_written_again(client, damage):
    Schedule.objects.filter(name="jobs.sweep").update(**damage)
    assert codes(client) == ["schedules", "backup_none"]

    assert write_schedules() == 1

    row = Schedule.objects.get(name="jobs.sweep")
    assert (row.args, row.kwargs, row.hook, row.func, row.repeats) == (None, None, None, OURS, -1)
    assert (row.next_run <= timezone.now() + timedelta(minutes=1), codes(client)) == (True, ["backup_none"])


def test_a_schedule_of_ours_that_is_gone_or_twice_there_is_told_and_put_right(client):
    Schedule.objects.filter(name="jobs.sweep").delete()
    assert codes(client) == ["schedules", "backup_none"]
    write_schedules()
    Schedule.objects.filter(name="jobs.sweep").update(next_run=timezone.now() + timedelta(minutes=1))

    by_hand(name="jobs.sweep", minutes=1)
    write_schedules()

    assert Schedule.objects.filter(name="jobs.sweep").count() == 1


def test_after_the_clock_was_a_day_ahead_everything_runs_in_its_time_again(client):
    for row in Schedule.objects.all():
        Schedule.objects.filter(pk=row.pk).update(next_run=timezone.now() + DAY + timedelta(minutes=row.minutes))
    assert codes(client) == ["schedules", "backup_none"]

    assert mend() == len(settings.SCHEDULES)

    for row in Schedule.objects.all():
        assert row.next_run <= timezone.now() + timedelta(minutes=row.minutes), row.name
    assert (codes(client), mend()) == (["backup_none"], 0)


def test_what_is_overdue_by_years_is_due_now_and_not_counted_up_minute_by_minute():
    Schedule.objects.filter(name="jobs.sweep").update(next_run=timezone.now() - timedelta(days=56 * 365))

    assert (mend(), catch_up()) == (0, 1)

    assert Schedule.objects.get(name="jobs.sweep").next_run > timezone.now() - timedelta(minutes=1)


def test_what_the_workers_of_another_queue_leave_undone_goes_on_looking_late(client):
    Schedule.objects.filter(cluster="mail").update(next_run=timezone.now() - timedelta(hours=5))

    assert (mend(), write_schedules(), catch_up("tongxin"), codes(client)) == (0, 0, 0, ["queue_mail", "backup_none"])

    assert (catch_up("mail"), codes(client)) == (1, ["backup_none"])
