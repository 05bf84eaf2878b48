"""Fields of the editors' forms: an area by its code or name instead of a list of 27,000, and opening hours as text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities.places.forms import HoursField as PlaceHoursField
from home.help.domain.contacts import clean_name, find_areas, plain_name
from portal.areas.models import Area

AREA_HINT = gettext_lazy("The code, or a name that only one area bears: 331125, 云和县, 石塘镇上村.")


class AreaField(forms.CharField):
    """A statistical code, or a name that only one area bears: 331125, 云和县, 石塘镇上村."""

    def prepare_value(self, value: Any) -> Any:
        """The code and the name of what is stored; what was typed stays as it is."""
        if isinstance(value, int):
            area = Area.objects.get(pk=value)
            return f"{area.code} {area.name}"
        return value

    def clean(self, value: Any) -> Any:
        """The area, or None. Raises ValidationError with the codes of those that are meant perhaps."""
        text = super().clean(value)
        if not text:
            return None
        code = text.split(" ")[0]
        if code.isdecimal():
            area = Area.objects.filter(code=code).first()
            if area is None:
                raise ValidationError(_("No area has the code %(code)s.") % {"code": code})
            return area
        found = find_areas(clean_name(text))
        whole = [area for area in found if text in {area.name, plain_name(area.name)}] or found
        if len(whole) == 1:
            return whole[0]
        if not whole:
            raise ValidationError(_("No village, township or county has this name. Write its code."))
        meant = "、".join(f"{area.code} {area.parent or ''}{area}" for area in whole[:5])
        raise ValidationError(_("Several have this name, write the code: %(areas)s") % {"areas": meant})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as shown."""
        return bool(super().has_changed(self.prepare_value(initial), data))


class HoursField(PlaceHoursField):
    """Opening hours as for a place, in a form that asks whether they were changed."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as shown."""
        return bool(super().has_changed(self.prepare_value(initial), data))
