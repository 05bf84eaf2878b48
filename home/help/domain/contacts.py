"""Whom to call: from the province down to the village, to an office's phone and the nearest places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activities.models import Place
from activities.places.domain.opening import OpenState, state_at
from home.enums.offices import OfficeKind
from home.models import Hotline as NumberShown
from home.models import Office
from portal.areas.enums import CODE_LENGTH, AreaLevel, codes_around
from portal.areas.models import Area
from portal.areas.scoping import within
from portal.input.cleaning import one_form
from portal.pagecache.memo import by_generation
from portal.search.analysis import fold
from portal.site.hotlines import Hotline, national_hotlines
from portal.site.hotlines import hotlines as hotlines_of_every_page

from ...site import county_code, hotlines

MOST_PLACES = 4
MOST_FOUND = 40
SERVICE_LINE = "12345"
_COMMITTEE = [re.compile(r"^(.*村)村(?:委会|民委员会)$"), re.compile(r"^(.*村)(?:委会|民委员会)$")]
_COMMITTEE += [re.compile(r"^(.*社区)居(?:委会|民委员会)$")]


def plain_name(name: str) -> str:
    """A village as its people call it: 局村村委会 → 局村, 上谢桥社区居委会 → 上谢桥社区."""
    for pattern in _COMMITTEE:
        match = pattern.match(name)
        if match:
            return match[1]
    return name


@dataclass(frozen=True)
class Contact:
    """Whom to call about a child in `asked`: the nearest office, or the hotline when no office is known."""

    asked: Area | None
    office: Office | None
    hotline: Hotline

    @property
    def is_own(self) -> bool:
        """Whether the office is the area's own, not one further up."""
        return bool(self.office and self.asked and self.office.area_id == self.asked.pk)

    @property
    def name(self) -> str:
        """Where the office is: 石塘镇."""
        return plain_name(self.office.area.local_name) if self.office else ""

    @property
    def instead(self) -> str:
        """Why it is not the area's own office; empty when it is."""
        if self.is_own or self.asked is None:
            return ""
        values = {"asked": plain_name(self.asked.local_name), "office": self.name, "number": self.hotline["number"]}
        if self.office:
            return _("No office phone is recorded for %(asked)s yet. Call %(office)s instead.") % values
        return _("No office phone is recorded for %(asked)s yet. Call %(number)s: they know whom to ask.") % values

    @cached_property
    def state(self) -> OpenState | None:
        """Open or closed at this minute."""
        return state_at(self.office.opening_hours, timezone.localtime()) if self.office else None


def contact_for(area: Area | None) -> Contact:
    """The nearest office, village → township → county, else the service line: one query.

    Without an area: the office of the county that runs the site.
    """
    code = area.code if area else county_code()
    offices = Office.objects.filter(area__code__in=codes_around(code)).select_related("area")
    return Contact(area, max(offices, key=lambda office: len(office.area.code), default=None), service_line())


def lines() -> list[NumberShown] | list[Hotline]:
    """The numbers to call now, with what each is for; the national ones before editors have listed any."""
    return hotlines() or national_hotlines()


def service_line() -> Hotline:
    """The line that always answers: 12345, or the last that editors have listed."""
    lines = hotlines_of_every_page()
    return next((line for line in lines if line["number"] == SERVICE_LINE), lines[-1])


def with_offices(areas: Iterable[Area]) -> list[tuple[Area, Office | None]]:
    """Each area with its own office, if it has one: one query."""
    found = list(areas)
    offices = {office.area_id: office for office in Office.objects.filter(area__in=found)}
    return [(area, offices.get(area.pk)) for area in found]


def way_to(area: Area) -> list[Area]:
    """The areas around this one, the province first: one query."""
    return list(Area.objects.filter(code__in=codes_around(area.code)[:-1]).order_by("code"))


def full_name(area: Area, up: list[Area]) -> str:
    """A village with its township, for many have the same name; any other area by its own."""
    name = plain_name(area.local_name)
    if area.level != AreaLevel.VILLAGE or not up:
        return name
    values = {"village": name, "township": plain_name(up[-1].local_name)}
    return pgettext("a village and its township", "%(village)s, %(township)s") % values


def parts_of(area: Area | None) -> QuerySet[Area]:
    """The areas directly below; without one: the provinces."""
    return Area.objects.filter(parent=area).order_by("code")


@by_generation
def start() -> Area | None:
    """Where choosing begins: the county that runs the site, with its city, if it is in the tree: one query."""
    code = county_code()
    return Area.objects.select_related("parent").filter(code=code).first() if code else None


def nearest_places(area: Area) -> list[Place]:
    """Children's homes and other places in the same village, township, county, the nearest first: one query.

    Above the county there is no near: nothing.
    """
    if len(area.code) < CODE_LENGTH[AreaLevel.COUNTY]:
        return []
    around = [code for code in codes_around(area.code) if len(code) >= CODE_LENGTH[AreaLevel.COUNTY]]
    inside = [When(within([code]), then=Value(-len(code))) for code in reversed(around)]
    places = Place.objects.public().filter(within(around[:1]))
    near = Case(*inside, default=Value(0), output_field=IntegerField())
    return list(places.select_related("area").order_by(near, "area_path", "name")[:MOST_PLACES])


def clean_name(raw: str) -> str:
    """What was typed, in one form: no spaces between Chinese characters, not too long."""
    text = one_form(raw[:80])
    return (text if text.isascii() else text.replace(" ", ""))[:30]


def find_areas(name: str) -> list[Area]:
    """Villages, townships and counties of this name, the site's own county and whole names first.

    石塘 finds 石塘镇, 石塘镇上村 the village in the township, and traditional characters what is written simplified.
    """
    for wanted in dict.fromkeys((name, fold(name))) if name else ():
        named = Area.objects.filter(level__in=list(OfficeKind))
        named = named.filter(Q(name_en__icontains=wanted) if wanted.isascii() else Q(name__contains=wanted))
        hits = _ranked(named, wanted) or _in_a_township(wanted)
        if hits:
            return hits
    return []


def _ranked(areas: QuerySet[Area], name: str) -> list[Area]:
    own = county_code()
    here = Q(code__startswith=own) if own else Q(pk=None)
    nearness = Case(
        When(here & Q(name=name), then=Value(0)),
        When(here & (Q(name__startswith=name) | Q(name_en__istartswith=name)), then=Value(1)),
        When(here, then=Value(2)),
        When(name=name, then=Value(3)),
        When(name__startswith=name, then=Value(4)),
        default=Value(5),
        output_field=IntegerField(),
    )
    return list(areas.select_related("parent__parent").order_by(nearness, "code")[: MOST_FOUND + 1])


def _in_a_township(name: str) -> list[Area]:
    """石塘镇上村, or 石塘上村: a township's name with a village's behind it."""
    heads = {name[:length]: name[length:] for length in range(2, len(name))}
    townships = Area.objects.filter(level=AreaLevel.TOWNSHIP)
    wanted = Q(pk=None)
    for township in townships.filter(name__in=[head + end for head in heads for end in ("", "镇", "乡", "街道")]):
        rest = next(heads[head] for head in (township.name, *(township.name[:-n] for n in (1, 2))) if head in heads)
        wanted |= Q(parent=township, name__contains=rest)
    return _ranked(Area.objects.filter(wanted), name)
