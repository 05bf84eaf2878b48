"""The audit log on the desk: for auditors and safeguarding, each in their own area."""

from __future__ import annotations

import pytest
from django.utils import translation

from portal.accounts.enums import Role
from portal.audit.log import record
from portal.audit.models import AuditEvent
from portal.audit.reveal import reveal
from tests.conftest import COUNTY, ELSEWHERE, TOWNSHIP, VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db
URL = "/desk/audit/"


@pytest.fixture
def auditor(staff):
    return staff(Role.AUDITOR)


def shown(response) -> list[str]:
    """Whatever is on the page, folded or not."""
    return [one["event"].action for row in response.context["rows"] for one in (row, *row["earlier"])]


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.VILLAGE_OFFICER, 404),
        (Role.TOWNSHIP_SUPERVISOR, 404),
        (Role.COUNTY_OFFICER, 404),
        (Role.CENTRE_MANAGER, 404),
        (Role.OPERATOR, 404),
        (Role.EDITOR, 404),
        (Role.AUDITOR, 200),
        (Role.SAFEGUARDING_OFFICER, 200),
    ],
)
def test_only_auditors_and_safeguarding_open_it(staff, sign_in, role, status):
    assert sign_in(staff(role)).get(URL).status_code == status


def test_events_of_other_areas_are_not_there(areas, staff, sign_in, village_officer):
    record("child.read", actor=village_officer, target=make_child(areas[VILLAGE]))
    record("child.changed", actor=village_officer, target=make_child(areas["331126101001"]))

    assert shown(sign_in(staff(Role.SAFEGUARDING_OFFICER, TOWNSHIP)).get(URL)) == ["child.read"]
    assert shown(sign_in(staff(Role.SAFEGUARDING_OFFICER, ELSEWHERE)).get(URL)) == ["child.changed"]


def test_what_lies_in_no_area_is_for_auditors(auditor, staff, sign_in):
    record("keys.rotated", actor=None, target=auditor)

    assert shown(sign_in(auditor).get(URL)) == ["keys.rotated"]
    assert shown(sign_in(staff(Role.SAFEGUARDING_OFFICER)).get(URL)) == []


def test_looking_is_recorded_with_what_was_looked_for(auditor, sign_in):
    number = "0a1b2c3d-0000-4000-8000-000000000000"

    sign_in(auditor).get(URL, {"target": number})

    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.detail["record"]) == ("audit.read", auditor, number)


def test_it_is_filtered_by_what_happened_and_to_which_record(areas, auditor, sign_in, village_officer):
    one, two = make_child(areas[VILLAGE]), make_child(areas[VILLAGE])
    for child, action in ((one, "child.read"), (two, "child.read"), (two, "child.changed")):
        record(action, actor=village_officer, target=child)
    client = sign_in(auditor)

    assert shown(client.get(URL, {"action": "child.read"})) == ["child.read", "child.read"]
    assert shown(client.get(URL, {"target": str(two.uuid)})) == ["child.changed", "child.read"]
    assert shown(client.get(URL, {"action": "child.read", "target": str(two.uuid)})) == ["child.read"]


def test_older_events_follow_by_key_without_a_gap(areas, auditor, sign_in, village_officer, monkeypatch):
    monkeypatch.setattr("portal.desk.audit.PAGE", 2)
    child = make_child(areas[VILLAGE])
    for step in range(5):
        record(f"step.{step}", actor=village_officer, target=child)
    client, seen, query = sign_in(auditor), [], f"?target={child.uuid}"

    while query:
        response = client.get(URL + query)
        seen += shown(response)
        query = response.context["older"]

    assert seen == ["step.4", "step.3", "step.2", "step.1", "step.0"]


def test_the_reason_for_revealing_is_shown_to_who_audits_it(areas, auditor, sign_in, village_officer):
    reveal(
        make_child(areas[VILLAGE], id_number="529999201503070011"), "id_number", by=village_officer, reason="核对户口本"
    )

    page = sign_in(auditor).get(URL).content.decode()
    assert "核对户口本" in page
    assert "529999201503070011" not in page


def test_details_are_told_in_the_words_of_the_screens(areas, auditor, sign_in, village_officer):
    record("child.changed", actor=village_officer, target=make_child(areas[VILLAGE]), fields=["school", "gone"])

    with translation.override("en"):
        (row,) = sign_in(auditor).get("/en" + URL).context["rows"]

    assert (row["deed"], row["kind"], row["particulars"]) == (
        "Changed a child's record",
        "child",
        [("fields", "school、gone")],
    )


@pytest.mark.parametrize("query", ["?before=x", "?action=nothing", "?before=-1", "?target=" + "x" * 99])
def test_a_mistyped_address_shows_a_page(auditor, sign_in, query):
    assert sign_in(auditor).get(URL + query).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    areas, auditor, sign_in, village_officer, count, django_assert_num_queries
):
    child = make_child(areas[VILLAGE])
    for _ in range(count):
        record("child.read", actor=village_officer, target=child)
    client = sign_in(auditor)
    client.get(URL)

    with django_assert_num_queries(QUERIES):
        response = client.get(URL, {"target": str(child.uuid)})

    assert len(shown(response)) == count


def test_someone_who_is_not_signed_in_is_asked_to(client, areas):
    assert client.get(URL).headers["Location"].startswith("/accounts/login/")
    assert COUNTY in areas


# Six of them ask for the other accounts of the reader, as nobody sees events of a report they are named in.
QUERIES = 18
