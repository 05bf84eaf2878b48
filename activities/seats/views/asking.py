"""What a volunteer is asked before a place is given back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.pages.sure import Question

from ...models import Duty


def withdrawing(duty: Duty, *, late: bool) -> Question:
    """A volunteer is asked on the public site."""
    follows = [_("Your place goes at once to whoever is next on the waiting list.")]
    if late:
        follows.append(_("It begins within a day. Please ring the place as well, so that an adult is found in time."))
    return Question(
        title=_("Withdraw from “%(title)s”?") % {"title": duty.session.local_title},
        follows=follows,
        button=_("I cannot come: withdraw"),
        back=duty.session.get_absolute_url(),
        base="site.html",
    )
