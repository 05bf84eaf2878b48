"""Words that mean the same, kept by editors."""

import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from . import analysis

MAX_TERMS = 10


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
        return [word.strip() for word in re.split(r"[\n\r=＝]+", self.terms) if word.strip()]

    def clean(self) -> None:
        """Keep one word per line. Raises ValidationError unless there are 2 to 10 different words."""
        different = {analysis.canonical(word): word for word in self.words() if analysis.canonical(word)}
        if not 2 <= len(different) <= MAX_TERMS:
            raise ValidationError({"terms": _("Enter between 2 and 10 different words, one per line.")})
        self.terms = "\n".join(different.values())
