"""Handing in files to be imported: rows and a job."""

from __future__ import annotations

from collections.abc import Iterable

from home.models import PolicyUpload
from portal.accounts.models import User
from portal.changes.changing import change_of_state
from portal.jobs.models import Job
from portal.jobs.running import start

KIND = "policies.import"


@change_of_state
def hand_in(files: Iterable[tuple[str, bytes]], *, keep: bool, by: User) -> Job:
    """Queue files (name, content) to become drafts of `by`. `keep` attaches each file to its draft."""
    files = list(files)
    job = start(KIND, total=len(files), by=by)
    for position, (name, content) in enumerate(files):
        PolicyUpload.objects.create(job=job, position=position, title=name[-200:], content=content, keep=keep)
    return job


def forget_contents(job: Job) -> None:
    """The bytes of what will not be read any more."""
    PolicyUpload.objects.filter(job=job).update(content=b"")
