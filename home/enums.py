"""The controlled words of public content."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy


class LevelOfEffect(models.TextChoices):
    """Whose rule it is: the widest area in which the document is in force."""

    NATIONAL = "national", _("National")
    PROVINCE = "province", _("Provincial")
    CITY = "city", _("Municipal")
    COUNTY = "county", _("County level")


class RelationKind(models.TextChoices):
    """What one document does to another; the other side reads the same row the other way round."""

    AMENDS = "amends", pgettext_lazy("one document to another", "amends")
    REPEALS = "repeals", pgettext_lazy("one document to another", "repeals")
    REPLACES = "replaces", pgettext_lazy("one document to another", "repeals and takes the place of")

    @property
    def other_side(self) -> str:
        """The same relation as the document says it to which it is done."""
        words = {
            RelationKind.AMENDS: pgettext("one document by another", "amended by"),
            RelationKind.REPEALS: pgettext("one document by another", "repealed by"),
            RelationKind.REPLACES: pgettext("one document by another", "replaced by"),
        }
        return words[self]


# With these the other document ends.
ENDING = (RelationKind.REPEALS, RelationKind.REPLACES)


class PolicyStatus(models.TextChoices):
    """What a policy is worth on a given day; worked out from dates and relations, never stored."""

    DRAFT = "draft", _("Not in force yet")
    IN_FORCE = "in_force", _("In force")
    REPEALED = "repealed", _("Repealed")
    EXPIRED = "expired", _("Expired")


class BenefitUnit(models.TextChoices):
    """How often an amount is paid."""

    PER_MONTH = "per_month", _("a month")
    PER_YEAR = "per_year", _("a year")
    ONCE = "once", _("once")


class BenefitKind(models.TextChoices):
    """What becomes of the money: only the first kind is what a family gets."""

    MONEY = "money", _("Paid to the family or the child")
    CEILING = "ceiling", _("At most: costs refunded, or decided case by case, up to this amount")
    IN_KIND = "in_kind", _("A service or goods worth this amount")
    PREMIUM = "premium", _("An insurance premium paid for the child")
    INSTITUTION = "institution", _("Paid to the institution that looks after the child")


class BenefitRefusal(models.TextChoices):
    """Why an amount cannot be entered, and what to do."""

    ENDS_BEFORE_IT_BEGINS = "ends_before", _("The last day lies before the first. Put the later day second.")
    TWO_AMOUNTS_AT_ONCE = (
        "two_amounts",
        _("Another amount of this benefit holds on these days: end that one first, or use “New amount from…”."),
    )
    NOT_AFTER_THE_OLD = "not_after", _("The new amount must begin after the present one did. Choose a later day.")
    LATER_AMOUNT = "later_amount", _("A later amount has been entered already. Start from that one.")


class EditorialReason(models.TextChoices):
    """Why a page was not published or approved."""

    NOT_READ = "not_read", _("Another editor has to read this version first: submit it for approval.")
    NOT_WAITING = "not_waiting", _("This page is not waiting for a second reader: it has been dealt with already.")
    NOT_A_READER = "not_a_reader", _("Only editors approve pages; a technical account does not. Ask an editor.")
    OWN_VERSION = "own_version", _("You wrote the newest version yourself: another editor has to approve it.")
    NOT_OPENED = (
        "not_opened",
        _("You have not opened the newest version yet. Here it is: read it to the end, then approve it."),
    )
    TO_CHECK = "to_check", _("There are places to check in the text: put each right and delete its mark first.")
    OWN_SUBMISSION = "own_submission", _("You submitted this version yourself: another editor has to approve it.")
    CORRECTED = (
        "corrected",
        _("A colleague has changed the text since it was submitted: whoever submitted it reads that and approves it."),
    )
    MUST_NOT_BE_PUBLISHED = (
        "must_not_be_published",
        _("There is an ID number or a family's phone in the text. Take it out; nothing can be published with it."),
    )
    FILE_IN_USE = (
        "file_in_use",
        _("A published page uses this file. Take the page down, or put another file on it, and then delete this one."),
    )
    FILE_SHOWN = (
        "file_shown",
        _(
            "A published page shows this. Add it once more with the new file, title or description, put that on the "
            "page and submit the page: a second person looks at it there."
        ),
    )
    ORIGINAL_DOWN = (
        "original_down",
        _("The Chinese page was taken down: put that right and have it published first, then this translation."),
    )
    ID_NUMBER = (
        "id_number",
        _("There is an ID number in the text. Take it out, then save: every version that is saved is kept."),
    )
    NOT_CHECKED = (
        "not_checked",
        _("Something in the text may tell which child it is about: look at “Before publishing” and tick the box."),
    )


class OfficeKind(models.TextChoices):
    """Whose office it is, by the level of its area."""

    VILLAGE = "village", _("Office of the village child officer")
    TOWNSHIP = "township", _("Office of the township child supervisor")
    COUNTY = "county", _("Civil affairs office of the county")


class DoubtKind(models.TextChoices):
    """What may tell which child a text is about, or deceive its readers."""

    ID_NUMBER = "id_number", _("An ID number. Take it out: it is never published.")
    FAMILY_PHONE = "family_phone", _("A phone of a child or family. Take it out; give an office's number instead.")
    PHONE = "phone", _("A mobile phone. Is it really an office's? Better give a landline.")
    NAME = "name", _("A name that may be a child's. Leave it out, or write 小明（化名）.")
    BIRTH_DATE = "birth_date", _("A date of birth beside a person. Write the age in years at most.")
    ADDRESS = "address", _("The address of a home. Name the township at most.")
    TURNED = (
        "turned",
        _("An invisible sign turns the text round: a figure may look like another one. Type it anew."),
    )

    @property
    def blocks(self) -> bool:
        """Whether nothing can be published with it, whoever has checked."""
        return self in {DoubtKind.ID_NUMBER, DoubtKind.FAMILY_PHONE, DoubtKind.TURNED}


class DangerKind(models.TextChoices):
    """What may have happened to somebody who looks for such words, the gravest first."""

    DESPAIR = "despair", _("Despair, self-harm")
    VIOLENCE = "violence", _("Violence, abuse")
    LOST = "lost", _("A child is lost or was taken")
    MONEY = "money", _("Loans and fraud")


class DangerWordReason(models.TextChoices):
    """Why a word was not added to the danger words, or not taken away."""

    NOT_ALLOWED = "not_allowed", _("Only safeguarding officers and editors keep these words.")
    KNOWN = "known", _("This word leads to help already.")
    TOO_SHORT = "too_short", _("Write at least two Chinese characters or four letters: shorter ones stand everywhere.")
    DIGITS = "digits", _("No numbers here: write a word that people look for.")
    EVERYDAY = "everyday", _("Too many everyday questions hold this word. Write a longer one.")
