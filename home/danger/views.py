"""Danger words on the desk of the safeguarding officers: which there are, adding one, taking an added one away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from home.danger.domain.adding import remove_word, shipped
from home.danger.forms import DangerWordForm
from home.danger.rows import rows_of
from home.enums.danger import DangerKind
from home.models import DangerWord
from portal.accounts.enums import Capability
from portal.accounts.requests import SignedInRequest
from portal.desk.access import desk_view

LIST = "home:danger_words"


@desk_view(Capability.HANDLE_CONCERN)
def index(request: SignedInRequest) -> HttpResponse:
    """All words by kind, the county's own first, and the form for another one."""
    form = DangerWordForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("“%(word)s” leads to help from now on.") % {"word": form.save()})
        return redirect(LIST)
    own: dict[str, list[DangerWord]] = {}
    for row in DangerWord.objects.select_related("added_by"):
        own.setdefault(row.kind, []).append(row)
    kinds = [(kind.label, rows_of(own.get(kind, [])), shipped()[kind]) for kind in DangerKind]
    context = {"form": form, "kinds": kinds}
    return render(request, "home/desk/danger_words.html", context, status=422 if form.errors else 200)


@desk_view(Capability.HANDLE_CONCERN)
def remove(request: SignedInRequest) -> HttpResponse:
    """Asks first. A word that is gone already, or came with the site, leads back to the list."""
    number = (request.POST or request.GET).get("word", "")
    row = DangerWord.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 10 else None
    if row is None:
        return redirect(LIST)
    if request.method == "POST":
        remove_word(row, by=request.user)
        messages.success(request, _("“%(word)s” is an ordinary word again.") % {"word": row})
        return redirect(LIST)
    return render(request, "home/desk/danger_word_remove.html", {"row": row})
