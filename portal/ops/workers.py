"""Who works off the queues: each set of processes has a row while it runs, so that one that died is missed."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_q.models import OrmQ

from portal.jobs.models import Worker

BEAT_EVERY, SILENT_FOR = timedelta(seconds=30), timedelta(minutes=3)
# A machine that is gone for good is not told of for ever.
FORGOTTEN_AFTER = timedelta(days=7)


def sign_on(queue: str) -> Worker:
    """These processes work off the queue from now on; whoever died here before them is replaced."""
    host = socket.gethostname()
    for former in Worker.objects.filter(host=host, queue=queue):
        if former.pid == os.getpid() or not _is_running(former.pid):
            former.delete()
    Worker.objects.filter(beat_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    return Worker.objects.create(queue=queue, host=host, pid=os.getpid(), key=key_digest())


def beat(worker: Worker) -> None:
    """They are still there; a row that was removed meanwhile (a restore, a clock far ahead) is written again."""
    worker.beat_at = timezone.now()
    if not Worker.objects.filter(pk=worker.pk).update(beat_at=worker.beat_at):
        worker.save(force_insert=True)


def sign_off(worker: Worker) -> None:
    """They were told to stop."""
    Worker.objects.filter(pk=worker.pk).delete()


def one_died() -> bool:
    """Whether workers have stopped without being told to, and nobody has started them again."""
    return Worker.objects.filter(beat_at__lt=timezone.now() - SILENT_FOR).exists()


def one_has_another_key() -> bool:
    """Whether running workers sign with another SECRET_KEY than this process: they drop whatever it gives them."""
    running = Worker.objects.filter(beat_at__gte=timezone.now() - SILENT_FOR)
    return running.exclude(key=key_digest()).exists()


def key_digest() -> str:
    """Tells secret keys apart without telling what they are."""
    return salted_hmac("jobs.worker", "key", algorithm="sha256").hexdigest()


def sign_again() -> tuple[int, int]:
    """Waiting tasks signed with a former key of SECRET_KEY_FALLBACKS are signed with the present one.

    django-q knows one key and drops what bears another. Returns how many were signed again, and how many bear no key
    that is known here: those are dropped by the workers, and what they were to do is found by the sweeps.
    """
    signed, unknown = 0, 0
    for row in OrmQ.objects.all():
        known = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
        keys = [key for key in known if _bears(row.payload, key)]
        if not keys:
            unknown += 1
        elif keys[0] != settings.SECRET_KEY:
            payload = _signer(settings.SECRET_KEY).sign(_signer(keys[0]).unsign(row.payload))
            signed += OrmQ.objects.filter(pk=row.pk, payload=row.payload).update(payload=payload)
    return signed, unknown


def waiting_functions() -> Iterator[tuple[int, str]]:
    """The number of each waiting task that can be read, and the name of its function."""
    for row in OrmQ.objects.all():
        if _bears(row.payload, settings.SECRET_KEY):
            yield row.pk, str(row.task.get("func"))


def _signer(key: str) -> TimestampSigner:
    """As django-q signs, without unpickling anything."""
    return TimestampSigner(key=key, fallback_keys=[], salt=str(settings.Q_CLUSTER["name"]))


def _bears(payload: str, key: str) -> bool:
    try:
        _signer(key).unsign(payload)
    except BadSignature:
        return False
    return True


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
