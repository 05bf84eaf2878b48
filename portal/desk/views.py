"""The desk's first screen: what is due today."""

from django.http import HttpResponse
from django.shortcuts import render

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest

from .access import desk_view
from .registry import by_urgency, due_for, panels_for


@desk_view(Capability.USE_DESK)
def today(request: SignedInRequest) -> HttpResponse:
    """What is late, soon and else to do, each count with a link to the list it counts; below it what is on today."""
    dues = due_for(request.user)
    context = {"dues": dues, "groups": by_urgency(dues), "panels": panels_for(request)}
    return render(request, "desk/today.html", context)
