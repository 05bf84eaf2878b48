"""What families may get: by whom it is for, where and on which day; on a page and as a table to download."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.benefits.domain import amounts
from home.benefits.forms import BenefitChoice
from home.models import BenefitStandard
from home.site import audiences, county_code
from portal.areas.models import Area

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Wanted:
    """What was asked for: a whole list unless something was chosen."""

    form: BenefitChoice
    areas: list[Area]
    audience: str
    area: Area | None
    on: datetime.date

    @classmethod
    def read(cls, request: HttpRequest) -> Wanted:
        """From the address; what cannot be read counts as not chosen, and the form says so."""
        areas = amounts.areas_with_standards()
        code = request.GET.get("area") or county_code()
        form = BenefitChoice({"area": code, "on": request.GET.get("on", "")}, areas=areas)
        form.is_valid()
        audience = request.GET.get("audience", "")
        return cls(
            form=form,
            areas=areas,
            audience=audience if audience in {word.slug for word in audiences()} else "",
            area=next((area for area in areas if area.code == form.cleaned_data.get("area")), None),
            on=form.cleaned_data.get("on") or timezone.localdate(),
        )

    def rows(self, *, everyone: bool = False) -> list[BenefitStandard]:
        """The standards that fit; with `everyone` those for all audiences."""
        chosen = None if everyone or not self.audience else [self.audience]
        return amounts.in_force(on=self.on, area=self.area, audiences=chosen)

    def query(self, audience: str) -> str:
        """The choice as a query string, with another audience; what is usual is left out."""
        usual = self.area is None or self.area.code == county_code()
        day = "" if self.on == timezone.localdate() else self.on.isoformat()
        words = {"audience": audience, "area": "" if usual or not self.area else self.area.code, "on": day}
        return urlencode({key: word for key, word in words.items() if word})


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The standards in force, grouped by whom they are for."""
    wanted = Wanted.read(request)
    everything = wanted.rows(everyone=True)
    rows = [row for row in everything if wanted.audience in {"", row.audience.slug}]
    context = {
        "wanted": wanted,
        "narrowed": bool(wanted.query(wanted.audience)) or not wanted.form.is_valid(),
        "form": wanted.form,
        "groups": _grouped(amounts.with_history(rows)),
        "chips": _chips(wanted, everything),
        "has_examples": any(row.is_example for row in rows),
        "table_url": f"{reverse('home:benefits_table')}?{wanted.query(wanted.audience)}",
    }
    return render(request, "home/benefits.html", context)


def _grouped(rows: list[BenefitStandard]) -> list[tuple[Any, list[BenefitStandard]]]:
    ordered = sorted(rows, key=lambda row: (row.audience.position, row.audience.slug, row.name))
    return [(audience, list(found)) for audience, found in groupby(ordered, key=lambda row: row.audience)]


def _chips(wanted: Wanted, rows: list[BenefitStandard]) -> list[dict[str, Any]]:
    counts = {word.slug: sum(row.audience_id == word.pk for row in rows) for word in audiences()}
    words = [("", _("Everyone"), len(rows)), *((word.slug, word.label, counts[word.slug]) for word in audiences())]
    return [
        {"label": label, "url": f"?{wanted.query(slug)}", "current": slug == wanted.audience, "count": count}
        for slug, label, count in words
        if count or slug in {"", wanted.audience}
    ]


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The same rows for a spreadsheet, as UTF-8 with a mark by which Excel knows it."""
    wanted = Wanted.read(request)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="benefits-{wanted.on.isoformat()}.csv"'
    writer = csv.writer(response)
    writer.writerow(_headings())
    for row in wanted.rows():
        writer.writerow([_safe(cell) for cell in _cells(row)])
    return response


def _headings() -> list[str]:
    return [
        _("Who it is for"),
        _("name of the benefit"),
        _("amount in yuan"),
        _("how often"),
        _("who gets it"),
        _("where it holds"),
        _("in force from"),
        _("last day in force"),
        _("document number"),
        _("Example"),
        _("what kind of support"),
    ]


def _cells(row: BenefitStandard) -> list[str]:
    until = row.in_force_until.isoformat() if row.in_force_until else ""
    example = _("Example") if row.is_example else ""
    what = [
        row.audience.label,
        row.title,
        f"{row.amount}",
        str(row.get_unit_display()),
        row.for_whom,
        row.area.local_name,
    ]
    return [*what, row.in_force_from.isoformat(), until, row.document_number, example, str(row.get_kind_display())]


def _safe(cell: str) -> str:
    """A cell that a spreadsheet shows and never computes."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
