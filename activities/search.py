"""Keeping the search index in step with places and sessions, as far as the public looks for them.

A session that is over leaves the index: what ever was would make each search slower with every year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.utils import timezone
from modelsearch.utils import get_content_type_pk
from wagtail.search import index
from wagtail.search.models import IndexEntry

from .models import Place, Session

_REASON = "whether it is over, wherever it is"
CHUNK = 500


def connect() -> None:
    """Called once, from AppConfig.ready()."""
    for model in (Place, Session):
        post_save.connect(keep_in_step, sender=model, dispatch_uid=f"search index of {model.__name__}")


def keep_in_step(instance: Place | Session, raw: bool = False, **kwargs: Any) -> None:
    """Put a saved record into the index, or take it out when the public no longer looks for it."""
    if raw:
        return
    if type(instance).get_indexed_objects().filter(pk=instance.pk).exists():
        index.insert_or_update_object(instance)
    else:
        index.remove_object(instance)


def forget_what_is_over() -> int:
    """Take the sessions that have ended since out of the index. Returns how many; twice changes nothing.

    What it costs grows with what the index holds, not with what ever was. Until it has run, a search leaves them
    out itself.
    """
    held = IndexEntry.objects.filter(content_type_id=get_content_type_pk(Session))
    keys = sorted(int(key) for key in held.values_list("object_id", flat=True))
    return sum(_forget(keys[first : first + CHUNK]) for first in range(0, len(keys), CHUNK))


@transaction.atomic
def _forget(keys: Sequence[int]) -> int:
    """Held meanwhile, so that one whose end is put off at this moment is put back by whoever does that."""
    rows = Session.objects.unscoped(_REASON).select_for_update(of=("self",), no_key=True)
    over = list(rows.filter(pk__in=keys, ends__lte=timezone.now()).order_by("pk"))
    for session in over:
        index.remove_object(session)
    return len(over)
