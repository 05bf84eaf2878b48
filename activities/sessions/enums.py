"""Why something is refused about a session."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..adults.enums import AdultsRefusal
from ..enums import CommonRefusal
from ..seats.enums import SeatRefusal


class SessionRefusal(models.TextChoices):
    """Why a session is not planned, published, started or completed as asked, or somebody is not written down."""

    TOO_EARLY = "too_early", _("It is too early: a session starts at most one hour before its time.")
    NOT_OVER = "not_over", _("The session is not over yet. Please complete it after its end.")
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
    TEAM_NOT_STAFF = "team_not_staff", _("Only staff of this area can be put on the session.")
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


Reason = SessionRefusal | SeatRefusal | AdultsRefusal | CommonRefusal
