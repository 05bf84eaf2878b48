"""Giving and ending a role by two people: the states of a proposal, and why a step is refused."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ChangeKind(models.TextChoices):
    """What is proposed."""

    GIVE = "give", _("Give a role")
    END = "end", _("End a role")


class ChangeState(models.TextChoices):
    """Where a proposal stands."""

    PROPOSED = "proposed", _("Waiting for a second person")
    CONFIRMED = "confirmed", pgettext_lazy("role", "Confirmed")
    DECLINED = "declined", pgettext_lazy("role", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("role", "Withdrawn")
    AT_ONCE = "at_once", _("Ended at once by one person")


class ChangeStep(models.TextChoices):
    """What can be done with a proposal."""

    CONFIRM = "confirm", pgettext_lazy("role", "Confirm")
    DECLINE = "decline", pgettext_lazy("role", "Decline")
    WITHDRAW = "withdraw", _("Withdraw the proposal")


# Nothing is undone: what turns out wrong is proposed the other way round.
TRANSITIONS: dict[str, tuple[str, str]] = {
    ChangeStep.CONFIRM: (ChangeState.PROPOSED, ChangeState.CONFIRMED),
    ChangeStep.DECLINE: (ChangeState.PROPOSED, ChangeState.DECLINED),
    ChangeStep.WITHDRAW: (ChangeState.PROPOSED, ChangeState.WITHDRAWN),
}


class ChangeReason(models.TextChoices):
    """Why a role was not proposed, given or ended. None of them tells that somebody stands in a report."""

    DECIDED = "decided", _("This has been decided already.")
    PROPOSED = "proposed", _("This is proposed already: a second person has to confirm it.")
    NEEDS_TWO = "needs_two", _("This role is given and ended by two people: propose it.")
    NEEDS_ONE = "needs_one", _("This role is ended by one person: no proposal is needed.")
    NOT_IN_CHARGE = "not_in_charge", _("This is not decided by you: it belongs to another office or area.")
    OWN_ACCOUNT = (
        "own_account",
        _("This account is known as one of your own: same ID number, phone or mailbox. Ask a colleague."),
    )
    NOT_FREE = "not_free", _("You cannot decide this one. Ask another colleague, or the office above yours.")
    NO_IDENTITY = "no_identity", _("Neither ID number nor phone is on file: enter one of them.")
    NOT_PROPOSER = "not_proposer", _("Only who proposed it can withdraw it.")
    NO_REASON = "no_reason", _("Write in a few words why: at least five characters.")
    NOT_SENIOR = (
        "not_senior",
        _("Only who has served longer, or stands above, ends this at once. Propose it: a second person confirms."),
    )
    LOOKS_ALIKE = (
        "looks_alike",
        _("This address cannot be told apart from that of an existing account. Use that account, or another address."),
    )
    NOT_SHARED = "not_shared", _("These two accounts do not share this.")
    ALWAYS_ONE = "always_one", _("A shared ID number is always one person.")
