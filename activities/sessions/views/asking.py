"""What is asked before a session is closed or called off, or a volunteer gives a place back."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.pages.sure import Question

from ...models import Session


def cancelling(session: Session) -> Question:
    """How many people learn of it at once."""
    children, volunteers = session.children_taken, session.volunteers_taken
    follows = [
        ngettext("%(number)s child is enrolled.", "%(number)s children are enrolled.", children) % {"number": children},
        ngettext("%(number)s volunteer has signed up.", "%(number)s volunteers have signed up.", volunteers)
        % {"number": volunteers},
    ]
    if session.published_at:
        follows.append(_("Everyone is told at once, with your reason, and the public page says that it is cancelled."))
        follows.append(_("The families are told by the officers who enrolled the children: please ring them."))
    return Question(
        title=_("Cancel “%(title)s”?") % {"title": session.local_title},
        follows=follows,
        button=_("Cancel it and tell everyone"),
        back=_session(session),
    )


def closing(session: Session) -> Question:
    """What nobody can do afterwards."""
    return Question(
        title=_("Close enrolment?"),
        follows=[
            _("No child can be enrolled any more, and no volunteer can sign up."),
            _("Nobody moves up from the waiting list any more."),
        ],
        button=_("Close enrolment"),
        back=_session(session),
    )


def _session(session: Session) -> str:
    return reverse("activities:desk_session", args=[session.uuid])
