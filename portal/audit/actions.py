"""What can happen, each with its words: the codes of the audit log, which never change, and how people read them.

A subject writes its actions down in `actions.py` and registers them in its `desk.register` or `AppConfig.ready()`.
What is no longer recorded stays in its enum: the log keeps its rows for ever, and they need their words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.registry import Registry


class Action(models.TextChoices):
    """The base of each enum of actions: the value stands in the log, the label says in the past tense what happened.

    `subject` is the heading over them; `reads` are those that only looked: many in a row are one line.
    """

    subject: ClassVar[Promise]
    reads: ClassVar[frozenset[str]]

    @property
    def is_reading(self) -> bool:
        """Whether somebody only looked."""
        return self.value in self.reads


A = TypeVar("A", bound=type[Action])


def about(subject: Promise, *, reads: Collection[str] = ()) -> Callable[[A], A]:
    """The heading over an enum of actions, and the codes among them with which somebody only looked."""

    def described(enum: A) -> A:
        enum.subject, enum.reads = subject, frozenset(reads)
        return enum

    return described


# Every enum; two with words for the same code are a mistake that a test finds.
ACTIONS: Registry[type[Action]] = Registry()


def action_named(code: str) -> Action | None:
    """The action with this code; None for a code that nobody has registered."""
    return next((enum(code) for enum in ACTIONS if code in enum.values), None)


def action_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """For a select: the actions of each subject under its heading."""
    return [(enum.subject, [(action.value, action.label) for action in enum]) for enum in ACTIONS]


@about(_("Audit log"), reads={"audit.read"})
class AuditAction(Action):
    """What is done with the log itself, with its keys, and with values that are hidden."""

    READ = "audit.read", _("Looked into the audit log")
    COMPARED = "audit.compared", _("Compared the log with a kept anchor")
    KEYS_ROTATED = "keys.rotated", _("Changed the keys")
    REVEALED = "field.revealed", _("Revealed a hidden value")
