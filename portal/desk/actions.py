"""What the desk itself puts on the record, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Pages and files of the desk"), reads={"desk.refused"})
class DeskAction(Action):
    """What was refused, and what left as a file."""

    REFUSED = "desk.refused", _("Asked for a page and was refused")
    EXPORTED = "desk.exported", _("Exported a file")
