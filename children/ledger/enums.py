"""The controlled vocabularies of the ledger."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChildState(models.TextChoices):
    """Where a child's record stands."""

    DRAFT = "draft", pgettext_lazy("child's record", "Draft")
    VERIFIED = "verified", pgettext_lazy("child's record", "Verified")
    ACTIVE = "active", pgettext_lazy("child's record", "Active")
    MOVED_OUT = "moved_out", _("Moved out")
    AGED_OUT = "aged_out", _("Aged out")
    CLOSED = "closed", pgettext_lazy("child's record", "Closed")
    MERGED = "merged", pgettext_lazy("child's record", "Merged")


# Records that somebody works with.
OPEN = (ChildState.DRAFT, ChildState.VERIFIED, ChildState.ACTIVE)


class Sex(models.TextChoices):
    """Sex as registered."""

    MALE = "m", _("Male")
    FEMALE = "f", _("Female")


class MissingId(models.TextChoices):
    """Why there is no ID number; `not registered` starts a follow-up."""

    NOT_REGISTERED = "not_registered", _("Not registered with the police yet")
    NOT_PRODUCED = "not_produced", _("Not produced yet")


class Category(models.TextChoices):
    """Left-behind, and the three families of difficulty; a child can be in several at once."""

    LEFT_BEHIND = "left_behind", _("Left-behind child")
    FAMILY = "family", _("In difficulty: family")
    OWN = "own", _("In difficulty: own condition")
    GUARDIANSHIP = "guardianship", _("In difficulty: guardianship")


class Care(models.TextChoices):
    """Care arrangement."""

    PARENT = "parent", _("One parent")
    GRANDPARENTS = "grandparents", _("Grandparents")
    RELATIVES = "relatives", _("Relatives or friends")
    INSTITUTION = "institution", _("Institution")


class NeedDomain(models.TextChoices):
    """What a child needs help with; a child counts once however many it has."""

    LIVING = "living", _("Living")
    EDUCATION = "education", _("Education")
    PSYCHOLOGICAL = "psychological", _("Psychological")
    SAFETY = "safety", _("Safety")
    LEGAL = "legal", _("Legal rights")
    SOCIAL = "social", _("Social inclusion")


class Risk(models.TextChoices):
    """How urgently a child needs attention."""

    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")


class Basis(models.TextChoices):
    """Why the record may be kept (Personal Information Protection Law, art. 13, 28 and 31)."""

    STATUTORY = "statutory", _("Statutory duty")
    GUARDIAN_CONSENT = "guardian_consent", _("Consent of the guardian")


class ChildRefusal(models.TextChoices):
    """Why something on the ledger is refused."""

    NOT_YOURS = "not_yours", _("This village is outside your area.")
    ID_TAKEN = "id_taken", _("This ID number cannot be entered here. Please ask the county office.")
    STALE = "stale", _("Someone else has changed this record since you opened it. Compare below, then save again.")
    NOT_DRAFT = "not_draft", _("Only a draft can be confirmed.")
    NO_BASIS = "no_basis", _("Record first why this record may be kept.")
    NO_CATEGORY = "no_category", _("Choose at least one category before confirming.")
    ADULT = "adult", _("Whoever is 18 is no child any more: the record is kept, and nothing new begins.")


class NotLeftBehind(models.TextChoices):
    """Why a child does not count as left-behind under the rule in force."""

    TOO_OLD = "too_old", _("Left-behind ends on the 16th birthday.")
    PARENTS_HOME = "parents_home", _("No parent works away.")
    ONE_PARENT_HOME = "one_parent_home", _("One parent is at home; both must be away.")
    SINCE_UNKNOWN = "since_unknown", _("Say since when the parents have been away.")
    TOO_SHORT = "too_short", _("The parents have not yet been away for six months without a break.")


class CategoryEnd(models.TextChoices):
    """Why a category ended by itself; empty when a person ended it."""

    TOO_OLD = NotLeftBehind.TOO_OLD.value, NotLeftBehind.TOO_OLD.label
    PARENTS_HOME = NotLeftBehind.PARENTS_HOME.value, NotLeftBehind.PARENTS_HOME.label
    ONE_PARENT_HOME = NotLeftBehind.ONE_PARENT_HOME.value, NotLeftBehind.ONE_PARENT_HOME.label
    TOO_SHORT = NotLeftBehind.TOO_SHORT.value, NotLeftBehind.TOO_SHORT.label
    ADULT = "adult", _("A child in difficulty is under 18.")


class Turned(models.IntegerChoices):
    """An age at which something ends, and somebody has to look what goes on."""

    SIXTEEN = 16, _("has turned 16")
    EIGHTEEN = 18, _("has turned 18")
