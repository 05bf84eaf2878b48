"""Benefits and offices in the Wagtail admin: lists that say what holds, and forms without endless selects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter  # type: ignore[import-untyped]
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import HeaderButton, ListingButton
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from activities.places.domain.opening import write_hours

from ..editorial.forms.pages import OpenFormMixin
from ..eligibility.domain.loading import results_of_the_check
from ..enums.offices import OfficeKind
from ..help.forms import AREA_HINT, AreaField, HoursField
from ..models import BenefitStandard, Office

HOURS_HINT = _("Such as 周一至周五 8:30-12:00，14:00-17:30")


class BenefitForm(OpenFormMixin, WagtailAdminModelForm):
    """An amount, its area typed by code or name."""

    area = AreaField(label=capfirst(_("where it holds")), help_text=AREA_HINT)
    given_with = forms.MultipleChoiceField(
        label=capfirst(_("comes with these results of the check")),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "The check shows it only to families for whom one of these was found. Nothing ticked: only where all "
            "children of the category are in it for the same reason."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].required = False  # left out: as it was
        self.fields["given_with"].choices = results_of_the_check(self.instance.given_with)


class OfficeForm(OpenFormMixin, WagtailAdminModelForm):
    """An office, its area and its hours typed."""

    area = AreaField(
        label=capfirst(_("village, township or county")),
        help_text=AREA_HINT,
        error_messages={
            "unique": _("This place has an office already. Open it in the list and change it there."),
            "invalid": _("Only villages, townships and counties have an office here."),
        },
    )
    opening_hours = HoursField(
        label=capfirst(pgettext_lazy("office", "opening hours")), required=False, help_text=HOURS_HINT
    )


class BenefitFilter(WagtailFilterSet):
    """By time and by audience."""

    STATES = [("now", _("In force")), ("later", _("Upcoming")), ("over", _("Over"))]
    state = ChoiceFilter(label=_("Validity"), choices=STATES, method="by_state")

    class Meta:
        model = BenefitStandard
        fields = ["audience", "kind", "unit", "is_example"]

    def by_state(self, rows: QuerySet[BenefitStandard], name: str, value: str) -> QuerySet[BenefitStandard]:
        """Those of today, of the future or of the past."""
        today = timezone.localdate()
        if value == "now":
            return rows.in_force_on(today)  # type: ignore[attr-defined]  # a BenefitQuerySet
        return rows.filter(in_force_from__gt=today) if value == "later" else rows.filter(in_force_until__lt=today)


def benefit_state(row: BenefitStandard) -> Any:
    """In force, coming or over: the list's first question."""
    today = timezone.localdate()
    states = dict(BenefitFilter.STATES)
    if row.in_force_from > today:
        return states["later"]
    return states["over" if row.in_force_until and row.in_force_until < today else "now"]


class BenefitViewSet(SnippetViewSet):
    """The amounts."""

    model = BenefitStandard
    icon = "tag"
    menu_label = _("Benefits")
    list_display = [
        "name",
        Column("words", label=_("amount in yuan"), accessor="words"),
        "kind",
        Column("state", label=_("Validity"), accessor=benefit_state),
        "audience",
        "area",
        "in_force_from",
        "in_force_until",
    ]
    filterset_class = BenefitFilter
    search_backend_name = None
    search_fields = ["name", "document_number"]
    ordering = ["audience__position", "name", "area__code", "-in_force_from"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("name_en")]),
            FieldRowPanel([FieldPanel("audience"), FieldPanel("area")]),
            FieldRowPanel([FieldPanel("amount"), FieldPanel("unit")]),
            FieldPanel("kind"),
            FieldPanel("given_with"),
            FieldPanel("who"),
            FieldPanel("who_en"),
            FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("in_force_until")]),
            FieldPanel("document"),
            FieldPanel("document_number"),
            FieldPanel("is_example"),
        ],
        base_form_class=BenefitForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[BenefitStandard]:
        """With what the list shows: the same number of queries for every length."""
        return BenefitStandard.objects.select_related("audience", "area")


def new_amount_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[ListingButton]:
    """Beside each amount that is not over: a new one from a day on, and the history."""
    if not isinstance(snippet, BenefitStandard) or not user.has_perm("home.add_benefitstandard"):
        return
    if snippet.in_force_until is None or snippet.in_force_until >= timezone.localdate():
        url = reverse("benefit_new_amount", args=[snippet.pk])
        yield ListingButton(_("New amount from…"), url, icon_name="history", priority=5)


class OfficeFilter(WagtailFilterSet):
    """By whose office it is."""

    level = ChoiceFilter(label=_("whose office"), choices=OfficeKind.choices, field_name="area__level")

    class Meta:
        model = Office
        fields: list[str] = []


class OfficeIndexView(IndexView):
    """The list, with the way to the whole table."""

    @property
    def header_buttons(self) -> list[Any]:
        """Beside “add”: all offices at once."""
        whole = HeaderButton(_("All offices as a table"), reverse("office_table"), icon_name="table")
        return [*super().header_buttons, whole]


class OfficeViewSet(SnippetViewSet):
    """The offices."""

    model = Office
    icon = "mobile-alt"
    menu_label = _("Offices")
    index_view_class = OfficeIndexView
    list_display = [
        "area",
        "phone",
        "address",
        Column(
            "hours",
            label=pgettext_lazy("office", "opening hours"),
            accessor=lambda office: write_hours(office.opening_hours),
        ),
    ]
    filterset_class = OfficeFilter
    search_fields = ["area__name", "phone", "address"]
    list_per_page = 50
    edit_handler = ObjectList(
        [
            FieldPanel("area"),
            FieldPanel("phone"),
            FieldPanel("address"),
            FieldPanel("opening_hours"),
            FieldPanel("opening_note"),
        ],
        base_form_class=OfficeForm,
    )

    def get_queryset(self, request: Any) -> QuerySet[Office]:
        """With the areas' names."""
        return Office.objects.select_related("area__parent")


class ServiceGroup(SnippetViewSetGroup):
    """What families get, and whom they call."""

    items = (BenefitViewSet, OfficeViewSet)
    menu_icon = "mobile-alt"
    menu_label = _("Benefits and offices")
    menu_name = "services"
    add_to_admin_menu = True
