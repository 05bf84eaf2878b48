"""`qcluster`: the workers of one queue, attended: see portal.ops.attending."""

from typing import Any

from django.core.management.base import CommandError
from django.db import connections
from django_q.cluster import Cluster
from django_q.conf import Conf
from django_q.management.commands.qcluster import Command as Workers

from portal.ops import attending
from portal.ops.workers import sign_off


class Command(Workers):
    """django-q's command, with somebody who looks after schedules, keys and a sign of life."""

    help = "Start the workers of a queue: Q_CLUSTER_NAME=mail or urgent; without it those of the work."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop. Raises CommandError when the workers ended by themselves."""
        if options["cluster_name"]:
            name = options["cluster_name"]
            raise CommandError(f"--name is read too late: Q_CLUSTER_NAME={name} manage.py qcluster")
        worker = attending.begin(Conf.CLUSTER_NAME)
        connections.close_all()  # the workers are forked, and must not share ours
        cluster = Cluster()
        cluster.start()
        if options["run_once"]:
            cluster.stop()
        attending.attend(worker, lambda seconds: _has_ended(cluster, seconds))
        if not cluster.has_stopped:
            raise CommandError("The workers ended by themselves. Whoever started this starts it again.")
        sign_off(worker)


def _has_ended(cluster: Cluster, seconds: float) -> bool:
    connections.close_all()  # not held while nothing is asked; one that broke is made anew
    cluster.sentinel.join(seconds)
    return not cluster.sentinel.is_alive()
