"""A page's forms as a browser has them: what it would send, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.sessions.models import Session
from django.test import Client
from lxml import html

from portal.accounts.models import User

NOT_SENT = {"submit", "button", "image", "reset", "file"}
LONG = "他今天没来上学，奶奶说他肚子疼。\n我明天再去看看 <他>。"
Fields = dict[str, list[str]]


def forms_of(response: Any) -> list[Any]:
    """The forms that change something."""
    return [form for form in html.fromstring(response.content.decode()).forms if form.method == "POST"]


def typed_into(form: Any) -> list[Any]:
    """The controls people type into."""
    kinds = {"hidden", *NOT_SENT}
    return [
        control
        for control in form.iter("input", "textarea", "select")
        if control.name and control.get("type") not in kinds and control.get("disabled") is None
    ]


def longest(response: Any) -> Any:
    """The form of a page with most to type."""
    return max(forms_of(response), key=lambda form: len(typed_into(form)))


def sent_by(form: Any) -> Fields:
    """What a browser would send of it; no files."""
    sent: Fields = {}
    for name, value in _pairs(form):
        sent.setdefault(name, []).append(value)
    return sent


def _pairs(form: Any) -> Iterator[tuple[str, str]]:
    for control in form.iter("input", "textarea", "select"):
        kind = control.get("type", "text")
        if not control.name or control.get("disabled") is not None or kind in NOT_SENT:
            continue
        if control.tag == "select":
            yield from ((control.name, value) for value in _chosen(control))
        elif control.tag == "textarea":
            yield control.name, (control.text or "").removeprefix("\n")
        elif kind not in {"checkbox", "radio"} or control.get("checked") is not None:
            yield control.name, control.get("value", "on" if kind == "checkbox" else "")


def _chosen(control: Any) -> list[str]:
    options = [option for option in control.iter("option") if option.get("selected") is not None]
    if not options and control.get("multiple") is None:
        options = list(control.iter("option"))[:1]
    return [option.get("value", option.text or "") for option in options]


def own(fields: Fields) -> Fields:
    """Without what belongs to the page as it was made."""
    return {name: values for name, values in fields.items() if name not in {"csrfmiddlewaretoken", "once", "made_for"}}


def end_session(client: Client) -> None:
    """The session is gone, as after a sign-out elsewhere; the browser still has its cookie."""
    Session.objects.all().delete()


def come_back(client: Client, user: User) -> None:
    """Sign in again in the same browser, with a second step if it is staff."""
    client.force_login(user)
    if user.works_here:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
