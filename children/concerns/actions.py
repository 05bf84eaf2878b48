"""What happens to a report of concern, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Reports of concern"), reads={"concern.listed", "concern.read", "concern.followed"})
class ConcernAction(Action):
    """From the report to the decision."""

    LISTED = "concern.listed", _("Saw the list of reports")
    READ = "concern.read", _("Opened a report")
    RECEIVED = "concern.received", _("Received a report")
    FOLLOWED = "concern.followed", _("Looked a report up with its code")
    ADDED = "concern.added", _("Added something to a report")
    TRIAGED = "concern.triaged", _("Assessed a report for the first time")
    REPORTED = "concern.reported", _("Passed a report on to the authority")
    PROPOSED = "concern.proposed", _("Proposed that there is nothing to pass on")
    DISMISSED = "concern.dismissed", _("Signed as the second: nothing to pass on")
    SENT_BACK = "concern.sent_back", _("Refused the second signature")
    REOPENED = "concern.reopened", _("Took a report up again")
    NOTED = "concern.noted", _("Added a note to a report")
    ANSWERED = "concern.answered", _("Wrote to the reporter")
    NAMED = "concern.named", _("Shut out somebody named in a report")
    UNSIGNED = "concern.unsigned", _("Cancelled the signature of somebody named in a report")
    LET_IN = "concern.let_in", _("Let somebody in again to a report")
    GIVEN = "concern.given", _("Gave a report to a colleague")
    ESCALATED = "concern.escalated", _("Gave a report to the county officers")
