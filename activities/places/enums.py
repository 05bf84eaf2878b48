"""Why something is refused about a place."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import CommonRefusal
from ..sessions.enums import SessionRefusal


class PlaceRefusal(models.TextChoices):
    """Why something about a place, its rooms or its photos is refused."""

    NOT_YOUR_AREA = "not_your_area", _("You can open a place only in your own area. Please ask the township or county.")
    TOWNSHIP_DECIDES = "township_decides", _("Name, address, kind and managers are changed by the township.")
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
    ENOUGH_PHOTOS = "enough_photos", _("Eight photos are enough. Please remove one first.")


Reason = PlaceRefusal | SessionRefusal | CommonRefusal
