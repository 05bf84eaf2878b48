"""Why a place at a session is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..adults.enums import AdultsRefusal
from ..enums import CommonRefusal


class SeatRefusal(models.TextChoices):
    """Why somebody cannot have a place at a session, or give it back."""

    CLOSED = "closed", _("Signing up is closed. Please choose another session.")
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


Reason = SeatRefusal | AdultsRefusal | CommonRefusal
