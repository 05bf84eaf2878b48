"""Long work as rows, and the guard of the worker."""

from django.apps import AppConfig
from django.db.models.signals import pre_save


class JobsConfig(AppConfig):
    """Long work as rows, and the guard of the worker."""

    name = "portal.jobs"
    label = "jobs"

    def ready(self) -> None:
        """The worker runs what is ours and remembers no words."""
        from django_q.models import Failure, Success, Task
        from django_q.signals import pre_execute

        from .guard import keep_only_places, refuse_what_is_not_ours

        pre_execute.connect(refuse_what_is_not_ours, dispatch_uid="jobs.only_ours")
        for model in (Task, Success, Failure):
            pre_save.connect(keep_only_places, sender=model, dispatch_uid=f"jobs.only_places.{model.__name__}")
