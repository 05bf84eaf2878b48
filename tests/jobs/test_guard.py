"""The worker runs only what the site gives it, and remembers of a failure only where it was."""

import re
import traceback
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import OrmQ, Task
from django_q.signals import pre_execute
from django_q.tasks import async_task

from portal.jobs.guard import FORMER, QUEUED, NotOurs

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "children", "volunteers", "activities", "home")
WORDS = "标记绝密的话"


def execute(**task):
    """What django-q's worker does just before it calls the function."""
    pre_execute.send(sender="django_q", func=None, task={"args": (), "kwargs": {}} | task)


def test_the_list_names_every_task_of_ours_and_no_other():
    sources = [path.read_text(encoding="utf-8") for app in APPS for path in (ROOT / app).rglob("*.py")]

    assert {name for text in sources for name in re.findall(r'async_task\("([\w.]+)"', text)} == QUEUED


@pytest.mark.parametrize("name", [*sorted(QUEUED), *(function for function, _minutes in settings.SCHEDULES.values())])
def test_what_is_ours_is_run(name):
    execute(func=name)

    assert name.startswith(APPS)


@pytest.mark.parametrize("name", sorted(FORMER))
def test_what_an_earlier_version_gave_is_run_under_its_name_of_then(name):
    execute(func=name)

    assert callable(import_string(name))


@pytest.mark.parametrize("name", ["os.system", "builtins.exec", "portal.jobs.running.run_job", print, None])
def test_what_is_not_ours_is_not_run(name):
    with pytest.raises(NotOurs):
        execute(func=name)


@pytest.mark.parametrize("more", [{"hook": "os.system"}, {"chain": [("os.system", ("true",))]}])
def test_nothing_is_called_before_or_after_a_task(more):
    with pytest.raises(NotOurs):
        execute(func="portal.jobs.tasks.sweep", **more)


@pytest.mark.django_db
def test_what_a_forged_schedule_would_put_into_the_queue_is_not_run():
    async_task("os.system", "true")

    with pytest.raises(NotOurs):
        execute(**OrmQ.objects.get().task)


@pytest.mark.django_db
def test_a_failed_task_is_kept_without_a_word():
    try:
        int(f"Failing row contains ({WORDS})")
    except ValueError as error:
        told = f"{error} : {traceback.format_exc()}"
    now = timezone.now()
    row = Task(id="x" * 32, name="t", func="f", started=now, stopped=now, success=False, result=told)

    row.save()

    kept = Task.objects.get(pk=row.pk).result
    assert (WORDS in told, WORDS in kept, kept.splitlines()[-1]) == (True, False, "ValueError")
    assert "in test_a_failed_task_is_kept_without_a_word" in kept
