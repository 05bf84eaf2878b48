"""How anybody gets into a site that has no accounts yet: docs/handbook/first-people.md."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.test import Client

from portal.accounts.models import User
from tests.conftest import COUNTY
from tests.factories.accounts import app_code

ACTIVATE = "/accounts/2fa/totp/activate/"
WORK = {
    "county_officer": "/desk/people/",
    "safeguarding_officer": "/desk/concerns/",
    "operator": "/desk/undelivered/",
    "auditor": "/desk/audit/",
    "editor": "/admin/",
}


def come_to_work(role, mailoutbox):
    """From the command at the machine to the room of the role; where that was and what it answered."""
    email, client, room = f"{role}@example.test", Client(), WORK[role]
    call_command("appoint", email, role, COUNTY, "--create")
    asked = client.post("/accounts/login/code/", {"email": email, "next": room})
    code = re.search(r"^\d{6}$", mailoutbox[-1].body, re.MULTILINE)[0]
    client.post(asked["Location"], {"code": code, "next": room})
    assert client.get(room)["Location"] == "/accounts/2fa/"
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", client.get(ACTIVATE).content.decode())[1]
    client.post(ACTIVATE, {"code": app_code(secret.replace(" ", ""))})
    return client.get("/accounts/after-login/")["Location"], client.get(room).status_code


@pytest.mark.django_db(transaction=True)
def test_who_was_appointed_at_the_machine_signs_in_with_a_code_and_comes_to_work(areas, mailoutbox):
    assert [come_to_work(role, mailoutbox) for role in WORK] == [(room, 200) for room in WORK.values()]
    assert [user for user in User.objects.all() if user.has_usable_password()] == []
