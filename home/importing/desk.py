"""Where importing meets others: it is a job of the worker."""

from __future__ import annotations

from portal.jobs import running as jobs


def register() -> None:
    """Called once from HomeConfig.ready()."""
    from .domain import steps, uploads

    jobs.KINDS.add(jobs.Kind(steps.import_upload, uploads.forget_contents), name=uploads.KIND)
