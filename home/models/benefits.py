"""Benefit standards: what a family may get, where and since when; an amount that changed is a new row."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from home.enums.benefits import BenefitKind, BenefitRefusal, BenefitUnit
from portal.areas.models import Area
from portal.pages.dates import month_title
from portal.pages.languages import in_language

from .terms import Audience

# Around an amount in words, by what becomes of the money.
KIND_WORDS = {
    BenefitKind.MONEY: "%(amount)s",
    BenefitKind.CEILING: _("At most %(amount)s, by what it really costs"),
    BenefitKind.IN_KIND: _("A service worth %(amount)s, no money"),
    BenefitKind.PREMIUM: _("Insurance, premium %(amount)s: paid for the child, no money for the family"),
    BenefitKind.INSTITUTION: _("%(amount)s, paid to the institution"),
}


def same_name(name: str) -> str:
    """A name in one form, so that two spellings of it are one benefit: full-width letters made plain, no odd spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


class BenefitQuerySet(models.QuerySet["BenefitStandard"]):
    """Standards by time."""

    def in_force_on(self, day: datetime.date) -> Self:
        """Those in force on `day`; the first and the last day count."""
        not_over = Q(in_force_until=None) | Q(in_force_until__gte=day)
        return self.filter(not_over, in_force_from__lte=day)

    def alike(self, other: BenefitStandard) -> Self:
        """All amounts of the same benefit, for the same children, in the same area."""
        return self.filter(name=other.name, audience_id=other.audience_id, area_id=other.area_id)


class BenefitStandard(index.Indexed, models.Model):
    """One amount of one benefit for one group of children in one area, from a day on, until another day.

    Name, audience and area say which benefit it is; no two amounts of one benefit hold on the same day
    (`benefit_never_two_amounts_at_once`, see no_overlap.py).
    """

    name = models.CharField(
        _("name of the benefit"),
        max_length=40,
        help_text=_("Write it the same each time: a new amount under the same name continues the history."),
    )
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", verbose_name=_("for which children"))
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        related_name="+",
        verbose_name=_("where it holds"),
        help_text=_("The nearest area's amount counts: a county's own goes before the province's."),
    )
    amount = models.DecimalField(
        _("amount in yuan"), max_digits=9, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    unit = models.CharField(_("how often"), max_length=10, choices=BenefitUnit.choices, default=BenefitUnit.PER_MONTH)
    kind = models.CharField(
        _("what kind of support"),
        max_length=12,
        choices=BenefitKind.choices,
        default=BenefitKind.MONEY,
        help_text=_("Only money paid to the family or the child is promised by the check."),
    )
    # Words of portal.eligibility.giving.
    given_with = models.JSONField(_("comes with these results of the check"), default=list, blank=True)
    who = models.CharField(_("who gets it"), max_length=200, blank=True)
    who_en = models.CharField(_("who gets it, in English"), max_length=300, blank=True)
    in_force_from = models.DateField(_("in force from"))
    in_force_until = models.DateField(
        _("last day in force"), null=True, blank=True, help_text=_("Leave empty if no end has been set.")
    )
    document = models.ForeignKey(
        "home.PolicyPage",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document in the policy library"),
    )
    document_number = models.CharField(_("document number"), max_length=80, blank=True)
    is_example = models.BooleanField(
        _("the amount is an example"), default=False, help_text=_("Shows a notice that it is for demonstration.")
    )

    objects = BenefitQuerySet.as_manager()

    # What it was before and will be, the newest first: filled by home.benefits.domain.amounts.with_history.
    earlier: Sequence[BenefitStandard] = ()
    later: Sequence[BenefitStandard] = ()

    search_fields = [
        index.SearchField("name", boost=3),
        index.SearchField("name_en", boost=3),
        index.SearchField("who"),
        index.SearchField("who_en"),
        index.FilterField("in_force_from"),
        index.FilterField("in_force_until"),
    ]

    class Meta:
        ordering = ["audience__position", "name", "area__code", "-in_force_from"]
        verbose_name = _("benefit standard")
        verbose_name_plural = _("benefit standards")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="benefit_amount_is_above_zero"),
            models.CheckConstraint(condition=Q(kind__in=BenefitKind.values), name="benefit_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="benefit_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["area", "in_force_from"], name="benefit_by_area_and_day")]

    def __str__(self) -> str:
        return f"{self.title} {self.words}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name in one form."""
        self.name = same_name(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its row on the public page."""
        return f"{reverse('home:benefits')}?area={self.area.code}#b{self.pk}"

    def clean(self) -> None:
        """Say what the database would refuse, in the editor's words.

        Raises:
            ValidationError: it ends before it begins, or another amount holds on one of its days.
        """
        self.name = same_name(self.name)
        if self.in_force_from is None:
            return
        if self.in_force_until and self.in_force_until < self.in_force_from:
            raise ValidationError({"in_force_until": BenefitRefusal.ENDS_BEFORE_IT_BEGINS.label})
        other = self.clashes().first() if self.audience_id and self.area_id else None
        if other is not None:
            reason = gettext("%(reason)s It is %(amount)s, from %(day)s.") % {
                "reason": BenefitRefusal.TWO_AMOUNTS_AT_ONCE.label,
                "amount": other.words,
                "day": formats.date_format(other.in_force_from),
            }
            raise ValidationError({"in_force_from": reason})

    def clashes(self) -> BenefitQuerySet:
        """Other amounts of the same benefit on one of this one's days."""
        others = BenefitStandard.objects.alike(self).exclude(pk=self.pk)
        others = others.filter(Q(in_force_until=None) | Q(in_force_until__gte=self.in_force_from))
        return others.filter(in_force_from__lte=self.in_force_until) if self.in_force_until else others

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return in_language(self.name, self.name_en)

    @property
    def for_whom(self) -> str:
        """Who gets it, in the reader's language."""
        return in_language(self.who, self.who_en)

    @property
    def figure(self) -> str:
        """The amount alone: `1,284`, `1,284.50`."""
        whole = self.amount == self.amount.to_integral_value()
        return f"{self.amount:,.0f}" if whole else f"{self.amount:,.2f}"

    @property
    def words(self) -> str:
        """The amount and how often, and what becomes of it: 每月 1,284 元; 每年保费 60 元，政府出，不发给家里."""
        return str(KIND_WORDS[BenefitKind(self.kind)]) % {"amount": self._amount_and_how_often}

    @property
    def is_paid(self) -> bool:
        """Whether the family or the child gets this money."""
        return self.kind == BenefitKind.MONEY

    @property
    def _amount_and_how_often(self) -> str:
        patterns = {
            BenefitUnit.PER_MONTH: gettext("%(amount)s yuan a month"),
            BenefitUnit.PER_YEAR: gettext("%(amount)s yuan a year"),
            BenefitUnit.ONCE: gettext("%(amount)s yuan, once"),
        }
        return patterns[BenefitUnit(self.unit)] % {"amount": self.figure}

    @property
    def changes(self) -> list[tuple[str, int | float]]:
        """First days and amounts up to this one, the oldest first, for a chart; empty if they can't be compared."""
        steps = [*reversed(self.earlier), self]
        if len(steps) < 2 or {step.unit for step in steps} != {self.unit}:
            return []
        whole = all(step.amount == int(step.amount) for step in steps)
        return [(month_title(step.in_force_from), int(step.amount) if whole else float(step.amount)) for step in steps]
