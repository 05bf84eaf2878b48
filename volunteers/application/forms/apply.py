"""The pages of the application: one group of questions each."""

from __future__ import annotations

import json
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.areas.models import Area
from portal.input.cleaning import LineField, PhoneField, ProseField
from portal.privacy import id_number as ids

from ..domain.applying import ADULT_AGE, completed_years, elsewhere_denied_reason, log_refused_number
from ..domain.queries import townships_taking_applications
from ..enums import ServiceType, TimeSlot, VolunteerRefusal
from ..models import Volunteer


class ConsentForm(forms.Form):
    """Consent before anything is asked; the second tick is the separate consent for sensitive data (PIPL art. 29)."""

    agree = forms.BooleanField(
        label=_("I have read this and agree that you use my answers to decide about my application."),
        error_messages={"required": _("Without your agreement we may not keep your answers.")},
    )
    agree_sensitive = forms.BooleanField(
        label=_("I agree separately that my ID number is used for the record check with the police."),
        error_messages={"required": _("Without this agreement the record check is not possible.")},
    )


class Page(forms.Form):
    """One page: how it is filled from the draft, and what it writes there."""

    do_not_call_in_templates = True  # templates read the title and the slug of the class
    slug: ClassVar[str]
    title: ClassVar[str | Promise]
    lead: ClassVar[str | Promise] = ""
    names: ClassVar[tuple[str, ...]]

    # Tells a page that is out of date: what was stored when it was opened, as a digest.
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, *, volunteer: Volunteer) -> None:
        self.volunteer = volunteer
        stored = self.stored(volunteer)
        self.fingerprint = salted_hmac("volunteers.apply", json.dumps(stored, default=str)).hexdigest()
        super().__init__(data, initial={**stored, "seen": self.fingerprint})

    @classmethod
    def stored(cls, volunteer: Volunteer) -> dict[str, Any]:
        """What the draft holds of this page."""
        return {name: getattr(volunteer, name) for name in cls.names}

    def answers(self) -> dict[str, Any]:
        """The fields of the volunteer this page sets."""
        return {name: self.cleaned_data[name] for name in self.names}

    def clean(self) -> dict[str, Any]:
        """Refuse to overwrite silently what was changed in another window meanwhile."""
        cleaned = super().clean() or {}
        stale = cleaned.get("seen") != self.fingerprint
        if stale and not self.errors and self.answers() != self._stored_answers():
            data = cast("QueryDict", self.data).copy()
            data["seen"] = self.fingerprint
            self.data = data
            raise ValidationError(
                _("This page was changed in another window meanwhile. Save again if what stands here is right.")
            )
        return cleaned

    def _stored_answers(self) -> dict[str, Any]:
        return {name: getattr(self.volunteer, name) for name in self.answers()}

    @classmethod
    def is_done(cls, volunteer: Volunteer) -> bool:
        """Whether everything this page must have is there."""
        required = [name for name in cls.names if cls.base_fields[name].required]
        return all(getattr(volunteer, name) for name in required)


