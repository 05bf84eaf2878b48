"""The controlled words of rules about families: where parents are, what is hard, what a condition looks at."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ParentsAway(models.TextChoices):
    """Who of the parents works away."""

    BOTH = "both", _("Both parents away")
    ONE = "one", _("One parent away, the other cannot care")
    NONE = "none", _("No parent away")


class ParentState(models.TextChoices):
    """Where a parent is and whether they can care: what the eligibility check asks about each of the two."""

    HOME = "home", _("At home and able to care for the child")
    NEARBY = "nearby", _("Works inside the county and comes home often")
    AWAY = "away", _("Works away, outside the county")
    UNFIT = "unfit", _("Here, but not able to care for the child")
    ILL = "ill", _("Severely disabled or seriously ill")
    DETAINED = "detained", _("In prison, in custody or in compulsory rehabilitation")
    MISSING = "missing", _("Cannot be reached, or missing")
    REMOVED = "removed", _("No longer guardian by a court's decision, or deported")
    DEAD = "dead", _("Has died")
    NOT_FOUND = "not_found", _("Nobody knows who this parent is")


class Circumstance(models.TextChoices):
    """What may be hard for the family or the child."""

    LOW_INCOME = "low_income", _("The family receives the subsistence allowance, or lives just above it")
    EXTREME_POVERTY = "extreme_poverty", _("The family receives support for extreme poverty")
    DISABILITY = "disability", _("The child has a disability")
    ILLNESS = "illness", _("The child has a serious illness or needs treatment for a long time")


class Danger(models.TextChoices):
    """What calls for help today."""

    ABUSED = "abused", _("The child is beaten, abused or not looked after")
    ALONE = "alone", _("No adult is looking after the child now")
    TRAFFICKED = "trafficked", _("The child was abducted or sold, or has just been rescued")
    VAGRANT = "vagrant", _("The child lives on the street or wanders about")


class ConditionKind(models.TextChoices):
    """What a condition of an eligibility rule looks at."""

    AGE_BELOW = "age_below", _("The child is younger than … years")
    AGE_FROM = "age_from", _("The child is at least … years old")
    AWAY_FROM = "away_from", _("The parents have been away for at least … months without a break")
    PARENTS_AWAY = "parents_away", _("Who is away is one of …")
    EACH_PARENT = "each_parent", _("The situation of each parent is one of …")
    A_PARENT = "a_parent", _("The situation of at least one parent is one of …")
    CIRCUMSTANCE = "circumstance", _("At least one of these is the case: …")
    DANGER = "danger", _("At least one of these has happened: …")


# The places of a sentence that the engine fills in.
PLACES = ("{age}", "{months}", "{number}", "{parents}", "{circumstances}", "{dangers}")
COUNTED = (ConditionKind.AGE_BELOW, ConditionKind.AGE_FROM, ConditionKind.AWAY_FROM)
# Which codes a condition may name.
CODES: dict[ConditionKind, type[models.TextChoices]] = {
    ConditionKind.PARENTS_AWAY: ParentsAway,
    ConditionKind.EACH_PARENT: ParentState,
    ConditionKind.A_PARENT: ParentState,
    ConditionKind.CIRCUMSTANCE: Circumstance,
    ConditionKind.DANGER: Danger,
}
