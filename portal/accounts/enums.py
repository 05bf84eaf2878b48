"""Roles, and what each role may do; a guard tries every address of the desk as every role."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.areas.enums import AreaLevel


class Role(models.TextChoices):
    """What someone is appointed as, in an area."""

    VILLAGE_OFFICER = "village_officer", _("Village child officer")
    TOWNSHIP_SUPERVISOR = "township_supervisor", _("Township child supervisor")
    COUNTY_OFFICER = "county_officer", _("County officer")
    SAFEGUARDING_OFFICER = "safeguarding_officer", _("Safeguarding officer")
    CENTRE_MANAGER = "centre_manager", _("Centre manager")
    EDITOR = "editor", _("Editor")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Operator")


class Capability(StrEnum):
    """One thing that can be done inside an area."""

    USE_DESK = "use_desk"
    SEE_CHILD = "see_child"
    REVEAL_CHILD = "reveal_child"
    CHANGE_CHILD = "change_child"
    SEE_VOLUNTEER = "see_volunteer"
    VET_VOLUNTEER = "vet_volunteer"
    PROPOSE_PAIRING = "propose_pairing"
    APPROVE_PAIRING = "approve_pairing"
    SEE_SESSION = "see_session"
    MANAGE_SESSION = "manage_session"
    CONFIRM_PHOTO = "confirm_photo"
    CALL_ROLL = "call_roll"
    VERIFY_HOURS = "verify_hours"
    OPEN_CONCERN = "open_concern"
    HANDLE_CONCERN = "handle_concern"
    REVEAL_REPORTER = "reveal_reporter"
    EDIT_CONTENT = "edit_content"
    READ_AUDIT = "read_audit"
    MANAGE_PEOPLE = "manage_people"
    RUN_SITE = "run_site"


_C = Capability
_VILLAGE = frozenset(
    {
        _C.USE_DESK,
        _C.SEE_CHILD,
        _C.REVEAL_CHILD,
        _C.CHANGE_CHILD,
        _C.PROPOSE_PAIRING,
        _C.SEE_SESSION,
        _C.MANAGE_SESSION,
        _C.CALL_ROLL,
    }
)
_TOWNSHIP = _VILLAGE | {_C.SEE_VOLUNTEER, _C.APPROVE_PAIRING, _C.VERIFY_HOURS, _C.CONFIRM_PHOTO, _C.MANAGE_PEOPLE}
# Opening shows what was assigned; with HANDLE_CONCERN everything in the area. Never what one is named in.
_ASSIGNED_CONCERN = {_C.OPEN_CONCERN, _C.REVEAL_REPORTER}

ROLE_CAPABILITIES: dict[str, frozenset[Capability]] = {
    Role.VILLAGE_OFFICER: _VILLAGE,
    Role.TOWNSHIP_SUPERVISOR: _TOWNSHIP,
    Role.COUNTY_OFFICER: _TOWNSHIP | {_C.VET_VOLUNTEER} | _ASSIGNED_CONCERN,
    Role.SAFEGUARDING_OFFICER: _TOWNSHIP | {_C.VET_VOLUNTEER, _C.READ_AUDIT, _C.HANDLE_CONCERN} | _ASSIGNED_CONCERN,
    # Only the places they manage: activities narrows these two further.
    Role.CENTRE_MANAGER: frozenset({_C.USE_DESK, _C.SEE_SESSION, _C.MANAGE_SESSION, _C.CALL_ROLL}),
    Role.EDITOR: frozenset({_C.EDIT_CONTENT}),
    Role.AUDITOR: frozenset({_C.USE_DESK, _C.READ_AUDIT}),
    Role.OPERATOR: frozenset({_C.USE_DESK, _C.MANAGE_PEOPLE, _C.RUN_SITE}),
}

# Held only for the places one manages, not for the whole area.
OF_OWN_PLACES = frozenset({Role.CENTRE_MANAGER})


def roles_with(capability: str) -> tuple[str, ...]:
    """The roles that allow this."""
    return tuple(role for role, held in ROLE_CAPABILITIES.items() if capability in held)


# A grantor can't grant more than they have; operators may only appoint technical accounts.
GRANTABLE: dict[str, frozenset[str]] = {
    Role.OPERATOR: frozenset({Role.OPERATOR}),
    Role.TOWNSHIP_SUPERVISOR: frozenset({Role.VILLAGE_OFFICER, Role.CENTRE_MANAGER}),
    Role.COUNTY_OFFICER: frozenset(
        {Role.VILLAGE_OFFICER, Role.CENTRE_MANAGER, Role.TOWNSHIP_SUPERVISOR, Role.COUNTY_OFFICER, Role.EDITOR}
    ),
    Role.SAFEGUARDING_OFFICER: frozenset({Role.SAFEGUARDING_OFFICER}),
}

# Where a role is held; a role that is not named here can be held in any area.
APPOINTED_AT: dict[str, frozenset[str]] = {
    Role.VILLAGE_OFFICER: frozenset({AreaLevel.VILLAGE}),
    Role.TOWNSHIP_SUPERVISOR: frozenset({AreaLevel.TOWNSHIP}),
    Role.COUNTY_OFFICER: frozenset({AreaLevel.COUNTY}),
}


# What decides as a second person: a role that may do one of these is given by two people.
SIGNS_SECOND = frozenset(
    {_C.APPROVE_PAIRING, _C.VERIFY_HOURS, _C.CONFIRM_PHOTO, _C.VET_VOLUNTEER, _C.HANDLE_CONCERN, _C.MANAGE_PEOPLE}
    | {_C.OPEN_CONCERN, _C.EDIT_CONTENT, _C.READ_AUDIT, _C.RUN_SITE}
)


def is_sensitive(role: str) -> bool:
    """Whether two people give this role: what it may do decides, so that a new role cannot be forgotten."""
    return bool(ROLE_CAPABILITIES[role] & SIGNS_SECOND)


class Mark(models.TextChoices):
    """By what two accounts are known as those of one person."""

    ID_NUMBER = "id_number", _("ID number")
    PHONE = "phone", _("Mobile phone")
    MAILBOX = "mailbox", _("Mailbox")


class IndependenceReason(models.TextChoices):
    """Why somebody cannot be the second person. One sentence never tells that somebody stands in a report."""

    SAME_PERSON = (
        "same_person",
        _("You, or an account that shares your ID number, phone or mailbox, took an earlier step: ask a colleague."),
    )
    APPOINTED_TOO_LATE = (
        "appointed_too_late",
        _("This had begun before you were given your role: somebody who was there before has to sign."),
    )
    APPOINTED_BY_THE_OTHER = (
        "appointed_by_the_other",
        _("One of you gave the other their role alone, less than a week before this began: somebody else has to sign."),
    )


class AssignmentReason(models.TextChoices):
    """Why a role was not given or taken away."""

    OWN = "own", _("Nobody gives roles to themselves or takes their own away: ask a colleague.")
    NOT_GRANTABLE = "not_grantable", _("You can only give roles that stand below or beside your own.")
    OUT_OF_AREA = "out_of_area", _("You can only give roles inside your own area.")
    WRONG_LEVEL = "wrong_level", _("This role is not held in an area of this level: choose another area.")
    TECHNICAL = "technical", _("A technical account cannot also work with records: use two accounts.")
    NOT_ACTIVE = "not_active", _("This account is closed: open it again first.")
    ALREADY = "already", _("This person already has this role here.")
    ENDED = "ended", _("This role has already ended.")
