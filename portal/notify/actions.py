"""What people do with messages, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Messages sent"))
class MessageAction(Action):
    """Messages that did not go out the first time."""

    SENT_AGAIN = "message.sent_again", _("Sent a message again")
    ALL_SENT_AGAIN = "message.all_sent_again", _("Sent all undelivered messages again")
