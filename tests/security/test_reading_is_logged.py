"""Whoever is shown something about a person leaves a trace: every page of the desk is tried."""

import pytest
from django.urls import reverse

from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from tests.architecture.addresses import desk_addresses
from tests.architecture.objects import OBJECTS, Cast
from tests.conftest import COUNTY, VILLAGE
from tests.factories.activities import make_active_child, make_duty, make_enrolment, make_place, make_session
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer
from volunteers.application.models import Volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(areas):
    """A child and a volunteer who are on every list."""
    child, volunteer = make_active_child(areas[VILLAGE]), make_active_volunteer(areas[VILLAGE])
    make_pairing(child, volunteer)
    session = make_session(make_place(areas[VILLAGE]))
    make_enrolment(session, child)
    make_duty(session, volunteer)


def named() -> list[str]:
    """What would tell who somebody is."""
    children, volunteers = Child.objects.unscoped("test"), Volunteer.objects.unscoped("test")
    words = [word for child in children for word in (child.full_name, child.called_name, child.case_number)]
    return words + [word for row in volunteers for word in (row.real_name, row.phone, row.number) if word]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", desk_addresses(), ids=lambda address: address.name)
def test_a_page_that_names_somebody_is_in_the_log(address, method, areas, staff, sign_in, somebody):
    kwargs = OBJECTS[address.name](Cast(areas[VILLAGE])) if address.arguments else {}
    browser, words = sign_in(staff(Role.SAFEGUARDING_OFFICER, COUNTY)), named()

    page = getattr(browser, method)(reverse(address.name, kwargs=kwargs)).content

    shown = [word for word in words if word.encode() in page]
    assert bool(shown) <= AuditEvent.objects.exists(), shown
