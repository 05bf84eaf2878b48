"""Files an editor has handed in to be imported, and what became of each."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property

from home.enums.importing import Doubt, ImportProblem
from portal.jobs.models import Job

DAYS = {"issued_on", "in_force_from", "in_force_until"}


class PolicyUpload(models.Model):
    """One file of an import. Its bytes are here only until it has been read: nothing is left on a disk."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="policy_uploads")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    content = models.BinaryField(default=bytes)
    keep = models.BooleanField(default=False)
    problem = models.CharField(max_length=20, blank=True, choices=ImportProblem.choices)
    page = models.ForeignKey("home.PolicyPage", models.SET_NULL, null=True, related_name="+")
    result = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["job", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "position"], name="policy_upload_once_per_place_in_its_job")
        ]

    def __str__(self) -> str:
        return f"{self.job_id}.{self.position}"

    @cached_property
    def doubts(self) -> list[dict[str, Any]]:
        """What the editor must look at, in words."""
        return [
            {"what": Doubt(row["code"]).label, "where": row["where"]}
            for row in self.result.get("doubts", [])
            if row["code"] in Doubt.values
        ]

    @cached_property
    def recognised(self) -> dict[str, Any]:
        """What was recognised, days as days."""
        found = self.result.get("recognised", {})
        return {name: date.fromisoformat(value) if name in DAYS else value for name, value in found.items()}

    @cached_property
    def left_out(self) -> list[str]:
        """The lines that were left out, each once: a header stands on every page."""
        return list(dict.fromkeys(self.result.get("dropped", [])))
