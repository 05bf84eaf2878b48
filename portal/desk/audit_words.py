"""What happened, in words: the codes of the audit log as people read them."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.audit.reveal import ACTION as REVEALED
from portal.audit.reveal import reason_of
from portal.privacy.crypto import Unreadable

VERBS = {
    "read": _("opened"),
    "listed": _("saw in a list"),
    "revealed": _("revealed a hidden value"),
    "exported": _("exported"),
    "printed": _("printed"),
    "entered": _("entered"),
    "changed": _("changed"),
    "change": _("changed"),
    "confirmed": _("confirmed"),
    "started": pgettext_lazy("audit", "began"),
    "submitted": _("submitted"),
    "publish": _("published"),
    "checked": _("checked that no child can be recognised"),
    "published_alone": _("published without a second reader"),
    "cancel": _("cancelled"),
    "assigned": _("gave a role"),
    "invited": _("invited"),
    "second_step_reset": _("took the second step of signing in away"),
    "forgotten": _("signed a browser out and forgot it"),
    "address_changed": _("changed the email address of the account"),
    "address_put_back": _("put the old email address back"),
    "signed_out_everywhere": _("signed out everywhere"),
    "ended": _("ended"),
    "end_proposed": _("proposed to end a role"),
    "ended_at_once": _("ended a role at once, alone"),
    "stopped": _("stopped a role before it took effect"),
    "told_apart": _("said that two accounts are two people"),
    "id_refused": _("typed an ID number that another record has"),
    "rotated": _("changed the keys"),
    "signed_in": _("signed in"),
    "sign_in_failed": _("failed to sign in"),
    "factor_added": _("set up a second step"),
    "factor_removed": _("took away a second step"),
    "factor_renewed": _("made new recovery codes"),
    "password_changed": _("changed the password"),
    "refused": _("was refused a page"),
    "compared": _("compared the log with a kept anchor"),
    "draft": _("drafted"),
    "add": _("added"),
    "resolve": _("resolved"),
    "start": _("started"),
    "close": _("closed"),
    "complete": _("completed"),
    "correct": _("corrected"),
    "call_roll": _("called the roll"),
    "verify_hours": _("verified hours"),
    "open": _("opened a place"),
    "add_room": _("added a room"),
    "remove_room": _("removed a room"),
    "add_photo": _("added a photo"),
    "confirm_photo": _("confirmed a photo: no child can be recognised"),
    "refuse_photo": _("refused a photo"),
    "remove_photo": _("removed a photo"),
    "read_photo": _("opened a photo nobody has decided on"),
    "undecided_photo": _("deleted a photo nobody had decided on for thirty days"),
    "sign_up": _("signed up"),
    "accept": _("accepted"),
    "withdraw": _("withdrew"),
    "enrol": _("enrolled"),
    "walk_in": _("wrote down as having come"),
    "did_not_come": _("took off the roll again"),
    "separate": _("let wait for single places"),
    "restore": _("put back on the list"),
    "reopen": _("opened again"),
    "take_place": _("let take place after all"),
    "put_back_photo": _("put a photo back"),
    "undo": _("took back"),
    "promote": _("moved up from the waiting list"),
    "offer_over": _("let an offer lapse"),
    "read_roll": _("opened the roll"),
    "read_hours": _("opened the hours"),
    "print_roster": _("printed the roster"),
    "choose_children": _("looked for children to enrol"),
    "sent_again": _("sent again"),
    "screening_started": _("took up the application"),
    "info_requested": _("asked for more"),
    "info_answered": _("answered what was asked"),
    "vetting_recorded": _("recorded a check"),
    "training": _("called to the training"),
    "activated": _("let begin"),
    "suspended": _("suspended"),
    "reinstated": _("reinstated"),
    "rejected": _("did not accept"),
    "withdrawn": _("withdrew"),
    "proposed": _("proposed"),
    "consented": _("recorded the guardian's consent"),
    "heard": _("recorded what the child says"),
    "approved": _("approved"),
    "declined": _("did not go on"),
    "paused": _("paused"),
    "resumed": _("resumed"),
    "received": pgettext_lazy("audit", "received"),
    "named": _("shut out somebody named in it"),
    "let_in": _("let somebody in again"),
    "escalated": _("gave it to the county officers"),
    "followed": _("looked up with the receipt code"),
    "added": pgettext_lazy("audit", "added something"),
    "removed": pgettext_lazy("audit", "took something away"),
    "triaged": _("read it first"),
    "reported": _("passed it on to the authority"),
    "dismissed": _("signed as the second: nothing to pass on"),
    "sent_back": _("did not sign"),
    "noted": _("added a note"),
    "answered": _("wrote to the reporter"),
    "reopened": _("took it up again"),
}


KEYS = {
    "field": _("field"),
    "fields": _("fields"),
    "reason": pgettext_lazy("audit", "reason"),
    "role": _("role"),
    "user": _("account"),
    "count": _("how many"),
    "shown": _("how many shown"),
    "state": _("state"),
    "view": _("where"),
    "to": _("for what"),
    "happened": _("what was looked for"),
    "record": _("which record"),
    "photo": _("photo"),
    "before": _("before"),
    "after": _("after"),
    "what": _("what"),
    "how": _("by which way"),
    "factor": _("second step"),
    "outcome": _("what was found"),
    "number": pgettext_lazy("audit", "number"),
    "beyond": _("why beyond the places"),
    "started": _("had been started"),
}


KINDS = {"desk.address": _("page of the desk")}


def deed(action: str) -> str:
    """`child.read` → opened; a code without a word is shown as it is."""
    return str(VERBS.get(action.rpartition(".")[2], action))


def kind(target_type: str) -> str:
    """`children.child` → child."""
    if target_type in KINDS:
        return str(KINDS[target_type])
    try:
        return str(apps.get_model(target_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return target_type


def particulars(event: AuditEvent) -> list[tuple[str, str]]:
    """The detail of an event as pairs; the reason of a revealed value is decrypted for whoever audits it."""
    detail: dict[str, Any] = dict(event.detail)
    if event.action == REVEALED:
        try:
            detail["reason"] = reason_of(event)
        except (Unreadable, KeyError):
            detail["reason"] = "⚠"
    pairs = ((key, _text(event.target_type, key, value)) for key, value in detail.items())
    return [(str(KEYS.get(key, key)), text) for key, text in pairs if text]


def _text(target_type: str, key: str, value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_text(target_type, key, item) for item in value)
    if key in {"field", "fields"}:
        return _field(target_type, str(value))
    if key == "role" and value in Role.values:
        return str(Role(value).label)
    return "" if value is None else str(value)


def _field(target_type: str, name: str) -> str:
    """The field's own name on the screens."""
    try:
        return str(getattr(apps.get_model(target_type)._meta.get_field(name), "verbose_name", name))
    except (LookupError, ValueError, FieldDoesNotExist):
        return name
