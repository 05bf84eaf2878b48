"""The public pages on which anyone reports that a child may be in danger. No cookie, nothing kept, nothing cached."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.areas.models import Area
from portal.changes.denied import Denied
from portal.pages.private import kept_by_nobody
from portal.web.refusals import given_back

from ..domain import limits
from ..domain.areas import areas_below, home_county
from ..domain.receipts import grouped
from ..domain.reporting import add_fact, followed, is_received, receipt, receive, told
from ..forms import CodeForm, MoreForm, ReportForm
from ..models import Concern

# Why a form was shown again instead of being sent; the template has the words.
FOREIGN, TRAPPED, LIMITED, FULL, UNKNOWN = "foreign", "trapped", "limited", "full", "unknown"
STATUS = {LIMITED: 429, FULL: 429, FOREIGN: 403}


@csrf_exempt  # a cookie would be a trace, and a browser without cookies must be able to report; see is_foreign
@kept_by_nobody
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; what was typed stays whatever goes wrong."""
    county = home_county()
    signed_in = request.user.is_authenticated
    form = ReportForm(
        request.POST if request.method == "POST" else None, areas=areas_below(county), signed_in=signed_in
    )
    if request.method != "POST":
        return _form_page(request, form)
    trapped = form.is_trapped and not form.was_trapped
    if is_foreign(request, sure="with_account" in request.POST and signed_in) or trapped:
        return _form_page(request, form, TRAPPED if trapped else FOREIGN)
    if county is None or not form.is_valid():
        return _form_page(request, form)
    return _sent(request, form, county)


def _sent(request: HttpRequest, form: ReportForm, county: Area) -> HttpResponse:
    sending = form.key()
    if not is_received(sending):
        address = address_of(request)
        if not limits.may_send(address, what="report", limit=limits.REPORTS, sending=sending):
            return _form_page(request, form, LIMITED)
        many = limits.is_many(address)
        if limits.is_full(many=many):
            return _form_page(request, form, FULL)
        by = request.user if form.cleaned_data.get("with_account") else None
        area = form.cleaned_data["area"]
        receive(form.facts(), area=area, county=county, sending=sending, by=by, flood=limits.is_flood() or many)  # type: ignore[arg-type]  # the tick is offered to users only
    return redirect("children:report_sent", sending=sending)


@kept_by_nobody
@require_safe
def sent(request: HttpRequest, sending: UUID) -> HttpResponse:
    """The code, once; whoever comes back later finds a page that says nothing."""
    code = receipt(str(sending))
    return _page(request, "children/report/sent.html", {"code": grouped(code)})


@csrf_exempt  # the code is what counts; see report
@kept_by_nobody
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest) -> HttpResponse:
    """Where a report stands, by its code; the code is never part of an address."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _code_page(request, form)
    if is_foreign(request):
        return _code_page(request, form, FOREIGN)
    if not form.is_valid():
        return _code_page(request, form)
    if not limits.may_send(address_of(request), what="status", limit=limits.LOOKUPS):
        # What was to be added is typed on another page than the code.
        return given_back(request, 429, headers=_wait(LIMITED)) or _code_page(request, form, LIMITED)
    concern = followed(form.cleaned_data["code"])
    return _status_page(request, concern, form) if concern else _code_page(request, form, UNKNOWN)


def _status_page(request: HttpRequest, concern: Concern, form: CodeForm) -> HttpResponse:
    """What the reporter reads, and the place to add something."""
    more, added, problem = MoreForm(request.POST if "text" in request.POST else None), False, ""
    if more.is_bound and more.is_valid():
        try:
            add_fact(concern, more.cleaned_data["text"])
        except Denied as denied:
            problem = denied.message
        else:
            more, added = MoreForm(), True
    context = {"concern": concern, "entries": told(concern), "more": more, "added": added, "problem": problem}
    return _page(request, "children/report/status.html", context | {"code": form.cleaned_data["code"]})


def _form_page(request: HttpRequest, form: ReportForm, problem: str = "") -> HttpResponse:
    return _page(request, "children/report/form.html", {"form": form}, problem)


def _code_page(request: HttpRequest, form: CodeForm, problem: str = "") -> HttpResponse:
    return _page(request, "children/report/code.html", {"form": form}, problem)


def _page(request: HttpRequest, template: str, context: dict[str, Any], problem: str = "") -> HttpResponse:
    known = {"problem": problem, "exit_url": settings.TONGXIN_EXIT_URL}
    response = render(request, template, known | context, status=STATUS.get(problem, 200))
    for name, value in _wait(problem).items():
        response.headers[name] = value
    return response


def _wait(problem: str) -> dict[str, str]:
    """When it is worth trying again."""
    windows = {LIMITED: limits.WINDOW, FULL: limits.ONE_DAY}
    return {"Retry-After": str(limits.seconds_left(windows[problem]))} if problem in windows else {}


def is_foreign(request: HttpRequest, *, sure: bool = False) -> bool:
    """Whether the form was sent from somebody else's page: then it is shown, to be sent from ours.

    A browser that says nothing about it is believed, unless `sure`: an account is not recorded on that.
    """
    site, origin = request.headers.get("Sec-Fetch-Site", ""), request.headers.get("Origin", "null")
    if site:
        return site not in {"same-origin", "none"}
    return sure if origin == "null" else origin.partition("://")[2] != request.get_host()


def address_of(request: HttpRequest) -> str:
    """The network address, for counting only; with a wrong number of proxies nobody is refused for it."""
    try:
        return str(get_client_ip(request) or "")
    except ImproperlyConfigured:
        return ""
