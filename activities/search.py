"""Keeping the search index in step with places and sessions, as far as the public may see them."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from wagtail.search import index

from .models import Place, Session


def connect() -> None:
    """Called once, from AppConfig.ready()."""
    for model in (Place, Session):
        post_save.connect(keep_in_step, sender=model, dispatch_uid=f"search index of {model.__name__}")


def keep_in_step(instance: Place | Session, raw: bool = False, **kwargs: Any) -> None:
    """Put a saved record into the index, or take it out when the public no longer sees it."""
    if raw:
        return
    if type(instance).objects.public().filter(pk=instance.pk).exists():
        index.insert_or_update_object(instance)
    else:
        index.remove_object(instance)
