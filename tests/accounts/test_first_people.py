"""How anybody gets into a site that has no accounts yet: docs/handbook/first-people.md."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts.domain.changes import decide
from portal.accounts.enums import Role
from portal.accounts.models import Assignment, RoleChange, User
from portal.notify.models import Message
from tests.conftest import COUNTY
from tests.factories.accounts import app_code, with_identity

ACTIVATE = "/accounts/2fa/totp/activate/"
WORK = {
    "county_officer": "/desk/people/",
    "safeguarding_officer": "/desk/concerns/",
    "operator": "/desk/undelivered/",
    "auditor": "/desk/audit/",
    "editor": "/admin/",
}


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("appoint", *words, stdout=out)
    return out.getvalue().strip()


def come_to_work(role, mailoutbox):
    """From the first code to the room of the role; where that was and what it answered."""
    email, client, room = f"{role}@example.test", Client(), WORK[role]
    asked = client.post("/accounts/login/code/", {"email": email, "next": room})
    code = re.search(r"^\d{4} \d{4}$", mailoutbox[-1].body, re.MULTILINE)[0]
    client.post(asked["Location"], {"code": code, "next": room})
    assert client.get(room)["Location"] == "/accounts/2fa/"
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", client.get(ACTIVATE).content.decode())[1]
    client.post(ACTIVATE, {"code": app_code(secret.replace(" ", ""))})
    return client.get("/accounts/after-login/")["Location"], client.get(room).status_code


@pytest.mark.django_db(transaction=True)
def test_who_was_appointed_at_the_machine_signs_in_with_a_code_and_comes_to_work(areas, mailoutbox):
    for role in WORK:
        assert "First installation" in run(f"{role}@example.test", role, COUNTY, "--create")

    assert [come_to_work(role, mailoutbox) for role in WORK] == [(room, 200) for room in WORK.values()]
    assert [user for user in User.objects.all() if user.has_usable_password()] == []


@pytest.mark.django_db
class TestOnceTheFirstPeopleAreIn:
    @pytest.mark.parametrize("role", [Role.SAFEGUARDING_OFFICER, Role.AUDITOR, Role.OPERATOR, Role.EDITOR])
    def test_the_machine_only_proposes(self, areas, county_officer, role):
        said = run("next@example.test", role, COUNTY, "--create")

        assert f"next@example.test is proposed as {role} in {COUNTY}" in said
        assert Assignment.objects.filter(user__email="next@example.test").count() == 0
        change = RoleChange.objects.get()
        assert (change.proposed_by, change.state) == (None, "proposed")
        assert Message.objects.filter(recipient=county_officer, template="role_change").count() == 2

    def test_an_area_above_is_no_way_round(self, areas, county_officer):
        run("next@example.test", "safeguarding_officer", "3311", "--create")

        assert Assignment.objects.filter(user__email="next@example.test").count() == 0

    def test_they_are_in_when_one_has_signed_in_or_has_served_for_the_waiting_time(self, areas, later):
        run("first@example.test", "county_officer", COUNTY, "--create")
        assert "First installation" in run("second@example.test", "auditor", COUNTY, "--create")

        later(25)
        assert "is proposed as" in run("third@example.test", "editor", COUNTY, "--create")

    def test_what_the_machine_proposes_to_end_somebody_on_the_desk_ends(self, areas, county_officer, staff):
        auditor = staff(Role.AUDITOR)

        assert "no longer auditor" in run(auditor.email, "auditor", COUNTY, "--end")
        assert User.objects.get(pk=auditor.pk).works_here is True
        decide(RoleChange.objects.get(), "confirm", by=county_officer)
        assert User.objects.get(pk=auditor.pk).works_here is False

    def test_a_look_alike_of_an_account_is_refused_at_the_machine_too(self, areas, county_officer):
        with_identity(county_officer, phone="13800000001")
        User.objects.create_user("officer@county.test")

        with pytest.raises(CommandError):
            run("0fficer@county.test", "auditor", COUNTY, "--create")
        assert User.objects.filter(email="0fficer@county.test").exists() is False
