"""One dated activity at a place, and the staff who lead it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from portal.pages.languages import in_language

from ..enums import Action, PlacesLeft, SessionKind, SessionState
from .place import Place, Room
from .scoping import AtPlace, AtPlaceQuerySet


class SessionQuerySet(AtPlaceQuerySet):
    """Sessions: by scope, or as the public sees them."""

    def public(self) -> Self:
        """What the lists show: sessions that were published, later ones too, at places that are shown."""
        return self.published().filter(place__listed=True)

    def published(self) -> Self:
        """What everyone who has its address may see: never a draft, but also at a place that is shown no longer.

        Whoever signed up must still read when and where it is, or that it is cancelled. A place that never was
        shown hides its sessions too.
        """
        shown = Q(place__listed=True) | Q(place__unlisted_at__isnull=False)
        return self._named().exclude(state=SessionState.DRAFT).filter(shown, published_at__isnull=False)


class Session(AtPlace, index.Indexed):
    """A session, free of charge (Minors Protection Law, art. 44). It holds no personal data, only counts."""

    place_lookup = "place"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(pgettext_lazy("name of an activity", "title"), max_length=60)
    title_en = models.CharField(_("title in English"), max_length=100, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=SessionKind.choices)
    action = models.CharField(_("which of the five actions"), max_length=16, choices=Action.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="sessions", verbose_name=_("place"))
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room"))
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    age_from = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("to age"), null=True, blank=True)
    summary = models.TextField(_("what happens"), blank=True)
    summary_en = models.TextField(_("what happens, in English"), blank=True)
    bring = models.TextField(_("what to bring"), blank=True)
    guardian_part = models.TextField(_("what the family does"), blank=True)
    child_capacity = models.PositiveSmallIntegerField(_("places for children"))
    children_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    volunteer_capacity = models.PositiveSmallIntegerField(_("volunteers wanted"), default=0)
    volunteers_taken = models.PositiveSmallIntegerField(default=0, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=SessionState.choices, default=SessionState.DRAFT)
    cancel_reason = models.CharField(_("why it is cancelled"), max_length=200, blank=True)
    # Fewer adults than the two-adult rule asks for, and since when: the session can't start.
    adults_missing = models.BooleanField(default=False, editable=False)
    adults_missing_since = models.DateTimeField(null=True, editable=False)
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, through="SessionStaff", related_name="+")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    # How often what stands in people's calendars has changed (RFC 5545, SEQUENCE).
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = SessionQuerySet.as_manager()

    # modelsearch's own update asks the manager that refuses to run unscoped: see activities/search.py.
    search_auto_update = False
    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("title_en", boost=3),
        index.SearchField("summary"),
        index.SearchField("summary_en"),
        index.SearchField("bring"),
        index.AutocompleteField("title"),
        index.FilterField("state"),
        index.FilterField("ends"),
        index.RelatedFields("place", [index.SearchField("name"), index.SearchField("address")]),
    ]

    class Meta(AtPlace.Meta):
        ordering = ["starts", "pk"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(children_taken__gte=0, children_taken__lte=F("child_capacity")),
                name="session_children_within_capacity",
            ),
            models.CheckConstraint(
                condition=Q(volunteers_taken__gte=0, volunteers_taken__lte=F("volunteer_capacity")),
                name="session_volunteers_within_capacity",
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")), name="session_ages_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(state=SessionState.CANCELLED) | ~Q(cancel_reason=""), name="session_cancelled_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[SessionState.DRAFT, SessionState.CANCELLED]) | Q(published_at__isnull=False),
                name="session_was_published_before_it_went_on",
            ),
            models.CheckConstraint(
                condition=Q(adults_missing=False, adults_missing_since=None)
                | Q(adults_missing=True, adults_missing_since__isnull=False),
                name="session_adults_missing_since_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "starts"], name="session_by_state_and_start"),
            models.Index(fields=["area_path", "starts"], name="session_by_area_and_start"),
            # What is not over is asked for on most public pages, and is a small part of what ever was.
            models.Index(fields=["ends"], name="session_by_end"),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def get_indexed_objects(cls) -> SessionQuerySet:
        """What the search index holds: what the public sees and is not over; see activities/search.py."""
        return cls.objects.public().filter(ends__gt=timezone.now()).select_related("place")

    def get_absolute_url(self) -> str:
        """The public page."""
        return reverse("activities:session", args=[self.uuid])

    @property
    def local_title(self) -> str:
        """The title in the language of the page, else as it is written."""
        return in_language(self.title, self.title_en)

    @property
    def local_summary(self) -> str:
        """What happens, in the language of the page, else as it is written."""
        return in_language(self.summary, self.summary_en)

    @property
    def minutes(self) -> int:
        """The planned length."""
        return (self.ends - self.starts) // timedelta(minutes=1)

    @property
    def seats_left(self) -> int:
        """Places left for children, exactly: for staff alone."""
        return self.child_capacity - self.children_taken

    @property
    def places_left(self) -> PlacesLeft:
        """The same for the public, in words; from `TONGXIN_PLENTY_FROM` places on there are plenty."""
        if self.full:
            return PlacesLeft.NONE
        return PlacesLeft.PLENTY if self.seats_left >= settings.TONGXIN_PLENTY_FROM else PlacesLeft.FEW

    @property
    def volunteers_wanted(self) -> int:
        """Places left for volunteers, exactly: for staff alone."""
        return self.volunteer_capacity - self.volunteers_taken

    @property
    def full(self) -> bool:
        """Whether every place for a child is taken."""
        return self.seats_left <= 0

    @property
    def begun(self) -> bool:
        """Whether its start has passed."""
        return self.starts <= timezone.now()

    @property
    def over(self) -> bool:
        """Whether its end has passed."""
        return self.ends <= timezone.now()

    @property
    def age_range_label(self) -> str:
        """`Ages 7 to 12`, or that every age is welcome."""
        if self.age_from is None and self.age_to is None:
            return gettext("All ages")
        if self.age_to is None:
            return gettext("From age %(age)s") % {"age": self.age_from}
        if self.age_from is None:
            return gettext("Up to age %(age)s") % {"age": self.age_to}
        return gettext("Ages %(first)s–%(last)s") % {"first": self.age_from, "last": self.age_to}


class SessionStaff(models.Model):
    """A member of staff who is there for the whole session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="session_staff_once")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.user_id}"
