"""What the worker runs and what it remembers: only tasks of ours, and of a failure only where it was.

The queue stands in the database. A task is signed, but a schedule is a row with the name of a function: whoever can
write rows could have any function of Python run. See docs/decisions on pickled rows.
"""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings

QUEUED = frozenset({"portal.jobs.tasks.run", "portal.notify.tasks.deliver"})
# What earlier versions gave: it may still wait in the queue when the new version starts. For one release.
FORMER = frozenset(
    {
        "portal.audit.tasks.write_anchor",
        "activities.tasks.forget_removed_photos",
        "activities.tasks.recheck_adults",
        "activities.tasks.release_expired_offers",
        "activities.tasks.remove_undecided_photos",
        "activities.tasks.withdraw_grown_children",
        "children.tasks.alert_of_concerns",
        "children.tasks.ask_ages_again",
        "children.tasks.hand_concerns_onwards",
        "volunteers.pairing_tasks.end_grown",
        "volunteers.pairing_tasks.pause_lapsed",
        "volunteers.pairing_tasks.tell_of_orphans",
    }
)
# Other functions that a task could name, to be called before or after it.
CALLED_TOO = ("hook", "chain")
_PLACE = re.compile(r'File "[^"\n]+", line \d+, in \S+')
_KIND = re.compile(r"^[A-Za-z_][\w.]*(?=: |$)", re.MULTILINE)


class NotOurs(Exception):
    """A task that this site never gives."""


def is_ours(function: Any) -> bool:
    """Whether the worker may run what is called so."""
    return function in FORMER or may_be_scheduled(function)


def may_be_scheduled(function: Any) -> bool:
    """Whether this version gives such tasks, by itself or by a schedule."""
    return function in QUEUED or function in {ours for ours, _minutes in settings.SCHEDULES.values()}


def refuse_what_is_not_ours(task: dict[str, Any], **kwargs: Any) -> None:
    """Ends the worker process before it runs anything else. A receiver of `pre_execute`. Raises NotOurs."""
    if not is_ours(task["func"]) or any(task.get(name) for name in CALLED_TOO):
        raise NotOurs


def keep_only_places(instance: Any, **kwargs: Any) -> None:
    """A failed task is kept with its traceback, and a message such as `Failing row contains (…)` with the data.

    Only the places in the code and the kinds of error stay. A receiver of `pre_save` of django-q's tasks.
    """
    if not instance.success and isinstance(instance.result, str):
        instance.result = "\n".join([*_PLACE.findall(instance.result), *_kinds(instance.result)])


def _kinds(text: str) -> list[str]:
    """The class names at the beginning of lines after a traceback."""
    named = _KIND.findall(text.partition("Traceback (most recent call last):")[2])
    return [name for name in named if name.endswith(("Error", "Exception", "Denied", "Exist", "NotOurs"))]
