"""Danger words of the county beside those that come with the site."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.enums.danger import DangerKind


class DangerWord(models.Model):
    """A word behind which somebody may be in danger; `looked_for` is the form in which it is compared."""

    kind = models.CharField(_("danger"), max_length=10, choices=DangerKind.choices)
    word = models.CharField(
        _("danger word"), max_length=20, help_text=_("As people type it: two Chinese characters or more, or English.")
    )
    looked_for = models.CharField(max_length=40, unique=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added on"), auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["kind", "word"]
        verbose_name = _("danger word")
        verbose_name_plural = _("danger words")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(kind__in=DangerKind.values), name="danger_word_of_a_known_kind")
        ]

    def __str__(self) -> str:
        return self.word
