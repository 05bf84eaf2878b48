"""Requests that did not come from our own pages, sessions that outlive a right, redirects that lead away."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.domain.assignments import end_assignment
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.audit.models import AuditEvent
from tests.architecture.addresses import desk_addresses, every_address
from tests.architecture.objects import OBJECTS, Cast
from tests.conftest import COUNTY, VILLAGE
from tests.factories.accounts import PASSPHRASE, member
from tests.factories.children import make_child
from tests.factories.volunteers import make_active_volunteer

pytestmark = pytest.mark.django_db
# Views that answer GET only say so before the token is looked at.
REFUSED = {403, 405}


def strict(browser: Client) -> Client:
    """The same browser, sent to us by a page of somebody else: the cookies come along, the token does not."""
    foreign = Client(
        enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://other.example"}
    )
    foreign.cookies = browser.cookies
    return foreign


@pytest.mark.parametrize("address", desk_addresses(), ids=lambda address: address.name)
def test_another_site_changes_nothing_on_the_desk(address, areas, staff, sign_in):
    kwargs = OBJECTS[address.name](Cast(areas[VILLAGE])) if address.arguments else {}
    roles = (Role.COUNTY_OFFICER, Role.OPERATOR, Role.AUDITOR)

    answers = {strict(sign_in(staff(role))).post(reverse(address.name, kwargs=kwargs)).status_code for role in roles}

    assert answers <= REFUSED | {404}


@pytest.mark.parametrize("path", [a.route for a in every_address() if not a.arguments and "^" not in a.route])
def test_another_site_changes_nothing_elsewhere(path, areas, sign_in):
    browser = strict(sign_in(make_active_volunteer(areas[VILLAGE]).user))

    assert browser.post(f"/{path}").status_code in REFUSED | {404}


@pytest.mark.parametrize("method", ["get", "head", "options"])
@pytest.mark.parametrize("address", desk_addresses(), ids=lambda address: address.name)
def test_looking_changes_nothing(address, areas, staff, sign_in, method):
    kwargs = OBJECTS[address.name](Cast(areas[VILLAGE])) if address.arguments else {}
    before = AuditEvent.objects.count()

    getattr(sign_in(staff(Role.COUNTY_OFFICER)), method)(reverse(address.name, kwargs=kwargs))

    done = set(AuditEvent.objects.filter(sequence__gt=before).values_list("action", flat=True))
    assert {action for action in done if action.rpartition(".")[2] not in LOOKING} == set()


LOOKING = {"read", "listed", "read_roll", "read_hours", "read_photo", "print_roster", "choose_children"} | {"refused"}


@pytest.mark.parametrize("how", ["ended", "over today", "closed account"])
def test_a_right_that_ends_ends_in_the_open_session(areas, staff, sign_in, how):
    officer = staff(Role.VILLAGE_OFFICER, VILLAGE)
    child, browser = make_child(areas[VILLAGE]), sign_in(officer)
    before = browser.get(child.get_absolute_url()).status_code

    if how == "ended":
        end_assignment(officer.assignments.get(), by=None)
    elif how == "over today":
        began = timezone.localdate() - timedelta(days=9)
        Assignment.objects.filter(user=officer).update(since=began, until=timezone.localdate())
    else:
        type(officer).objects.filter(pk=officer.pk).update(is_active=False)

    assert (before, browser.get(child.get_absolute_url()).status_code in {302, 404}) == (200, True)
    assert child.case_number not in browser.get(child.get_absolute_url(), follow=True).content.decode()


def test_signing_in_changes_the_session_and_signing_out_ends_it(areas, client):
    person = member()
    client.get(reverse("account_login"))
    client.cookies["sessionid"] = "0" * 32

    client.post(reverse("account_login"), {"login": person.email, "password": PASSPHRASE})
    inside = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    stolen = Client()
    stolen.cookies["sessionid"] = inside

    assert inside != "0" * 32
    assert stolen.get(reverse("my_account")).status_code == 302


AWAY = ["https://evil.example/", "//evil.example/", "/\\evil.example/", "///evil.example/", "javascript:alert(1)"]


@pytest.mark.parametrize("target", AWAY)
def test_no_link_of_ours_leads_away(areas, client, target):
    person = member()

    reading = client.get("/reading/", {"theme": "dark", "next": target}).url
    door = client.get("/admin/login/", {"next": target}, follow=True)
    inside = client.post(
        reverse("account_login"), {"login": person.email, "password": PASSPHRASE, "next": target}, follow=True
    )

    hosts = [url for url, _status in door.redirect_chain + inside.redirect_chain]
    assert reading == "/"
    assert [url for url in hosts if url.startswith(("http", "//", "/\\", "javascript"))] == []
    assert inside.status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "testserver@evil.example"])
def test_a_forged_host_gets_no_mail_sent(areas, host):
    person = member()

    answer = Client().post(reverse("account_reset_password"), {"email": person.email}, headers={"host": host})

    assert (answer.status_code, mail.outbox) == (400, [])


def test_mails_name_the_sites_own_address(areas, client, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://tongxin.example.test"
    person = member()

    client.post(
        reverse("account_reset_password"), {"email": person.email}, headers={"x-forwarded-host": "evil.example"}
    )

    assert "evil.example" not in mail.outbox[0].body
    assert "testserver" not in mail.outbox[0].body


def test_a_page_made_for_someone_is_never_given_to_another(areas, sign_in):
    volunteer = make_active_volunteer(areas[VILLAGE])
    mine = sign_in(volunteer.user).get("/volunteer/").content.decode()
    theirs = Client().get("/volunteer/").content.decode()

    assert (volunteer.number in mine, volunteer.number in theirs) == (True, False)


LONG = "9" * 5000


def test_odd_numbers_are_no_error(areas, staff, sign_in):
    child = make_child(areas[VILLAGE])
    operator, officer = sign_in(staff(Role.OPERATOR, COUNTY)), sign_in(staff(Role.COUNTY_OFFICER))

    answers = [
        officer.post(reverse("messages_read"), {"message": LONG}),
        operator.post(reverse("undelivered_again"), {"message": LONG}),
        officer.post(reverse("children:edit", args=[child.uuid]), {"version": LONG}),
        officer.get("/desk/children/", {"page": LONG}),
        officer.get("/desk/pairings/", {"page": "-1", "state": "\x01"}),
        officer.post("/desk/children/", {"q": "a\x01b"}),
        officer.post("/desk/volunteers/", {"q": "\x01"}),
        Client().get("/search/", {"q": "a\x01b"}),
    ]

    assert {answer.status_code for answer in answers} <= {200, 302}
