"""What happens to a pairing of a child and a volunteer, in the words of the audit log."""

from django.utils.translation import gettext_lazy as _

from portal.audit.actions import Action, about


@about(_("Pairings"), reads={"pairing.listed", "pairing.read"})
class PairingAction(Action):
    """From the proposal to the end."""

    LISTED = "pairing.listed", _("Saw the list of pairings")
    READ = "pairing.read", _("Opened a pairing")
    PROPOSED = "pairing.proposed", _("Proposed a pairing")
    CONSENTED = "pairing.consented", _("Recorded the guardian's consent")
    CONSENTED_UNSURE = "pairing.consented_unsure", _("Recorded that the guardian is not sure yet")
    HEARD = "pairing.heard", _("Recorded what the child says")
    HEARD_UNSURE = "pairing.heard_unsure", _("Recorded that the child is not sure yet")
    APPROVED = "pairing.approved", _("Approved a pairing")
    DECLINED = "pairing.declined", _("Declined a pairing")
    ACTIVATED = "pairing.activated", _("Let a pairing begin")
    PAUSED = "pairing.paused", _("Paused a pairing")
    RESUMED = "pairing.resumed", _("Resumed a pairing")
    ENDED = "pairing.ended", _("Ended a pairing")
    NAMED = "pairing.named", _("Named who looks after a pairing")
    ACCEPTED = "pairing.accepted", _("Agreed to look after a pairing")
    STEPPED_DOWN = "pairing.stepped_down", _("Stepped down from looking after a pairing")
