"""Why the two-adult rule is not kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import CommonRefusal


class AdultsRefusal(models.TextChoices):
    """Why the adults of a session are not enough."""

    TOO_FEW_ADULTS = (
        "too_few_adults",
        _("At least two vetted adults must be there the whole time. Please add staff or volunteers."),
    )
    NONE_EXPERIENCED = "none_experienced", _("One of the adults must be experienced. Please add one.")
    RATIO = "ratio", _("There are too few adults for so many children of this age. Please add adults or take fewer.")


Reason = AdultsRefusal | CommonRefusal
