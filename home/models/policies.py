"""The policy library."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet
from wagtail.search import index

from home.blocks import StepBlock
from home.enums.policies import LevelOfEffect, PolicyStatus
from home.policy_panels import FACT_FIELDS, policy_tabs
from home.text.document_numbers import normalised
from portal.areas.models import Area, AreaLevel

from .base import PublicPage, TextPage
from .policy_parts import PolicyRelation
from .terms import TERM_FIELDS, Audience, Topic


def status_by_dates(
    begins: datetime.date | None, until: datetime.date | None, repealed_from: datetime.date | None, *, on: datetime.date
) -> PolicyStatus:
    """What a policy with these days is worth on a day. The first and the last day count, the day of repeal does not."""
    if repealed_from and repealed_from <= on:
        return PolicyStatus.REPEALED
    if begins is None or begins > on:
        return PolicyStatus.DRAFT
    return PolicyStatus.EXPIRED if until and until < on else PolicyStatus.IN_FORCE


def status_condition(status: str, on: datetime.date) -> Q:
    """The rows with this status on that day: `status_by_dates` in the words of the database."""
    not_yet = Q(in_force_from=None) | Q(in_force_from__gt=on)
    ended = PolicyRelation.objects.ending().filter(target__translation_key=OuterRef("translation_key"), day__lte=on)
    repealed = Q(repealed_on__lte=on) | Q(Exists(ended))
    over = Q(in_force_until__lt=on)
    begun = Q(in_force_from__lte=on) & ~repealed
    return {
        PolicyStatus.DRAFT: not_yet & ~repealed,
        PolicyStatus.REPEALED: repealed,
        PolicyStatus.EXPIRED: begun & over,
        PolicyStatus.IN_FORCE: begun & (Q(in_force_until=None) | Q(in_force_until__gte=on)),
    }[PolicyStatus(status)]


class PolicyQuerySet(PageQuerySet):
    """Policies by time."""

    def in_force_on(self, day: datetime.date) -> PolicyQuerySet:
        """Those in force on `day`; the first and the last day count."""
        return self.with_status(PolicyStatus.IN_FORCE, day)

    def with_status(self, status: str, day: datetime.date) -> PolicyQuerySet:
        """Those with this status on `day`."""
        chosen: PolicyQuerySet = self.filter(status_condition(status, day))
        return chosen

    def with_repeals(self) -> PolicyQuerySet:
        """Each with what `status` needs to know of other documents, so that a list asks nothing row by row."""
        ended = PolicyRelation.objects.ending().filter(target__translation_key=OuterRef("translation_key"))
        told: PolicyQuerySet = self.annotate(ended_by_another_on=Subquery(ended.values("day")[:1]))
        return told


class PolicyIndexPage(PublicPage):
    """The policy library: all policies, filtered by whom they are for and what they are about."""

    view = "home.policies.views.catalogue.index"
    introduction = models.TextField(_("introduction"), max_length=300, blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["home.PolicyPage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("policy library")
        verbose_name_plural = _("policy libraries")


class PolicyPage(TextPage):
    """One policy explained in plain words: who, where, how long, what it costs, which papers."""

    view = "home.policies.views.policies.detail"

    document_number = models.CharField(_("document number"), max_length=80, blank=True, db_index=True)
    issuing_body = models.CharField(_("issued by"), max_length=120, blank=True)
    level = models.CharField(
        _("level of effect"), max_length=10, choices=LevelOfEffect.choices, default=LevelOfEffect.COUNTY
    )
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    in_force_until = models.DateField(
        _("last day in force"), null=True, blank=True, help_text=_("Leave empty if no end has been set.")
    )
    repealed_on = models.DateField(
        _("repealed on"),
        null=True,
        blank=True,
        help_text=_(
            "The first day on which it no longer holds. Only when the document that repeals it is not in this "
            "library; otherwise say so on that document's page, and it is shown here by itself."
        ),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to=~Q(level=AreaLevel.VILLAGE),
        verbose_name=_("area of effect"),
        help_text=_("Leave empty for a document of the whole country."),
    )
    audiences = ParentalManyToManyField(Audience, blank=True, related_name="+", verbose_name=_("whom it is for"))
    topics = ParentalManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))

    fact_who = models.TextField(_("Who can apply"), max_length=300, blank=True)
    fact_where = models.TextField(_("Where to go"), max_length=300, blank=True)
    fact_how_long = models.TextField(_("How long it takes"), max_length=300, blank=True)
    fact_cost = models.TextField(_("What it costs"), max_length=300, blank=True)
    fact_papers = models.TextField(_("Which papers to bring"), max_length=400, blank=True)

    steps = StreamField(
        [("step", StepBlock())],
        verbose_name=_("How to apply, step by step"),
        blank=True,
        help_text=_("In the order in which the family does them. Three to six are usual."),
    )

    is_example = models.BooleanField(
        _("amounts and local rules are examples"),
        default=False,
        help_text=_("Shows a notice that amounts and local rules are for demonstration."),
    )
    source_url = models.URLField(_("address of the official text"), blank=True)
    last_reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    last_reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("last reviewed by"),
    )
    reviewing_office = models.CharField(
        _("office that checked it"),
        max_length=80,
        blank=True,
        help_text=_("Shown to the public. Leave empty for the host organisation; never a person's name."),
    )
    import_fingerprint = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    review_flags = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="What an importer was unsure of: a list of {code, message, where}.",
    )

    objects = PageManager.from_queryset(PolicyQuerySet)()

    parent_page_types: ClassVar[list[str]] = ["home.PolicyIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    search_fields = [
        *TextPage.search_fields,
        index.SearchField("document_number", boost=3),
        index.SearchField("issuing_body"),
        *[index.SearchField(name) for name in FACT_FIELDS],
        index.SearchField("steps"),
        *[index.RelatedFields(name, TERM_FIELDS) for name in ("audiences", "topics")],
        index.FilterField("in_force_from"),
        index.FilterField("last_reviewed_on"),
        index.FilterField("level"),
    ]
    edit_handler = policy_tabs()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        constraints = [
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="policy_ends_after_it_begins",
                violation_error_message=_("The last day in force is before the first one."),
            ),
            models.CheckConstraint(
                condition=Q(repealed_on=None) | Q(in_force_from=None) | Q(repealed_on__gte=F("in_force_from")),
                name="policy_is_repealed_after_it_begins",
                violation_error_message=_("It cannot be repealed before it came into force."),
            ),
        ]

    def clean(self) -> None:
        """Brings the document number into one form."""
        super().clean()
        self.document_number = normalised(self.document_number)

    @cached_property
    def repealed_from(self) -> datetime.date | None:
        """The first day on which it no longer holds, by its own word or by another document's."""
        if "ended_by_another_on" in self.__dict__:
            by_another = self.__dict__["ended_by_another_on"]
        else:
            ended = PolicyRelation.objects.ending().filter(target__translation_key=self.translation_key)
            by_another = ended.values_list("day", flat=True).first()
        return min(filter(None, [self.repealed_on, by_another]), default=None)

    def status_on(self, day: datetime.date) -> PolicyStatus:
        """What this policy is worth on `day`; by its dates and by other documents."""
        return status_by_dates(self.in_force_from, self.in_force_until, self.repealed_from, on=day)

    @cached_property
    def status(self) -> PolicyStatus:
        """What this policy is worth today."""
        return self.status_on(timezone.localdate())

    @property
    def facts(self) -> list[tuple[Any, str]]:
        """The five facts that are filled in, as (question, answer)."""
        pairs = [(PolicyPage._meta.get_field(name).verbose_name, getattr(self, name)) for name in FACT_FIELDS]
        return [(question, answer) for question, answer in pairs if answer]
