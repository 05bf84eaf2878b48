"""Jobs: run in steps, cancelled between them, taken up again after a killed worker, given up when a step kills."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ

from portal.accounts.models import User
from portal.jobs import running
from portal.jobs.models import Job, JobState
from portal.jobs.running import KEPT_FOR, LOST_AFTER, cancel, run_job, start, sweep_jobs
from portal.registry import Registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_over(monkeypatch):
    """The ids given to the worker, instead of a queue outside this process."""
    ids = []
    monkeypatch.setattr(running, "async_task", lambda _function, job_id: ids.append(job_id))
    return ids


@pytest.fixture
def kind(monkeypatch):
    """A kind of job that notes its steps; `kind.fails_at` is the step that raises."""

    class Kind:
        def __init__(self):
            self.steps, self.ended, self.fails_at, self.during = [], [], None, lambda job: None

        def step(self, job, number):
            self.during(job)
            if number == self.fails_at:
                raise RuntimeError
            self.steps.append(number)

    monkeypatch.setattr(running, "KINDS", Registry())
    made = Kind()
    running.KINDS.add(running.Kind(made.step, lambda job: made.ended.append(job.pk)), name="test")
    return made


@pytest.fixture
def job(kind, handed_over, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        return start("test", total=3, by=User.objects.create_user("somebody@example.test"))


def again(job):
    return Job.objects.get(pk=job.pk)


def lose_worker(job):
    """As if its worker had been killed long ago."""
    Job.objects.filter(pk=job.pk).update(beat_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))


def test_a_job_goes_to_the_worker_when_the_transaction_is_over(job, handed_over):
    assert handed_over == [job.pk]


def test_runs_its_steps_in_order_and_tidies_up_once(job, kind):
    run_job(job.pk)
    run_job(job.pk)

    assert (kind.steps, kind.ended) == ([0, 1, 2], [job.pk])
    assert (again(job).state, again(job).done) == (JobState.DONE, 3)


def test_a_job_another_worker_has_is_left_alone(job, kind):
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)

    run_job(job.pk)

    assert kind.steps == []


def test_a_lost_job_is_taken_up_where_it_was(job, kind, handed_over, django_capture_on_commit_callbacks):
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=1)
    lose_worker(job)

    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_jobs() == 1
    run_job(job.pk)

    assert (handed_over, kind.steps) == ([job.pk, job.pk], [1, 2])


def test_the_sweep_does_not_queue_again_what_waits_in_the_queue(kind, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = start("test", total=3, by=User.objects.create_user("somebody@example.test"))
    for _minute in range(3):
        lose_worker(job)
        with django_capture_on_commit_callbacks(execute=True):
            assert sweep_jobs() == 0
    OrmQ.objects.all().delete()  # a worker took the task and was killed
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_jobs() == 1
    assert OrmQ.objects.count() == 1


def test_the_sweep_leaves_a_living_job_alone(job):
    assert sweep_jobs() == 0


def test_a_step_that_always_fails_is_given_up_after_three_starts(job, kind):
    kind.fails_at = 1
    for _attempt in range(3):
        with pytest.raises(RuntimeError):
            run_job(job.pk)
        lose_worker(job)

    run_job(job.pk)

    assert (again(job).state, again(job).done, kind.ended) == (JobState.FAILED, 1, [job.pk])


def test_a_worker_that_was_taken_for_dead_and_wakes_up_leaves_the_rest_to_the_other(job, kind):
    def lost_for_a_while(stopped):
        kind.during = lambda job: None
        lose_worker(stopped)
        run_job(stopped.pk)

    kind.during = lost_for_a_while

    run_job(job.pk)

    assert (kind.steps, kind.ended) == ([0, 1, 2, 0], [job.pk])
    assert (again(job).state, again(job).done) == (JobState.DONE, 3)


def test_is_cancelled_at_once_while_it_waits(job, kind):
    cancel(job)
    run_job(job.pk)

    assert (again(job).state, kind.steps, kind.ended) == (JobState.CANCELLED, [], [job.pk])


def test_is_cancelled_before_the_next_step_while_it_runs(job, kind):
    kind.during = cancel

    run_job(job.pk)

    assert (again(job).state, again(job).done, kind.steps) == (JobState.CANCELLED, 1, [0])


def test_cancelling_what_has_ended_changes_nothing(job, kind):
    run_job(job.pk)

    cancel(job)

    assert (again(job).state, again(job).cancel_asked) == (JobState.DONE, False)


def test_a_long_job_is_handed_over_in_pieces(job, kind, handed_over, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(running, "PIECE_SECONDS", -1)

    with django_capture_on_commit_callbacks(execute=True):
        run_job(job.pk)

    assert (again(job).state, handed_over) == (JobState.WAITING, [job.pk, job.pk])


@pytest.mark.parametrize(("days_too_many", "left"), [(1, 0), (-1, 1)])
def test_what_ended_long_ago_is_forgotten(job, days_too_many, left):
    run_job(job.pk)
    ended = timezone.now() - KEPT_FOR - timedelta(days=days_too_many)
    Job.objects.filter(pk=job.pk).update(finished_at=ended)

    sweep_jobs()

    assert Job.objects.count() == left
