"""Keeping what was typed for one hour, sealed, for one account; and forgetting it.

A single statement writes a row: whoever sends the same page again replaces what was kept of it. So nobody can fill the
disk, with however many requests: a row needs a mark of this site for the account and the page.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts.models import User
from portal.privacy.fields import is_unreadable

from . import marks
from .models import KEPT_FOR, Unsaved

# Pages of one account, and characters of one form: an editor's long page, five times.
AT_MOST = 5
LARGEST = 256 * 1024
# What belongs to one page as it was made: the next one has its own.
OF_THE_PAGE = frozenset({"csrfmiddlewaretoken", "once", marks.FIELD})
# What nobody should be able to read later, wherever it is typed.
_SECRET = re.compile(r"password|secret|(?:^|-)code$", re.IGNORECASE)

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Typed:
    """A form as it was sent: its page, where it is sent to, its fields by name, whether files were with it."""

    page: str
    action: str
    fields: Fields
    had_files: bool
    until: datetime


def fields_of(sent: QueryDict) -> Fields:
    """What may be kept of a form: no password, no code, nothing that belongs to the page as it was made."""
    return {
        str(name): [str(value) for value in values]
        for name, values in sent.lists()
        if name not in OF_THE_PAGE and not _SECRET.search(name)
    }


def keep(user: User, page: str, request: HttpRequest) -> bool:
    """Keep what this request has sent from the page, in place of what was kept of it before.

    Returns whether it was kept: nothing is that was too long.
    """
    fields = fields_of(request.POST)
    words = json.dumps([page, request.get_full_path(), fields, bool(request.FILES)], ensure_ascii=False)
    if not fields or len(words) > LARGEST:
        return False
    row = Unsaved(user=user, page=_digest(user, page), words=words)
    Unsaved.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["user", "page"], update_fields=["uuid", "words", "kept_at"]
    )
    newest = Unsaved.objects.filter(user=user).order_by("-kept_at", "-pk").values_list("pk", flat=True)[:AT_MOST]
    Unsaved.objects.filter(user=user).exclude(pk__in=list(newest)).delete()
    return True


def typed_on(user: User, page: str) -> Typed | None:
    """What this person had typed on this page within the last hour."""
    row = Unsaved.objects.kept().filter(user=user, page=_digest(user, page)).first()
    return _typed(row) if row else None


def newest_of(user: User) -> Typed | None:
    """What this person had typed last, on whatever page."""
    row = Unsaved.objects.kept().filter(user=user).order_by("-kept_at", "-pk").first()
    return _typed(row) if row else None


def forget(user: User, page: str) -> None:
    """Nothing is kept of this page any more."""
    Unsaved.objects.filter(user=user, page=_digest(user, page)).delete()


def forget_old() -> int:
    """Every few minutes: what is older than an hour. Returns how many rows."""
    return Unsaved.objects.filter(kept_at__lte=timezone.now() - KEPT_FOR).delete()[0]


def _typed(row: Unsaved) -> Typed | None:
    if is_unreadable(row.words):
        return None
    page, action, fields, had_files = json.loads(row.words)
    return Typed(page, action, fields, had_files, until=row.kept_at + KEPT_FOR)


def _digest(user: User, page: str) -> str:
    return salted_hmac("portal.unsaved", f"{user.uuid}:{page}", algorithm="sha256").hexdigest()[:32]
