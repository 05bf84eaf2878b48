"""What the worker runs: an id in, one call."""

from .running import run_job, sweep_jobs


def run(job_id: int) -> None:
    """Do a piece of one job."""
    run_job(job_id)


def sweep() -> None:
    """Hand over again what waits or lost its worker."""
    sweep_jobs()
