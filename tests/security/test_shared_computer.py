"""A computer used by many, and the machinery behind the pages: what stays there after somebody has left."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django_q.models import OrmQ, Schedule, Task

from portal.accounts.enums import Role
from portal.notify.models import Channel, Message, MessageState
from tests.architecture.addresses import desk_addresses
from tests.architecture.objects import OBJECTS, Cast
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.accounts import PASSPHRASE, member
from tests.factories.children import make_child
from tests.factories.volunteers import adult_id_number, make_volunteer
from volunteers.application.domain.vetting import start_screening
from volunteers.application.enums import VolunteerState

pytestmark = pytest.mark.django_db
FORM = re.compile(r"<form[^>]*>")
PERSONAL = {"phone": "13800000777", "real_name": "测试之甲", "number": adult_id_number(777)}


@pytest.mark.parametrize("address", desk_addresses(), ids=lambda address: address.name)
def test_browsers_are_asked_not_to_remember_what_is_typed_on_the_desk(address, areas, staff, sign_in):
    kwargs = OBJECTS[address.name](Cast(areas[VILLAGE])) if address.arguments else {}
    answer = sign_in(staff(Role.SAFEGUARDING_OFFICER, COUNTY)).get(reverse(address.name, kwargs=kwargs), follow=True)
    page = answer.content.decode() if answer.status_code == 200 and "charset" in answer["Content-Type"] else ""

    remembering = [
        found
        for form in re.findall(r"<form.*?</form>", page, re.DOTALL)
        for found in re.findall(r'<input[^>]*type="(?:text|search|tel)"[^>]*>', form)
        if 'autocomplete="off"' not in FORM.findall(form)[0] + found
    ]

    assert [found for found in remembering if 'name="target"' not in found] == []


@pytest.mark.parametrize("address", desk_addresses(), ids=lambda address: address.name)
def test_no_answer_of_the_desk_is_kept_by_a_browser_or_sent_on_as_a_referrer(address, areas, staff, sign_in):
    kwargs = OBJECTS[address.name](Cast(areas[VILLAGE])) if address.arguments else {}
    url = reverse(address.name, kwargs=kwargs)
    browser = sign_in(staff(Role.COUNTY_OFFICER, COUNTY))

    for answer in (browser.get(url), browser.post(url)):
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["Referrer-Policy"] == "same-origin"


def everything_kept() -> str:
    """What stands in the tables of the machinery, decoded as far as it can be."""
    kept = [str(list(model.objects.values())) for model in (Message, OrmQ, Schedule, Task)]
    kept += [str(queued.task) for queued in OrmQ.objects.all()]
    kept += [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = [row[0] for row in cursor.fetchall()]
    return "".join([*kept, *keys, *(str(cache.get(key.split(":", 2)[2])) for key in keys)])


def test_queue_sessions_messages_and_cache_hold_nothing_personal(areas, county_officer, sign_in, client):
    person = member("somebody@example.test")
    draft = make_volunteer(areas[TOWNSHIP], VolunteerState.DRAFT, user=person, id_number="", phone="", real_name="")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSPHRASE, "once": "1"})
    about = {"real_name": PERSONAL["real_name"], "id_number": PERSONAL["number"], "phone": PERSONAL["phone"]}
    page = reverse("volunteers:apply_page", args=["about"])
    client.post(page, {**about, "seen": client.get(page).context["form"].fingerprint, "once": "2"})
    sent = make_volunteer(areas[TOWNSHIP], VolunteerState.SUBMITTED, real_name=PERSONAL["real_name"])
    start_screening(sent, by=county_officer)
    sign_in(county_officer).post("/desk/volunteers/", {"q": PERSONAL["phone"]})
    make_child(areas[VILLAGE], full_name=PERSONAL["real_name"])

    draft.refresh_from_db()
    kept = everything_kept()

    assert draft.real_name == PERSONAL["real_name"]
    assert [value for value in (*PERSONAL.values(), PASSPHRASE) if value in kept] == []


def test_who_runs_the_site_does_not_read_there_who_was_not_accepted(areas, staff, sign_in):
    person = member("rejected@example.test")
    fields = {"recipient": person, "channel": Channel.EMAIL, "state": MessageState.FAILED}
    Message.objects.create(key="k", template="volunteer_rejected", **fields)

    page = sign_in(staff(Role.OPERATOR, COUNTY)).get(reverse("undelivered")).content.decode()

    assert [text for text in ("rejected", person.email) if text in page] == []
    assert "volunteer</b>" in page
