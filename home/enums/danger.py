"""What a search may tell of, and why a word is not kept."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DangerKind(models.TextChoices):
    """What may have happened to somebody who looks for such words, the gravest first."""

    DESPAIR = "despair", _("Despair, self-harm")
    VIOLENCE = "violence", _("Violence, abuse")
    LOST = "lost", _("A child is lost or was taken")
    MONEY = "money", _("Loans and fraud")


class DangerWordReason(models.TextChoices):
    """Why a word was not added to the danger words, or not taken away."""

    NOT_ALLOWED = "not_allowed", _("Only safeguarding officers and editors keep these words.")
    KNOWN = "known", _("This word leads to help already.")
    TOO_SHORT = "too_short", _("Write at least two Chinese characters or four letters: shorter ones stand everywhere.")
    DIGITS = "digits", _("No numbers here: write a word that people look for.")
    EVERYDAY = "everyday", _("Too many everyday questions hold this word. Write a longer one.")
