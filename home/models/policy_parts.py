"""The rows that belong to a policy: what it does to other documents, what it rests on, what can be downloaded."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable

from home.enums.policies import ENDING, RelationKind

POLICY = "home.PolicyPage"


class PolicyRelationQuerySet(models.QuerySet["PolicyRelation"]):
    """Relations by what they bring about. Those of a document that is not published bring about nothing."""

    def standing(self) -> PolicyRelationQuerySet:
        """Those of published documents, each with `day`, the first day of its effect (None: not known yet)."""
        return self.filter(policy__live=True).annotate(day=Coalesce("effective_on", "policy__in_force_from"))

    def ending(self) -> PolicyRelationQuerySet:
        """Those by which the other document ends, the earliest first."""
        return self.standing().filter(kind__in=ENDING, day__isnull=False).order_by("day")


class PolicyRelation(Orderable):
    """One document amends, repeals or replaces another.

    The row belongs to the document that acts; the other one reads it the other way round. Versions in
    several languages are one document: they are told by their `translation_key`.
    """

    policy = ParentalKey(POLICY, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("What it does"), max_length=10, choices=RelationKind.choices)
    target = models.ForeignKey(POLICY, models.CASCADE, related_name="+", verbose_name=_("to which document"))
    effective_on = models.DateField(
        _("from which day"),
        null=True,
        blank=True,
        help_text=_("Leave empty if it is the day on which this document comes into force."),
    )
    parts = models.CharField(
        _("which parts"), max_length=120, blank=True, help_text=_("For example: articles 3 and 7. May stay empty.")
    )

    objects = PolicyRelationQuerySet.as_manager()
    panels: ClassVar[list[object]] = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("effective_on")]),
        PageChooserPanel("target", POLICY),
        FieldPanel("parts"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("relation to another document")
        verbose_name_plural = _("relations to other documents")
        constraints = [
            models.CheckConstraint(
                condition=~Q(policy=F("target")),
                name="policy_does_nothing_to_itself",
                violation_error_message=_("A document cannot amend or repeal itself."),
            ),
            models.UniqueConstraint(
                fields=["policy", "target", "kind"],
                name="policy_relation_once",
                violation_error_message=_("This relation is already there."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.target}"

    @cached_property
    def day(self) -> datetime.date | None:
        """The first day of its effect; the same rule as `PolicyRelationQuerySet.standing`."""
        return self.effective_on or self.policy.in_force_from


class PolicyBasis(Orderable):
    """What a policy rests on: a law, a higher document, one of its articles."""

    policy = ParentalKey(POLICY, on_delete=models.CASCADE, related_name="bases")
    text = models.CharField(
        _("law or document, with the article"),
        max_length=200,
        help_text=_("For example: Law on the Protection of Minors, article 43."),
    )
    document = models.ForeignKey(
        POLICY, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("its page in this library")
    )
    panels: ClassVar[list[object]] = [FieldPanel("text"), PageChooserPanel("document", POLICY)]

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self) -> str:
        return self.text


class PolicyAttachment(Orderable):
    """A form or the official text, to download."""

    policy = ParentalKey(POLICY, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey("wagtaildocs.Document", models.CASCADE, related_name="+", verbose_name=_("file"))
    title = models.CharField(
        _("title shown"), max_length=100, blank=True, help_text=_("Leave empty to show the file's own title.")
    )
    panels: ClassVar[list[object]] = [FieldPanel("document"), FieldPanel("title")]

    class Meta(Orderable.Meta):
        verbose_name = _("file to download")
        verbose_name_plural = _("files to download")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The title shown."""
        return self.title or str(self.document.title)
