"""For whom a policy is and what it is about: two short controlled vocabularies."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.search import index

from portal.pages.languages import in_language

# By these words a page is found that has the term.
TERM_FIELDS = [index.SearchField("name"), index.SearchField("name_en")]


class Term(models.Model):
    """A word of a controlled vocabulary; its slug stands in addresses and never changes."""

    slug = models.SlugField(_("short name in addresses"), unique=True)
    name = models.CharField(_("name"), max_length=30)
    name_en = models.CharField(_("name in English"), max_length=60)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name, self.name_en)


class Audience(Term):
    """Whom a policy is for: a category of child, or who looks after one."""

    class Meta(Term.Meta):
        abstract = False
        verbose_name = pgettext_lazy("whom a policy is for", "audience")
        verbose_name_plural = pgettext_lazy("whom a policy is for", "audiences")


class Topic(Term):
    """What a policy is about."""

    class Meta(Term.Meta):
        abstract = False
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
