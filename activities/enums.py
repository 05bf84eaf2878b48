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


class Refusal(models.TextChoices):
    """Why something is refused, and what to do about it."""

    NOT_YOURS = "not_yours", _("You may not do this for this place. Please ask the township's supervisor.")
    WRONG_STATE = "wrong_state", _("The session has moved on in the meantime. Please look at the page again.")
    PAST = "past", _("This session has already begun. Please choose a later one.")
    TOO_EARLY = "too_early", _("It is too early: a session starts at most one hour before its time.")
    NOT_OVER = "not_over", _("The session is not over yet. Please complete it after its end.")
    CLOSED = "closed", _("Signing up is closed. Please choose another session.")
    CANCELLED = "cancelled", _("This session has been cancelled. Please choose another one.")
    ALREADY_IN = "already_in", _("Already signed up: there is nothing more to do.")
    NOT_IN = "not_in", _("Not signed up for this session, or already withdrawn.")
    OVERLAP = "overlap", _("There is another session at the same time. Please withdraw from that one first.")
    NOT_ACTIVE = "not_active", _("You can help once your application has been approved.")
    SUSPENDED = "suspended", _("Your volunteering is paused. Please call the county office.")
    CHECK_LAPSED = (
        "check_lapsed",
        _("Your record check will not be valid on that day. Please renew it with the county office."),
    )
    OFFER_OVER = "offer_over", _("The offer has run out and the place went to someone else.")
    CHILD_NOT_ACTIVE = "child_not_active", _("This child's record is not active. Please check the ledger first.")
    WRONG_AGE = "wrong_age", _("The child is not of the age this session is for.")
    COLLECTOR_MISSING = "collector_missing", _("Please write down who collects a child under 8.")
    TOO_FEW_ADULTS = (
        "too_few_adults",
        _("At least two vetted adults must be there the whole time. Please add staff or volunteers."),
    )
    NONE_EXPERIENCED = "none_experienced", _("One of the adults must be experienced. Please add one.")
    RATIO = "ratio", _("There are too few adults for so many children of this age. Please add adults or take fewer.")
    HAZARD = "hazard", _("The place has a serious hazard that is still open. Please have it resolved first.")
    ROOM_ELSEWHERE = (
        "room_elsewhere",
        _("This room belongs to another place. Please choose one of the place above."),
    )
    ENDS_FIRST = "ends_first", _("The end must be after the start.")
    AGES_TURNED = "ages_turned", _("The higher age comes second.")
    TIME_PASSED = "time_passed", _("This time has passed. Please choose a later one.")
    ROOM_TAKEN = "room_taken", _("The room is booked at that time. Please choose another room or time.")
    PEOPLE_BUSY = "people_busy", _("Someone signed up has another session at that time. Please choose another time.")
    REASON_MISSING = "reason_missing", _("Please write why; everyone who signed up will read it.")
    BELOW_TAKEN = "below_taken", _("More people have signed up than that. Please enter a larger number.")
    OWN_HOURS = "own_hours", _("Nobody verifies their own hours. Please ask a colleague.")
    ROLL_NOT_CALLED = "roll_not_called", _("Nobody has called the roll of the volunteers yet.")
    TOO_MANY_MINUTES = "too_many_minutes", _("Between nothing and the length of the session, please.")
    CREDITED_ELSEWHERE = (
        "credited_elsewhere",
        _("A part of this time is credited for another session. Please correct it there first."),
    )
    NOTHING_TO_CORRECT = "nothing_to_correct", _("That is what is recorded already.")
    WHY_MISSING = "why_missing", _("Please write why the hours are corrected.")
    TEAM_NOT_STAFF = "team_not_staff", _("Only staff of this area can be put on the session.")
    NOT_YOUR_AREA = "not_your_area", _("You can open a place only in your own area. Please ask the township or county.")
    TOWNSHIP_DECIDES = "township_decides", _("Name, address, kind and managers are changed by the township.")
    CHANGED_MEANWHILE = (
        "changed_meanwhile",
        _("Somebody else has changed the same meanwhile. Please compare below, and save again."),
    )
    NOT_MANAGERS = "not_managers", _("Only people appointed as centre manager of this area can manage the place.")
    SLUG_TAKEN = "slug_taken", _("Another place has this address in the site. Please choose another one.")
    SESSIONS_TO_COME = (
        "sessions_to_come",
        _("Sessions are still to come here. Please decide whether they go on or are cancelled."),
    )
    ROOM_NAMED = "room_named", _("The place has a room of this name already.")
    ROOM_USED = "room_used", _("Sessions were or will be held in this room, so it stays.")
    OWN_PHOTO = "own_photo", _("Nobody confirms their own photo. Please ask a colleague.")
    PHOTO_DECIDED = "photo_decided", _("Somebody has looked at this photo already, or it was taken back.")
    PHOTO_UNREADABLE = "photo_unreadable", _("This photo cannot be read any more. Please add it once more.")
    NO_SUCH_CHILD = (
        "no_such_child",
        _(
            "No active record of this township was found with that. If the child is in no ledger yet, ring the child "
            "officer; until it is collected it stays with two adults."
        ),
    )
    SEVERAL_CHILDREN = "several_children", _("Several children are called that. Please type the case number.")
    WHY_BEYOND = "why_beyond", _("All places are taken, or the age is another one. Please choose why the child stays.")
    NOT_WITH_CHILDREN = (
        "not_with_children",
        _(
            "Nobody with this number may be with children today. Please send them home kindly and ring the county "
            "office."
        ),
    )
    OWN_WALK_IN = "own_walk_in", _("Nobody writes down themselves. Please ask a colleague.")
    ENOUGH_PHOTOS = "enough_photos", _("Eight photos are enough. Please remove one first.")
