"""Transitions on the desk: offered by one table, each a button or a page with one question, answered in one way.

Whatever the subject: who may not see the record gets a 404, as for one that does not exist; what is refused, now or
at the very moment, is said as a warning on the record's page, with who was there first; what is only typed wrong is
said in the form, which keeps the rest; and what was done is said as such.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.requests import SignedInRequest
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.pages.dates import when_text
from portal.pages.sure import Question, ask_first
from portal.undo.offering import refresh_offers

from .table import StateMachine, Transition

Reason = Any


@dataclass(frozen=True, kw_only=True)
class Screen:
    """A transition as people see it: its words, what is typed, why it is refused, and the function that makes it.

    `form` makes a form from what was sent; without one, and without words to `confirm`, a button is enough.
    `done` may depend on what was typed; `question` asks once more before something that cannot be mended.
    """

    transition: Transition
    label: Any
    done: Any
    denied: Callable[[Any, User], Reason | None]
    run: Callable[[Any, dict[str, Any], User], Any]
    form: Callable[..., forms.Form] | None = None
    button: Any = ""
    explained: Any = ""
    confirm: Any = ""
    kind: str = ""
    question: Callable[[Any], Question] | None = None

    do_not_call_in_templates = True

    @property
    def name(self) -> str:
        """As in the address."""
        return self.transition.name

    @property
    def asks(self) -> bool:
        """Whether it has a page of its own; otherwise a button is enough."""
        return self.form is not None or bool(self.confirm)


@dataclass(frozen=True)
class Offer:
    """A screen as the record's page shows it: with the reason why it cannot be done yet."""

    screen: Screen
    refused: Reason | None


@dataclass(frozen=True, kw_only=True)
class Screens:
    """The transitions of one subject on the desk.

    `found` gives the record to who may see it, or raises Http404; `page` shows one screen, and has put on the record
    that it was seen; `home` is the address of the record's own page.
    """

    machine: StateMachine
    rows: tuple[Screen, ...]
    found: Callable[[SignedInRequest, UUID], Any]
    page: Callable[[SignedInRequest, Any, Screen, forms.Form | None], HttpResponse]
    home: Callable[[Any], str]
    bind: Callable[[Screen, Any, Any], forms.Form] = lambda screen, data, _record: screen.form(data)  # type: ignore[misc]  # asked only where there is one

    def named(self, name: str) -> Screen:
        """The screen of this name. Raises Http404."""
        for screen in self.rows:
            if screen.name == name:
                return screen
        raise Http404

    def offers(self, record: Any, by: User) -> list[Offer]:
        """What begins where the record stands, each with the reason against it, in the order of the table."""
        return [Offer(row, row.denied(record, by)) for row in self.rows if row.transition.is_open_to(record)]

    def open_to(self, record: Any, by: User) -> list[Screen]:
        """What this person can do now."""
        return [row for row in self.rows if row.denied(record, by) is None]

    def answer(self, request: SignedInRequest, uuid: UUID, name: str) -> HttpResponse:
        """Ask what the transition of this name needs, then make it. Raises Http404."""
        return self.show(request, uuid, self.named(name))

    def show(self, request: SignedInRequest, uuid: UUID, screen: Screen) -> HttpResponse:
        """The same for a screen that is made for the occasion. Raises Http404."""
        record = self.found(request, uuid)
        if request.method != "POST" and not screen.asks:
            return redirect(self.home(record))
        if reason := screen.denied(record, request.user):
            return self._refused(request, record, screen, reason)
        form = self._form(request, screen, record)
        if request.method == "POST" and (form is None or form.is_valid()):
            return self._made(request, record, screen, form)
        return self.page(request, record, screen, form)

    def _form(self, request: SignedInRequest, screen: Screen, record: Any) -> forms.Form | None:
        data = request.POST if request.method == "POST" else None
        return None if screen.form is None else self.bind(screen, data, record)

    def _made(self, request: SignedInRequest, record: Any, screen: Screen, form: forms.Form | None) -> HttpResponse:
        if screen.question and (asking := ask_first(request, screen.question(record))):
            return asking
        try:
            after = screen.run(record, form.cleaned_data if form else {}, request.user)
        except Denied as denied:
            return self._denied(request, record, screen, form, denied)
        refresh_offers(request)
        messages.success(request, screen.done(after, form) if callable(screen.done) else screen.done)
        return redirect(self.home(record))

    def _denied(
        self, request: SignedInRequest, record: Any, screen: Screen, form: forms.Form | None, denied: Denied
    ) -> HttpResponse:
        """Somebody else was there first, at this very moment; or what was typed does not do."""
        record = self.found(request, record.uuid)
        if form is None or screen.denied(record, request.user) is not None:
            return self._refused(request, record, screen, denied.reason)
        form.add_error(None, denied.message)
        return self.page(request, record, screen, form)

    def _refused(self, request: SignedInRequest, record: Any, screen: Screen, reason: Reason) -> HttpResponse:
        first = "" if screen.transition.is_open_to(record) else self._who_was_first(record, request.user)
        messages.warning(request, " ".join(text for text in (str(reason.label), first) if text))
        return redirect(self.home(record))

    def _who_was_first(self, record: Any, user: User) -> str:
        """Who made the last transition, unless it was this person or the site itself."""
        made = {transition.action for transition in self.machine.transitions if transition.target is not None}
        events = AuditEvent.objects.filter(target_type=record._meta.label_lower, target_id=str(record.uuid))
        last = events.filter(action__in=made).select_related("actor").order_by("-sequence").first()
        if last is None or last.actor is None or last.actor == user:
            return ""
        return _("%(who)s was there first: %(when)s.") % {"who": last.actor, "when": when_text(last.at)}
