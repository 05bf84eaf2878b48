"""What taking something back is called in the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Taking back"))
class UndoAction(Action):
    """Whatever it was, within ten minutes."""

    UNDONE = "act.undo", _("Took something back")
