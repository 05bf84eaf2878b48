"""The desk's first screen: what is due today."""

from django.http import HttpResponse
from django.shortcuts import render

from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest

from .access import desk_view
from .registry import due_for


@desk_view(Capability.USE_DESK)
def today(request: SignedInRequest) -> HttpResponse:
    """Each count links to the list it counts."""
    return render(request, "desk/today.html", {"dues": due_for(request.user)})
