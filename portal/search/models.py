"""What editors keep for the search: words that mean the same, and pages that come first."""

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import analysis

MAX_TERMS = 10
_WORD_END = re.compile(r"[\n\r=＝]+")


def _words(text: str) -> list[str]:
    return [word.strip() for word in _WORD_END.split(text) if word.strip()]


def _different(text: str) -> list[str]:
    """The words that search tells apart, as they were written."""
    return list({analysis.canonical(word): word for word in _words(text) if analysis.canonical(word)}.values())


class Synonym(models.Model):
    """A group of words: a search for one finds the others."""

    terms = models.TextField(
        _("words"),
        max_length=400,
        help_text=_("One word or phrase per line, the official one first. A search for one of them finds all."),
    )
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        ordering: ClassVar = ["terms"]
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("search synonyms")

    def __str__(self) -> str:
        return " = ".join(self.words())

    def words(self) -> list[str]:
        """The words of the group as written; a line or an equals sign ends a word."""
        return _words(self.terms)

    def clean(self) -> None:
        """Keep one word per line. Raises ValidationError unless there are 2 to 10 different words."""
        different = _different(self.terms)
        if not 2 <= len(different) <= MAX_TERMS:
            raise ValidationError({"terms": _("Enter between 2 and 10 different words, one per line.")})
        self.terms = "\n".join(different)


class PromotedResult(models.Model):
    """A page that stands above all results when somebody searches for exactly these words."""

    words = models.TextField(
        _("searched for"),
        max_length=400,
        help_text=_("One word or phrase per line. The page comes first when a search is for exactly one of them."),
    )
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+", verbose_name=_("page to show first"))
    note = models.CharField(
        _("why it comes first"), max_length=120, blank=True, help_text=_("Shown under the title, in plain words.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0, help_text=_("The smallest number first."))

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("promoted result")
        verbose_name_plural = _("promoted results")

    def __str__(self) -> str:
        return f"{'、'.join(self.word_list())} → {self.page}"

    def word_list(self) -> list[str]:
        """The words as written; a line or an equals sign ends a word."""
        return _words(self.words)

    def clean(self) -> None:
        """Keep one word per line. Raises ValidationError unless there are 1 to 10 different words."""
        different = _different(self.words)
        if not 1 <= len(different) <= MAX_TERMS:
            raise ValidationError({"words": _("Enter between 1 and 10 different words, one per line.")})
        self.words = "\n".join(different)
