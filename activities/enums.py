"""The controlled vocabularies of places, sessions and attendance, and why something may be refused."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlaceKind(models.TextChoices):
    """What kind of venue a place is."""

    HOME = "home", _("Children's home")
    HARBOUR = "harbour", _("Tongxin Harbour")
    YOUTH_PALACE = "youth_palace", _("Youth palace")
    COUNSELLING = "counselling", _("Counselling room")


class RoomKind(models.TextChoices):
    """The three rooms every children's home should have, and others."""

    LIBRARY = "library", _("Library")
    FAMILY = "family", _("Family room")
    ACTIVITY = "activity", _("Activity room")
    OTHER = "other", _("Other room")


# The four haves and three rooms (四有、三室) every children's home is audited for.
FOUR_HAVES: dict[str, Any] = {
    "safe_venue": _("A safe venue"),
    "equipment": _("Equipment for play and learning"),
    "family_phone": _("A phone to call the family"),
    "library": _("Books"),
}
THREE_ROOMS = (RoomKind.LIBRARY, RoomKind.FAMILY, RoomKind.ACTIVITY)


class SessionKind(models.TextChoices):
    """What happens in a session."""

    TUTORING = "tutoring", _("Homework class")
    CAMP = "camp", _("Holiday camp")
    SAFETY_LESSON = "safety_lesson", _("Safety lesson")
    FAMILY_VIDEO = "family_video", _("Family video hour")
    PARENTS_MEETING = "parents_meeting", _("Meeting of returning parents")
    READING = "reading", _("Reading together")
    ARTS = "arts", _("Arts and sports")
    COUNSELLING = "counselling", _("Time to talk")


class Action(models.TextChoices):
    """The five actions of the ministry's plan for 2024–2026."""

    SPIRIT = "spirit", _("Inner growth")
    GUARDIANSHIP = "guardianship", _("Better guardianship")
    HELP = "help", _("Help where it is needed")
    SAFETY = "safety", pgettext_lazy("action", "Safety")
    FOUNDATION = "foundation", _("Firm foundations")


class SessionState(models.TextChoices):
    """Where a session stands."""

    DRAFT = "draft", pgettext_lazy("session", "Draft")
    PUBLISHED = "published", _("Open for enrolment")
    CLOSED = "closed", _("Enrolment closed")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Took place")
    VERIFIED = "verified", _("Hours verified")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


OPEN = (SessionState.DRAFT, SessionState.PUBLISHED, SessionState.CLOSED)
TAKEN_PLACE = (SessionState.COMPLETED, SessionState.VERIFIED)
# A draft books nothing, a cancelled session gives its room back.
BOOKS_NOTHING = (SessionState.DRAFT, SessionState.CANCELLED)


class PlacesLeft(models.TextChoices):
    """How many places for children are left, in words: whoever counts along must not see one family sign up."""

    PLENTY = "plenty", _("Places left")
    FEW = "few", _("Few places left")
    NONE = "none", _("Full, waiting list")


class SeatState(models.TextChoices):
    """Where a volunteer's duty or a child's enrolment stands."""

    REQUESTED = "requested", _("Asked for")
    CONFIRMED = "confirmed", _("Confirmed")
    WAITLISTED = "waitlisted", _("On the waiting list")
    OFFERED = "offered", _("Place offered")
    CANCELLED = "cancelled", pgettext_lazy("seat", "Withdrawn")
    LATE_CANCELLED = "late_cancelled", _("Withdrawn late")


HOLDS_A_SEAT = (SeatState.CONFIRMED, SeatState.OFFERED)
LIVE = (SeatState.REQUESTED, SeatState.CONFIRMED, SeatState.WAITLISTED, SeatState.OFFERED)


class Outcome(models.TextChoices):
    """Who came. Unknown is not absent."""

    UNKNOWN = "unknown", _("Not recorded")
    PRESENT = "present", _("Present")
    ABSENT = "absent", _("Absent")
    EXCUSED = "excused", _("Excused")


class Beyond(models.TextChoices):
    """Why somebody who came is written down although the session is full or meant for another age."""

    NOBODY_HOME = "nobody_home", _("Nobody is at home to look after the child")
    SIBLING = "sibling", _("Came with a brother or sister")
    ROOM = "room", _("There was room, and adults enough")
    MORE_ADULTS = "more_adults", _("More adults were needed")


class HoursKind(models.TextChoices):
    """A credit, or a correction of one."""

    CREDIT = "credit", _("Credit")
    CORRECTION = "correction", _("Correction")


class CommonRefusal(models.TextChoices):
    """Why something is refused wherever it is asked: whose it is, and whether it has moved on."""

    NOT_YOURS = "not_yours", _("You may not do this for this place. Please ask the township's supervisor.")
    WRONG_STATE = "wrong_state", _("The session has moved on in the meantime. Please look at the page again.")
    PAST = "past", _("This session has already begun. Please choose a later one.")
    CANCELLED = "cancelled", _("This session has been cancelled. Please choose another one.")
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _("Somebody else has changed the same meanwhile. Please compare below, and save again."),
    )
