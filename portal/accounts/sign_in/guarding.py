"""Guesses and e-mails of all ways of signing in counted together: see docs/decisions/0017.

Strangers share one count for each address, known or not; a browser in which the owner has signed in before has a count
of its own, so that whoever guesses or floods locks nobody out of it.
"""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta
from typing import NoReturn

from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.pages.dates import when_text

from .devices import known_device
from .events import failed
from .limits import APP_FIRST, EVERYBODY, GUESSES, IN_A_FLOOD, MAILS, NETWORK, count, give_back

STRANGER = "stranger"
# The code of the error that says so.
CLOSED = "closed"
# In the session of a browser that has shown the code of the owner's app before the password: the address.
APP_SHOWN = "app_shown"


class Guess:
    """One try at a password or code: counted before it is judged, given back when it was right, else on the record.

    `how` says what was tried: password, code or mfa. `with guess:` judges it by whether the block ends in a
    ValidationError.
    """

    def __init__(self, request: HttpRequest, address: str, how: str, whose: str = "") -> None:
        self.request, self.address, self.how = request, address, how
        self.whose = whose or _whose(request, address)
        self.closed_until = count(GUESSES, self.whose, address)

    def was_right(self) -> None:
        """It does not count."""
        give_back(GUESSES, self.whose, self.address)

    def was_wrong(self) -> None:
        """It counts, and it is on the record."""
        failed(self.address, self.how)

    def __enter__(self) -> Guess:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, where: object) -> None:
        if kind is None:
            self.was_right()
        elif issubclass(kind, ValidationError):
            self.was_wrong()

    def refuse_on_form(self) -> Guess:
        """Itself, when the try may be made. Raises ValidationError with the time of the next one."""
        if self.closed_until:
            why = get_adapter().error_messages["too_many_login_attempts"]
            raise ValidationError([ValidationError(why, code=CLOSED), ValidationError(_next_try(self.closed_until))])
        return self

    def refuse_on_page(self) -> Guess:
        """Itself, when the try may be made.

        Raises ImmediateHttpResponse with a page that says when: on allauth's own pages a refused form would count as a
        wrong code, and three of these end it.
        """
        if self.closed_until:
            context = {"next_try": _next_try(self.closed_until), "again": self.request.get_full_path()}
            answer = render(self.request, "account/closed_for_now.html", context, status=429)
            answer["Retry-After"] = str(max(1, int((self.closed_until - timezone.now()).total_seconds())))
            raise ImmediateHttpResponse(answer)
        return self


def may_show_app(request: HttpRequest, address: str) -> bool:
    """Count one code of an app that was given before the password; whether it may be looked at."""
    network = network_of(get_adapter().get_client_ip(request))
    return count(APP_FIRST, address, network) is None


def app_was_shown(request: HttpRequest, address: str) -> None:
    """Whoever has the owner's app is counted apart from strangers in this session."""
    request.session[APP_SHOWN] = address.strip().lower()


def take_mail(request: HttpRequest, address: str) -> None:
    """Count one e-mail with a code to this address, once a request. Raises ValidationError when there were enough."""
    if getattr(request, "mail_is_counted", False):
        return
    whose = _whose(request, address)
    if whose == STRANGER and (closed := _take_network(request)):
        _refuse_mail(_("Very many codes were asked for from your network."), closed)
    if closed := count(MAILS, whose, address):
        _refuse_mail(_("Several codes were sent to this address already. Look in the spam folder too."), closed)
    request.mail_is_counted = True  # type: ignore[attr-defined]


def may_mail(request: HttpRequest, address: str) -> bool:
    """The same for e-mails that no form asked for, such as the code after a password."""
    try:
        take_mail(request, address)
    except ValidationError:
        return False
    return True


def _take_network(request: HttpRequest) -> datetime | None:
    """Count one e-mail for the network; in a flood each network has only a few, so that all have some."""
    network = network_of(get_adapter().get_client_ip(request))
    is_flood = count(EVERYBODY, "all") is not None
    return count(IN_A_FLOOD if is_flood else NETWORK, network)


def network_of(address: str) -> str:
    """One home has one IPv4 address, or 2^64 of IPv6."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _whose(request: HttpRequest, address: str) -> str:
    if request.session.get(APP_SHOWN) == address.strip().lower():
        return APP_SHOWN
    device = known_device(request, address)
    return f"device {device.token}" if device else STRANGER


def _next_try(until: datetime) -> str:
    said = _("The next try counts from %(time)s on. In a browser in which you have signed in before you can try now.")
    return said % {"time": _moment(until)}


def _refuse_mail(what: str, until: datetime) -> NoReturn:
    said = _("You can ask for the next one from %(time)s on. The codes you have stay valid for 15 minutes.")
    raise ValidationError([what, said % {"time": _moment(until)}])


def _moment(until: datetime) -> str:
    """Of today only the hour; rounded up to the minute."""
    local = timezone.localtime(until + timedelta(seconds=59))
    return f"{local:%H:%M}" if local.date() == timezone.localdate() else when_text(local)
