"""What happens to accounts, their devices and their roles, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.audit.actions import Action, about


@about(_("Accounts and signing in"))
class AccountAction(Action):
    """Signing in, and what secures it."""

    SIGNED_IN = "account.signed_in", pgettext_lazy("audit", "Signed in")
    SIGN_IN_FAILED = "account.sign_in_failed", _("Failed to sign in")
    SIGNED_OUT_EVERYWHERE = "account.signed_out_everywhere", _("Signed out everywhere")
    DEVICE_FORGOTTEN = "device.forgotten", _("Signed a browser out and forgot it")
    PASSWORD_CHANGED = "account.password_changed", _("Changed the password")
    FACTOR_ADDED = "account.factor_added", _("Added a second step of signing in")
    FACTOR_REMOVED = "account.factor_removed", _("Removed a second step of signing in")
    FACTOR_RENEWED = "account.factor_renewed", _("Made new recovery codes")
    SECOND_STEP_RESET = "account.second_step_reset", _("Took the second step of signing in away")
    ADDRESS_CHANGED = "account.address_changed", _("Changed the email address of the account")
    ADDRESS_PUT_BACK = "account.address_put_back", _("Put the old email address back")
    INVITED = "account.invited", _("Invited somebody to the desk")


@about(_("People and roles"), reads={"people.listed", "role.read", "identity.read"})
class RoleAction(Action):
    """Who holds which role, and who somebody is."""

    LISTED = "people.listed", _("Saw the list of people")
    READ = "role.read", _("Opened the proposal of a role")
    PROPOSED = "role.proposed", _("Proposed to give a role")
    CONFIRMED = "role.confirmed", _("Confirmed a proposal about a role")
    DECLINED = "role.declined", _("Declined a proposal about a role")
    WITHDRAWN = "role.withdrawn", _("Withdrew a proposal about a role")
    ASSIGNED = "role.assigned", _("Gave a role")
    STOPPED = "role.stopped", _("Stopped a role before it took effect")
    END_PROPOSED = "role.end_proposed", _("Proposed to end a role")
    ENDED = "role.ended", _("Ended a role")
    ENDED_AT_ONCE = "role.ended_at_once", _("Ended a role at once, alone")
    IDENTITY_READ = "identity.read", _("Opened who somebody is")
    IDENTITY_ENTERED = "identity.entered", _("Entered who somebody is")
    TOLD_APART = "identity.told_apart", _("Said that two accounts are two people")
