"""What happens to a child's record, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Children's ledger"), reads={"child.listed", "child.read"})
class ChildAction(Action):
    """The ledger."""

    LISTED = "child.listed", _("Saw a list of children")
    READ = "child.read", _("Opened a child's record")
    ENTERED = "child.entered", _("Entered a child")
    CHANGED = "child.changed", _("Changed a child's record")
    CONFIRMED = "child.confirmed", _("Confirmed a child's record")
    ID_REFUSED = "child.id_refused", _("Typed an ID number that another child has")
    AGED_OUT = "child.aged_out", _("Closed a record: the child has come of age")
    CATEGORY_ENDED = "child.category_ended", _("Ended a child's category")
    AGE_LOOKED_AT = "child.age_looked_at", _("Noted what goes on after a child's birthday")
