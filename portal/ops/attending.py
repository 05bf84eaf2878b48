"""Whoever starts the workers looks after what they depend on: schedules, the key of waiting tasks, a sign of life."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import Error

from portal.jobs.models import Worker

from .schedules import catch_up, mend, set_aside, write_schedules
from .workers import BEAT_EVERY, beat, sign_again, sign_on

log = logging.getLogger(__name__)


def begin(queue: str) -> Worker:
    """Put right what a stop, a wrong clock or another key has left, and say so. Before the workers start."""
    _put_right(queue)
    catch_up(queue)
    signed, unknown = sign_again()
    if signed:
        log.warning("%s waiting tasks bore a former secret key and were signed again.", signed)
    if unknown:
        log.warning(
            "%s waiting tasks bear an unknown secret key and are dropped: what they were to do is found by itself"
            " within minutes.",
            unknown,
        )
    return sign_on(queue)


def attend(worker: Worker, ended: Callable[[float], bool]) -> None:
    """While the workers run; `ended(seconds)` waits and says whether they have. A database that is away passes."""
    while not ended(BEAT_EVERY.total_seconds()):
        try:
            beat(worker)
            _put_right(worker.queue)
        except Error:
            log.warning("The workers of %s could not be attended: the database does not answer.", worker.queue)


def _put_right(queue: str) -> None:
    aside = set_aside()
    if aside:
        log.error("%s schedules cannot be read, or are none of ours: they are set aside.", aside)
    # One of the queues is enough: two that start together would each write what is missing.
    written = write_schedules() if queue == settings.Q_CLUSTER["name"] else 0
    mended = mend()
    if written or mended:
        log.warning("Put right: %s schedules written again, %s moments that were too far ahead.", written, mended)
