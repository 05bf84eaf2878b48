"""What happens to a volunteer's application and engagement, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Volunteers"), reads={"volunteer.listed", "volunteer.read"})
class VolunteerAction(Action):
    """From the application to the end of the engagement."""

    LISTED = "volunteer.listed", _("Saw the list of volunteers")
    READ = "volunteer.read", _("Opened a volunteer's record")
    STARTED = "volunteer.started", _("Began an application")
    SUBMITTED = "volunteer.submitted", _("Sent an application in")
    WITHDRAWN = "volunteer.withdrawn", _("Withdrew an application")
    ID_REFUSED = "volunteer.id_refused", _("Typed an ID number that another application has")
    SCREENING_STARTED = "volunteer.screening_started", _("Took up an application")
    INFO_REQUESTED = "volunteer.info_requested", _("Asked an applicant for more")
    INFO_ANSWERED = "volunteer.info_answered", _("Answered what was asked about an application")
    VETTING_RECORDED = "volunteer.vetting_recorded", _("Recorded a check of a volunteer")
    INVITED = "volunteer.invited", _("Invited an applicant to the interview")
    TRAINING = "volunteer.training", _("Called an applicant to the training")
    APPROVED = "volunteer.approved", _("Approved a volunteer")
    REJECTED = "volunteer.rejected", _("Rejected an application")
    ACTIVATED = "volunteer.activated", _("Let a volunteer begin")
    SUSPENDED = "volunteer.suspended", _("Suspended a volunteer")
    REINSTATED = "volunteer.reinstated", _("Let a volunteer help again")
    ENDED = "volunteer.ended", _("Ended a volunteer's engagement")
