"""The rules of the eligibility check as the county keeps them, and the cases on which they are tried."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from portal.changes.rule_versions import RuleVersion, VersionState
from portal.eligibility.enums import (
    CODES,
    COUNTED,
    PLACES,
    Circumstance,
    ConditionKind,
    Danger,
    ParentsAway,
    ParentState,
)

from .terms import Audience

SENTENCES = ("because", "because_en", "not_because", "not_because_en")
PLACE = re.compile(r"\{[^}]*\}?")


class CodesField(models.JSONField):
    """A list of codes, ticked in a form."""

    def formfield(self, **kwargs: Any) -> Any:
        """Boxes in groups, as a clerk reads them."""
        groups = [
            (_("Who is away"), [choice for choice in ParentsAway.choices if choice[0] != ParentsAway.NONE]),
            (_("How a parent is"), ParentState.choices),
            (_("The family and the child"), Circumstance.choices),
            (_("What has happened"), Danger.choices),
        ]
        return forms.MultipleChoiceField(
            label=self.verbose_name, choices=groups, required=False, widget=forms.CheckboxSelectMultiple
        )

    def deconstruct(self) -> Any:
        """A JSON field to migrations: the boxes are no matter of the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


class EligibilityRule(RuleVersion, ClusterableModel):  # type: ignore[django-manager-missing]  # a modelcluster relation
    """One version of one rule: whoever meets all its conditions may belong to the category."""

    subject = models.SlugField(
        _("short name of the rule"),
        max_length=40,
        help_text=_("Latin letters and hyphens, such as orphan. All versions of one rule have the same short name."),
    )
    name = models.CharField(_("name"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=80)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", verbose_name=_("category"))

    class Meta(RuleVersion.Meta):
        ordering = ["audience__position", "subject", "-effective_from"]
        verbose_name = _("eligibility rule")
        verbose_name_plural = _("eligibility rules")
        constraints = [
            *RuleVersion.Meta.constraints,
            models.UniqueConstraint(fields=["subject", "version"], name="eligibility_version_once"),
            models.UniqueConstraint(
                fields=["subject", "effective_from"],
                condition=models.Q(state=VersionState.DECIDED),
                name="eligibility_one_decided_version_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.version}"


class EligibilityCondition(Orderable):
    """One condition, with the words that say why it is met or not."""

    rule = ParentalKey(EligibilityRule, on_delete=models.CASCADE, related_name="conditions")
    kind = models.CharField(_("condition"), max_length=16, choices=ConditionKind.choices)
    number = models.PositiveSmallIntegerField(
        pgettext_lazy("years or months", "number"),
        null=True,
        blank=True,
        help_text=_("Years or months, for the conditions that name a number."),
    )
    values = CodesField(_("which"), default=list, blank=True, encoder=DjangoJSONEncoder)
    because = models.CharField(_("“because …”"), max_length=200)
    because_en = models.CharField(_("“because …”, in English"), max_length=200)
    not_because = models.CharField(_("“not because …”"), max_length=200)
    not_because_en = models.CharField(_("“not because …”, in English"), max_length=200)
    worth_telling = models.BooleanField(
        _("tell the family when only this is missing"),
        default=True,
        help_text=_("Leave it out where it would only hurt, such as: neither parent has died."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("condition")
        verbose_name_plural = _("conditions")

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        """What belongs to the kind is there, and nothing else. Raises ValidationError."""
        wrong: dict[str, Any] = {}
        if not self.kind:
            return
        counts = self.kind in COUNTED
        if counts != (self.number is not None):
            wrong["number"] = _("This condition needs a number.") if counts else _("This condition has no number.")
        allowed = CODES[ConditionKind(self.kind)].values if not counts else []
        if set(self.values) - set(allowed) or bool(self.values) == counts:
            wrong["values"] = _("Tick at least one box, and only boxes of the group this condition is about.")
        for name in SENTENCES:
            if set(PLACE.findall(getattr(self, name))) - set(PLACES):
                wrong[name] = _("Only these places can be filled in: %(places)s.") % {"places": " ".join(PLACES)}
        if wrong:
            raise ValidationError(wrong)


class EligibilityCase(models.Model):
    """An invented family on a day, and the categories the rules must find for it."""

    name = models.CharField(_("name of the case"), max_length=80, unique=True)
    on = models.DateField(_("on this day"))
    answers = models.JSONField(_("answers"), default=dict, encoder=DjangoJSONEncoder)
    expected = models.JSONField(_("categories it must find"), default=list, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("test case")
        verbose_name_plural = _("test cases")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The order of categories says nothing."""
        self.expected = sorted(set(self.expected))
        super().save(*args, **kwargs)
