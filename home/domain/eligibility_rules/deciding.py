"""A version takes effect: once, for good, and with a reason where cases fail."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from home.eligibility_enums import RuleRefusal
from home.models import EligibilityRule
from portal.accounts.models import User
from portal.audit import log
from portal.denied import Denied
from portal.pagecache.stamp import bump_on_commit
from portal.rule_versions import VersionState

from .trying import Version, try_out


def decide_denied_reason(version: Version, *, failing: int, why: str) -> RuleRefusal | None:
    """Why this version can't take effect now. `failing`: the cases of which it finds something else than expected."""
    if version.is_decided:
        return RuleRefusal.DECIDED
    if isinstance(version, EligibilityRule) and not version.conditions.exists():
        return RuleRefusal.NO_CONDITION
    if _same_day(version):
        return RuleRefusal.SAME_DAY
    if failing and not why.strip():
        return RuleRefusal.WHY_MISSING
    return None


@transaction.atomic
def decide(version: Version, *, why: str = "", by: User | None) -> Any:
    """From its first day on this version counts; it is never changed again. Raises Denied."""
    version = type(version).objects.select_for_update().get(pk=version.pk)  # type: ignore[assignment]
    failing = sum(trial.fails for trial in try_out(version))
    if reason := decide_denied_reason(version, failing=failing, why=why):
        raise Denied(reason)
    version.state, version.decided_at, version.decided_by = VersionState.DECIDED, timezone.now(), by
    version.failing_cases, version.why_despite = failing, why.strip() if failing else ""
    version.save()
    log.record("rule.decided", actor=by, target=version, version=version.version, failing=failing)
    bump_on_commit()
    return version


def _same_day(version: Version) -> bool:
    """Whether another version of the same rule begins on that day."""
    same: dict[str, Any] = {"state": VersionState.DECIDED, "effective_from": version.effective_from}
    if isinstance(version, EligibilityRule):
        same["subject"] = version.subject
    return bool(type(version).objects.filter(**same).exclude(pk=version.pk).exists())
