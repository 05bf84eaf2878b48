"""No form of a page for somebody loses what was typed when the session has ended (decision 0032)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.enums import ROLE_CAPABILITIES, Role
from portal.unsaved.models import Unsaved
from tests.conftest import COUNTY, VILLAGE
from tests.unsaved.forms import Fields, come_back, end_session, forms_of, own, sent_by, typed_into

from .addresses import Address, desk_addresses
from .objects import OBJECTS, Cast
from .test_templates import PAGES, names_of

FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>(.*?)</form>', re.DOTALL)
# Forms without a key against forgery, as nobody is signed in there, or as they carry what was sent with its key.
WITHOUT = {
    "children/templates/children/report/code.html",
    "children/templates/children/report/form.html",
    "children/templates/children/report/kept.html",
    "children/templates/children/report/status.html",
    "home/templates/home/check/question.html",
    "portal/templates/409.html",
    "portal/templates/503_busy.html",
}


def test_every_form_says_for_whom_its_page_was_made():
    without = {
        name
        for path, name in zip(PAGES, names_of(PAGES), strict=True)
        if any("csrf_token" not in inside for inside in FORM.findall(path.read_text(encoding="utf-8")))
    }

    assert without == WITHOUT


def to_type_into(response: Any) -> list[Any]:
    """The forms of a page in which there is something to type or to choose; a search changes nothing."""
    return [form for form in forms_of(response) if form.get("role") != "search" and typed_into(form)]


def typed(form: Any) -> Fields:
    """What a browser sends of it after somebody has typed and chosen something else in each field."""
    for control in typed_into(form):
        if control.tag == "textarea":
            control.text = "写到一半的话。\n“还没写完” <他>"
        elif control.tag == "select":
            options = [option for option in control.iter("option") if option.get("disabled") is None]
            for option in options:
                option.attrib.pop("selected", None)
            options[-1].set("selected", "")
        elif control.get("type") == "checkbox":
            control.attrib.pop("checked", None) if control.get("checked") is not None else control.set("checked", "")
        elif control.get("type") == "radio":
            for other in form.iter("input"):
                if other.name == control.name:
                    other.attrib.pop("checked", None)
            control.set("checked", "")
        else:
            control.set("value", "2026-01-02" if control.get("type") == "date" else "写到一半")
    return sent_by(form)


def lost_and_given_back(browser: Client, user: Any, url: str, number: int) -> tuple[Fields, Fields]:
    """What one of the forms of the page sent when the session had ended, and what it holds afterwards."""
    form = to_type_into(browser.get(url))[number]
    sent, action = typed(form), form.get("action") or url
    end_session(browser)
    browser.post(action, sent)
    come_back(browser, user)
    after = [sent_by(again) for again in to_type_into(browser.get(url)) if (again.get("action") or url) == action]
    alike = [fields for fields in after if own(fields) == own(sent)]
    return own(sent), own((alike or after or [{}])[0])


def someone_for(address: Address) -> str:
    """A role that opens it in the county; a centre manager only opens their own places."""
    return next(
        role
        for role in sorted(Role.values)
        if address.capability in ROLE_CAPABILITIES[role] and role != Role.CENTRE_MANAGER
    )


@pytest.mark.django_db
@pytest.mark.parametrize("address", desk_addresses(), ids=lambda address: address.name)
def test_every_form_of_the_desk_gives_back_what_was_typed(address, staff, sign_in, areas):
    # A report is the county officers' when there is nobody else: the guard's cast gives it to them itself.
    people = {role: staff(role, COUNTY) for role in {Role.SAFEGUARDING_OFFICER, someone_for(address)}}
    user = people[someone_for(address)]
    kwargs = OBJECTS[address.name](Cast(areas[VILLAGE])) if address.arguments else {}
    browser, url = sign_in(user), reverse(address.name, kwargs=kwargs)
    first = browser.get(url)
    is_page = first.status_code == 200 and first.headers["Content-Type"].startswith("text/html")

    for number in range(len(to_type_into(first)) if is_page else 0):
        sent, back = lost_and_given_back(browser, user, url, number)
        assert back == sent
        Unsaved.objects.all().delete()
