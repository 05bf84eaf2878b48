"""Safeguarding officers and editors add danger words and take their own additions away; each is on the record."""

from __future__ import annotations

import re
from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.log_actions import LogContext, get_active_log_context

from home import site
from home.enums.danger import DangerKind, DangerWordReason
from home.models import DangerWord
from home.permissions import may_keep_danger_words
from portal.accounts.models import User
from portal.audit.log import record
from portal.changes.changing import change_of_state
from portal.changes.denied import Denied, refuse
from portal.pagecache.stamp import bump_on_commit
from portal.search.models import Synonym

from ...actions import ContentAction
from .matching import as_looked_for, dangers_in
from .words import WORDS

FEWEST_CHARACTERS, FEWEST_LETTERS = 2, 4


def connect() -> None:
    """Called from AppConfig.ready(). Every way of saving or deleting ends here, whichever screen it began on."""
    post_save.connect(_saved, sender=DangerWord, dispatch_uid="home.danger_word.saved")
    post_delete.connect(_deleted, sender=DangerWord, dispatch_uid="home.danger_word.deleted")


def add_denied_reason(kind: str, word: str, *, by: User) -> DangerWordReason | None:
    """Why this word cannot be added; None when it can."""
    if not may_keep_danger_words(by):
        return DangerWordReason.NOT_ALLOWED
    looked_for = as_looked_for(word)
    if re.search(r"\d", looked_for):
        return DangerWordReason.DIGITS
    if len(looked_for) < (FEWEST_LETTERS if looked_for.isascii() else FEWEST_CHARACTERS):
        return DangerWordReason.TOO_SHORT
    if kind in dangers_in(word) or DangerWord.objects.filter(looked_for=looked_for).exists():
        return DangerWordReason.KNOWN
    if any(looked_for in everyday for everyday in _everyday()):
        return DangerWordReason.EVERYDAY
    return None


@change_of_state
def add_word(kind: str, word: str, *, by: User) -> DangerWord:
    """From now on this word leads to people. Raises Denied."""
    refuse(add_denied_reason(kind, word, by=by))
    with LogContext(user=by):
        return DangerWord.objects.create(kind=kind, word=word.strip(), looked_for=as_looked_for(word), added_by=by)


@change_of_state
def remove_word(row: DangerWord, *, by: User) -> None:
    """Take an added word away; those that come with the site are no rows. Raises Denied."""
    if not may_keep_danger_words(by):
        raise Denied(DangerWordReason.NOT_ALLOWED)
    with LogContext(user=by):
        DangerWord.objects.select_for_update().get(pk=row.pk).delete()


def shipped() -> dict[DangerKind, list[str]]:
    """The words that come with the site, in characters, for people to read."""
    return {
        kind: list(dict.fromkeys(entry.split()[0] for line in text.strip().splitlines() for entry in line.split(";")))
        for kind, text in WORDS.items()
    }


def _everyday() -> list[str]:
    """What the site itself is about, in the form in which it is compared: two queries and the vocabularies."""
    terms = [word for term in [*site.audiences(), *site.topics()] for word in (term.name, term.name_en)]
    words = [word for group in Synonym.objects.all() for word in group.words()]
    return [as_looked_for(word) for word in [*terms, *words]]


def _saved(instance: DangerWord, created: bool, **kwargs: Any) -> None:
    _note(ContentAction.DANGER_WORD_ADDED if created else ContentAction.DANGER_WORD_CHANGED, instance)


def _deleted(instance: DangerWord, **kwargs: Any) -> None:
    _note(ContentAction.DANGER_WORD_REMOVED, instance)


def _note(action: str, word: DangerWord) -> None:
    record(action, actor=get_active_log_context().user, target=word, kind=word.kind, word=word.word)
    bump_on_commit()