class AboutPage(Page):
    """Who you are."""

    slug, title = "about", _("About you")
    names = ("real_name", "id_number", "phone")

    real_name = LineField(
        label=_("Your name"),
        help_text=_("As on your ID card."),
        min_length=2,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_number = LineField(
        label=_("ID number"),
        help_text=_("For the record check the law asks for. It is stored encrypted; officers see it masked."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    phone = PhoneField(
        label=_("Phone"), help_text=_("A mobile number, or a landline with its area code."), autocomplete="tel"
    )

    def clean_id_number(self) -> str:
        """A well-formed number of an adult for whom no other application is open."""
        try:
            parsed = ids.parse(self.cleaned_data["id_number"])
        except ids.InvalidIdNumber as error:
            raise ValidationError(error.problem.label) from error
        if completed_years(parsed.birth_date, on=timezone.localdate()) < ADULT_AGE:
            raise ValidationError(VolunteerRefusal.UNDER_AGE.label)
        reason = elsewhere_denied_reason(self.volunteer.user, parsed.number)
        if reason is not None:
            log_refused_number(self.volunteer, by=self.volunteer.user)
            raise ValidationError(reason.label)
        self.birth_year = parsed.birth_date.year
        return parsed.number

    def answers(self) -> dict[str, Any]:
        """The year of birth follows from the ID number."""
        return {**super().answers(), "birth_year": self.birth_year}


class TownshipSelect(forms.ModelChoiceField):
    """The townships one may choose; grouped by county when there are several."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Area.objects.none(), to_field_name="code", **kwargs)

    def offer(self, townships: list[Area]) -> None:
        """Set what can be chosen."""
        self.queryset = Area.objects.filter(pk__in=[township.pk for township in townships])
        groups: dict[str, list[tuple[str, str]]] = {}
        for township in townships:
            county = township.parent.local_name if township.parent else ""
            groups.setdefault(county, []).append((township.code, township.local_name))
        flat = [choice for choices in groups.values() for choice in choices]
        options = list(groups.items()) if len(groups) > 1 else flat
        self.choices = [("", _("Please choose")), *options]  # type: ignore[assignment]  # groups are allowed


class WherePage(Page):
    """Where you would like to help."""

    slug, title = "where", _("Where you would like to help")
    names = ("area",)

    area = TownshipSelect(
        label=_("Township"),
        help_text=_("The one you can reach easily. You can help in neighbouring ones too."),
        error_messages={"invalid_choice": _("Please choose a township from the list.")},
    )

    def __init__(self, data: QueryDict | None = None, *, volunteer: Volunteer) -> None:
        super().__init__(data, volunteer=volunteer)
        self.fields["area"].offer(townships_taking_applications())  # type: ignore[attr-defined]  # TownshipSelect

    @classmethod
    def stored(cls, volunteer: Volunteer) -> dict[str, Any]:
        """By its code; a county, where a draft starts, is not yet an answer."""
        return {"area": volunteer.area.code if cls.is_done(volunteer) else ""}

    @classmethod
    def is_done(cls, volunteer: Volunteer) -> bool:
        """A township has a code of nine digits."""
        return len(volunteer.area.code) >= 9


class OfferPage(Page):
    """What you would like to do, and when."""

    slug, title = "offer", _("What you would like to do")
    names = ("services", "times")

    services = forms.MultipleChoiceField(
        label=_("What would you like to do with the children?"),
        help_text=_("Choose one or more."),
        choices=ServiceType.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    times = forms.MultipleChoiceField(
        label=_("When do you usually have time?"),
        help_text=_("Choose one or more."),
        choices=TimeSlot.choices,
        widget=forms.CheckboxSelectMultiple,
    )


class ExperiencePage(Page):
    """What you bring with you."""

    slug, title = "experience", _("Your experience")
    names = ("motivation", "experience", "occupation")

    motivation = ProseField(label=_("Why would you like to help?"), help_text=_("Two or three sentences are enough."))
    experience = ProseField(
        label=_("Have you looked after or taught children before?"),
        help_text=_("Your own children and grandchildren count. If not, leave it empty."),
        required=False,
    )
    occupation = LineField(label=_("What do you do for a living?"), max_length=60, required=False)


class RefereePage(Page):
    """Someone who knows you."""

    slug, title = "referee", _("Someone who knows you")
    lead = _("We will call this person. Please ask them first; they should not be a relative.")
    names = ("referee_name", "referee_phone")

    referee_name = LineField(label=_("Their name"), min_length=2, max_length=40)
    referee_phone = PhoneField(label=_("Their phone"))

    def clean_referee_phone(self) -> str:
        """Someone else's number."""
        phone = self.cleaned_data["referee_phone"]
        if phone == self.volunteer.phone:
            raise ValidationError(_("This is your own number. Please give the number of the person who knows you."))
        return str(phone)


class ConductPage(Page):
    """The code of conduct; ticking is signing."""

    slug, title = "conduct", _("The code of conduct")
    names = ()

    signed = forms.BooleanField(
        label=_("I have read the code of conduct and will keep to it. Ticking this is my signature."),
        error_messages={"required": VolunteerRefusal.CONDUCT_UNSIGNED.label},
    )

    @classmethod
    def stored(cls, volunteer: Volunteer) -> dict[str, Any]:
        """Signed or not."""
        return {"signed": volunteer.conduct_agreed_at is not None}

    def answers(self) -> dict[str, Any]:
        """The moment of signing, kept when it is confirmed again."""
        return {"conduct_agreed_at": self.volunteer.conduct_agreed_at or timezone.now()}

    @classmethod
    def is_done(cls, volunteer: Volunteer) -> bool:
        """Signed."""
        return volunteer.conduct_agreed_at is not None


PAGES: tuple[type[Page], ...] = (AboutPage, WherePage, OfferPage, ExperiencePage, RefereePage, ConductPage)


class AnswerForm(forms.Form):
    """The answer to what the vetting officer asked for."""

    answer = ProseField(label=_("Your answer"))
