"""The controlled words of the eligibility check."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from children.ledger.enums import ParentsAway


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


class RuleRefusal(models.TextChoices):
    """Why a version of an eligibility rule can't take effect."""

    DECIDED = "decided", _("This version has already been decided. Copy it to make the next one.")
    NO_CONDITION = "no_condition", _("Add at least one condition first.")
    SAME_DAY = "same_day", _("Another version of this rule begins on the same day. Choose another day.")
    WHY_MISSING = "why_missing", _("Some cases fail. Write why this version should hold all the same.")


class Question(models.TextChoices):
    """The questions of the check, in their order."""

    BORN = "born", _("When was the child born?")
    MOTHER = "mother", _("How is the child's mother now?")
    FATHER = "father", _("How is the child's father now?")
    SINCE = "since", _("Since when have they been away?")
    CIRCUMSTANCES = "circumstances", _("Is one of these the case?")
    DANGERS = "dangers", _("Has one of these happened to the child?")
    TOWNSHIP = "township", _("In which township does the family live?")
    VILLAGE = "village", _("In which village?")
