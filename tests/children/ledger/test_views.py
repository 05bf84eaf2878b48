"""The ledger's pages, as each kind of person sees them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from children.ledger.models import Child
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from tests.conftest import COUNTY, ELSEWHERE, OTHER_VILLAGE, VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db

TYPED = {
    "full_name": "测试童甲",
    "called_name": "小甲",
    "id_number": "529999201503070011",
    "sex": "m",
    "parents_away": "both",
    "away_since": "2025-01-01",
    "care": "grandparents",
    "categories": ["left_behind"],
    "needs": ["education", "safety"],
    "risk": "low",
    "basis": "statutory",
}


@pytest.fixture
def typed(areas):
    return TYPED | {"area": areas[VILLAGE].pk}


def test_a_child_is_entered_and_found_again(areas, village_officer, sign_in, typed):
    browser = sign_in(village_officer)

    answer = browser.post(reverse("children:add"), typed)
    child = Child.objects.unscoped("test").get()

    assert answer.url == child.get_absolute_url()
    assert (child.full_name, child.birth_date, child.birth_year) == ("测试童甲", "2015-03-07", 2015)
    for text in ("测试童甲", child.case_number, "529999201503070011"):
        page = browser.post(reverse("children:index"), {"q": text})
        assert [row.pk for row in page.context["page"]] == [child.pk]


@pytest.mark.parametrize(
    ("wrong", "field", "part"),
    [
        ({"full_name": ""}, "full_name", ""),
        ({"full_name": "甲" * 51}, "full_name", "50"),
        ({"full_name": "<b>甲</b>"}, "full_name", ""),
        ({"id_number": "529999201503070012"}, "id_number", ""),
        ({"id_number": "529999201502290039"}, "id_number", ""),
        ({"id_number": "529999198001010017"}, "id_number", ""),
        ({"id_number": ""}, "id_number", ""),
        ({"sex": "f"}, "sex", ""),
        ({"birth_date": "2015-3-8"}, "birth_date", "2015-03-08"),
        ({"birth_date": "3/7/15"}, "birth_date", ""),
        ({"birth_date": "2090-01-01"}, "birth_date", ""),
        ({"categories": []}, "categories", ""),
        ({"away_since": ""}, "categories", ""),
        ({"guardian_phone": "123"}, "guardian_phone", ""),
        ({"address": "路" * 121}, "address", "120"),
        ({"area": "999999"}, "area", ""),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(
    village_officer, sign_in, typed, wrong, field, part
):
    answer = sign_in(village_officer).post(reverse("children:add"), typed | wrong)

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert part in str(answer.context["form"].errors[field])
    assert not Child.objects.unscoped("test").exists()


def test_full_width_digits_and_spaces_are_understood(village_officer, sign_in, typed):
    sign_in(village_officer).post(
        reverse("children:add"),
        typed
        | {
            "id_number": "５２９９９９ ２０１５０３０７ ００１１",
            "guardian_phone": "+86 138 0000 0001",
            "full_name": "测 试",
        },
    )

    child = Child.objects.unscoped("test").get()
    assert (child.id_number, child.guardian_phone, child.full_name) == ("529999201503070011", "13800000001", "测试")


@pytest.mark.parametrize(
    ("typed_date", "stored"), [("2015", "2015"), ("2015年3月", "2015-03"), ("20150307", "2015-03-07")]
)
def test_a_date_is_kept_as_precisely_as_it_is_known(village_officer, sign_in, typed, typed_date, stored):
    sign_in(village_officer).post(
        reverse("children:add"),
        typed | {"id_number": "", "id_missing": "not_registered", "birth_date": typed_date},
    )

    assert Child.objects.unscoped("test").get().birth_date == stored


def test_a_namesake_in_the_village_is_a_question(areas, village_officer, sign_in, typed):
    make_child(areas[VILLAGE], full_name="测试童甲")
    browser = sign_in(village_officer)

    asked = browser.post(reverse("children:add"), typed)
    answered = browser.post(reverse("children:add"), typed | {"another_child": "on"})

    assert list(asked.context["form"].errors) == ["another_child"]
    assert answered.status_code == 302


def test_the_second_of_two_people_sees_what_the_record_says_now(areas, village_officer, sign_in, typed):
    browser = sign_in(village_officer)
    browser.post(reverse("children:add"), typed)
    child = Child.objects.unscoped("test").get()
    edit = reverse("children:edit", args=[child.uuid])
    browser.post(edit, typed | {"version": 1, "grade": "四年级", "needs": ["education", "safety"]})

    answer = browser.post(edit, typed | {"version": 1, "grade": "五年级", "needs": ["education"]})

    assert [one.now for one in answer.context["form"].differences] == ["四年级", "教育、安全"]
    assert answer.context["form"]["grade"].value() == "五年级"
    assert Child.objects.unscoped("test").get().grade == "四年级"


def test_reading_a_record_is_logged_before_it_is_shown(areas, village_officer, sign_in):
    child = make_child(areas[VILLAGE])

    sign_in(village_officer).get(child.get_absolute_url())

    event = AuditEvent.objects.get(action="child.read")
    assert (event.actor_id, event.target_id) == (village_officer.pk, str(child.uuid))


def test_id_number_and_health_are_masked(areas, village_officer, sign_in):
    child = make_child(areas[VILLAGE], id_number="529999201503070011", health="测试病史")

    page = sign_in(village_officer).get(child.get_absolute_url()).content.decode()

    assert ("529999201503070011" in page, "测试病史" in page) == (False, False)


@pytest.mark.parametrize("name", ["detail", "edit", "confirm"])
@pytest.mark.parametrize(
    ("role", "code"),
    [
        (Role.VILLAGE_OFFICER, OTHER_VILLAGE),
        (Role.COUNTY_OFFICER, ELSEWHERE),
        (Role.CENTRE_MANAGER, VILLAGE),
        (Role.EDITOR, COUNTY),
        (Role.AUDITOR, COUNTY),
        (Role.OPERATOR, COUNTY),
    ],
)
def test_an_outsider_finds_no_such_page(areas, staff, sign_in, name, role, code):
    child = make_child(areas[VILLAGE])
    browser, address = sign_in(staff(role, code)), reverse(f"children:{name}", args=[child.uuid])

    answer = browser.post(address) if name == "confirm" else browser.get(address)

    assert answer.status_code == 404


def test_the_list_makes_the_same_queries_for_one_child_and_for_many(areas, village_officer, sign_in):
    browser, counts = sign_in(village_officer), []
    browser.get(reverse("children:index"))  # the audit chain begins with a row of its own
    for more in (1, 2, 20):
        for _ in range(more):
            make_child(areas[VILLAGE], needs=("education", "safety"))
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("children:index"))
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
    assert counts[0] <= 20
