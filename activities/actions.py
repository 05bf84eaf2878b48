"""What happens to places, sessions and those who come, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Places"), reads={"place.read_photo"})
class PlaceAction(Action):
    """A children's home, its rooms, photos and hazards."""

    OPENED = "place.open", _("Set up a place")
    CHANGED = "place.change", _("Changed a place")
    ROOM_ADDED = "place.add_room", _("Added a room")
    ROOM_REMOVED = "place.remove_room", _("Removed a room")
    PHOTO_ADDED = "place.add_photo", _("Added a photo")
    PHOTO_READ = "place.read_photo", _("Opened a photo nobody has decided on")
    PHOTO_CONFIRMED = "place.confirm_photo", _("Confirmed a photo: no child can be recognised")
    PHOTO_REFUSED = "place.refuse_photo", _("Refused a photo")
    PHOTO_REMOVED = "place.remove_photo", _("Removed a photo")
    PHOTO_PUT_BACK = "place.put_back_photo", _("Put a photo back")
    PHOTO_UNDECIDED = "place.undecided_photo", _("Deleted a photo nobody had decided on for thirty days")
    HAZARD_ADDED = "hazard.add", _("Reported a hazard at a place")
    HAZARD_RESOLVED = "hazard.resolve", _("Marked a hazard as put right")
    HAZARD_REOPENED = "hazard.reopen", _("Opened a hazard again")


@about(
    _("Sessions"),
    reads={
        "session.read",
        "session.read_roll",
        "session.read_hours",
        "session.print_roster",
        "session.choose_children",
    },
)
class SessionAction(Action):
    """A session, from the draft to the verified hours."""

    READ = "session.read", _("Opened a session")
    ROLL_READ = "session.read_roll", _("Opened the roll")
    HOURS_READ = "session.read_hours", _("Opened the hours of a session")
    ROSTER_PRINTED = "session.print_roster", _("Printed the roster")
    CHILDREN_LOOKED_FOR = "session.choose_children", _("Looked for children to enrol")
    DRAFTED = "session.draft", _("Drafted a session")
    CHANGED = "session.change", _("Changed a session")
    PUBLISHED = "session.publish", _("Published a session")
    CLOSED = "session.close", _("Closed the enrolment for a session")
    REOPENED = "session.reopen", _("Opened the enrolment for a session again")
    CANCELLED = "session.cancel", _("Cancelled a session")
    TAKES_PLACE = "session.take_place", _("Let a cancelled session take place after all")
    STARTED = "session.start", _("Started a session")
    ROLL_CALLED = "session.call_roll", _("Called the roll")
    COMPLETED = "session.complete", _("Completed a session")
    HOURS_VERIFIED = "session.verify_hours", _("Verified the hours of a session")
    HOURS_CORRECTED = "hours.correct", _("Corrected hours")


@about(_("Enrolments and duties"))
class SeatAction(Action):
    """Children and volunteers who come to a session."""

    ENROLLED = "enrolment.enrol", _("Enrolled a child")
    CHILD_WITHDRAWN = "enrolment.withdraw", _("Took a child off the list")
    CHILD_RESTORED = "enrolment.restore", _("Put a child back on the list")
    SEPARATED = "enrolment.separate", _("Let siblings wait for single places")
    CHILD_WALKED_IN = "enrolment.walk_in", _("Wrote down a child as having come")
    CHILD_DID_NOT_COME = "enrolment.did_not_come", _("Took a child off the roll again")
    SIGNED_UP = "duty.sign_up", _("Signed up for a session")
    ACCEPTED = "duty.accept", _("Accepted an offered place")
    VOLUNTEER_WITHDRAWN = "duty.withdraw", _("Gave a volunteer's place back")
    VOLUNTEER_RESTORED = "duty.restore", _("Put a volunteer back on the list")
    VOLUNTEER_WALKED_IN = "duty.walk_in", _("Wrote down a volunteer as having come")
    VOLUNTEER_DID_NOT_COME = "duty.did_not_come", _("Took a volunteer off the roll again")
    PROMOTED = "seat.promote", _("Moved somebody up from the waiting list")
    OFFER_OVER = "seat.offer_over", _("Let an offered place lapse")
