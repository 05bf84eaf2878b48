"""A version takes effect: once, for good, and with a reason where cases fail."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

from django.db.models.base import ModelState
from django.utils import timezone

from home.eligibility.enums import RuleRefusal
from home.models import EligibilityRule
from portal.accounts.models import User
from portal.audit import log
from portal.changes.changing import change_of_state
from portal.changes.denied import refuse
from portal.changes.locking import locked
from portal.changes.rule_versions import VersionState
from portal.notify.outbox import in_each_language, notify
from portal.pagecache.stamp import bump_on_commit
from portal.pages.dates import day_text
from portal.pages.languages import is_chinese

from ...actions import ContentAction
from ...editorial.domain.public_numbers import WHO_MAY_NOTICE, who_may_notice
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


@change_of_state
def decide(version: Version, *, why: str = "", by: User | None) -> Any:
    """From its first day on this version counts; it is never changed again. Raises Denied."""
    version = locked(version)
    failing = sum(trial.fails for trial in try_out(version))
    refuse(decide_denied_reason(version, failing=failing, why=why))
    version.state, version.decided_at, version.decided_by = VersionState.DECIDED, timezone.now(), by
    version.failing_cases, version.why_despite = failing, why.strip() if failing else ""
    version.save()
    log.record(ContentAction.RULE_CONFIRMED, actor=by, target=version, version=version.version, failing=failing)
    bump_on_commit()
    if by is not None:
        _tell(version, by)
    return version


def _tell(version: Version, by: User) -> None:
    """One person decides, so all who know what is right hear of it, the one who decided too."""
    kind = version._meta.model_name
    facts = in_each_language(lambda: {"rule": _name(version), "day": day_text(version.effective_from)})
    for user in who_may_notice():
        key = f"rule.decided:{kind}:{version.pk}:{user.pk}"
        more: dict[str, Any] = {"by": str(by), "failing": version.failing_cases, "by_language": facts}
        notify(user, "rule_decided", key=key, circle=WHO_MAY_NOTICE, **more)


def _name(version: Version) -> str:
    if not isinstance(version, EligibilityRule):
        return f"{version._meta.verbose_name} · {version.version}"
    return f"{version.name if is_chinese() else version.name_en} · {version.version}"


def _same_day(version: Version) -> bool:
    """Whether another version of the same rule begins on that day."""
    same: dict[str, Any] = {"state": VersionState.DECIDED, "effective_from": version.effective_from}
    if isinstance(version, EligibilityRule):
        same["subject"] = version.subject
    return bool(type(version).objects.filter(**same).exclude(pk=version.pk).exists())


@change_of_state
def next_version(version: Version, *, by: User) -> Version:
    """A draft with everything that this version says, to be changed into the one that follows it."""
    draft = copy.copy(version)
    draft.pk, draft.id, draft._state = None, None, ModelState()
    draft.version, draft.effective_from = _free_name(version), timezone.localdate() + timedelta(days=1)
    draft.effective_until, draft.state = None, VersionState.DRAFT
    draft.failing_cases, draft.why_despite, draft.decided_at, draft.decided_by = 0, "", None, None
    conditions = list(version.conditions.all()) if isinstance(version, EligibilityRule) else []
    draft.__dict__.pop("_cluster_related_objects", None)
    draft.__dict__.pop("_prefetched_objects_cache", None)
    draft.save()
    for condition in conditions:
        condition.pk, condition.id, condition.rule = None, None, draft
        condition.save()
    log.record(ContentAction.RULE_ENTERED, actor=by, target=draft, version=draft.version)
    return draft


def _free_name(version: Version) -> str:
    """The same name with the next number: 2016-36, 2016-36.2, 2016-36.3."""
    stem = version.version.partition(".")[0][:16]
    taken = set(type(version).objects.filter(version__startswith=stem).values_list("version", flat=True))
    return next(f"{stem}.{number}" for number in range(2, 1000) if f"{stem}.{number}" not in taken)
