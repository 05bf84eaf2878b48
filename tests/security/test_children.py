"""The ledger against a curious clerk: no address, form or message says more than the record's own page."""

import pytest
from django.urls import reverse

from children.ledger.models import Child
from portal.audit.models import AuditEvent
from tests.conftest import OTHER_VILLAGE, VILLAGE
from tests.factories.children import make_child

pytestmark = pytest.mark.django_db
NUMBER, OTHER_NUMBER, ILLNESS = "529999201503070011", "529999201602290036", "测试病史"
INDEX = reverse("children:index")


@pytest.fixture
def child(areas):
    born = {"birth_date": "2015-03-07", "birth_year": 2015}
    return make_child(areas[VILLAGE], full_name="测试童甲", id_number=NUMBER, health=ILLNESS, **born)


def typed(child, **changes):
    """What the browser sends when somebody saves the form as it was shown."""
    fields = ("full_name", "called_name", "birth_date", "sex", "address", "care", "guardian_name", "guardian_phone")
    fields += ("school", "grade", "parents_away", "parents_workplace", "parents_phone", "risk", "basis")
    sent = {name: getattr(child, name) for name in fields}
    return sent | {"area": child.area_id, "categories": ["family"], "version": child.version} | changes


def stored(child):
    return Child.objects.unscoped("test").get(pk=child.pk)


def test_a_name_is_not_looked_for_in_an_address(child, village_officer, sign_in):
    browser = sign_in(village_officer)

    page = browser.get(INDEX, {"q": "nobody has this name"})
    found = browser.post(INDEX, {"q": child.full_name})

    assert [row.pk for row in page.context["page"]] == [child.pk]
    assert [row.pk for row in found.context["page"]] == [child.pk]
    assert 'method="post"' in page.content.decode().partition('role="search"')[2][:40]


@pytest.mark.parametrize("text", [NUMBER, "测试童乙"])
def test_a_child_outside_the_area_is_not_found(areas, village_officer, sign_in, text):
    make_child(areas[OTHER_VILLAGE], id_number=NUMBER, full_name="测试童乙")

    assert list(sign_in(village_officer).post(INDEX, {"q": text}).context["page"]) == []


def test_the_form_that_changes_a_record_does_not_show_what_needs_a_reason(child, village_officer, sign_in):
    page = sign_in(village_officer).get(reverse("children:edit", args=[child.uuid])).content.decode()

    assert (NUMBER in page, ILLNESS in page) == (False, False)


def test_a_comparison_with_the_record_does_not_show_it_either(child, village_officer, sign_in):
    old = typed(child, id_number=OTHER_NUMBER, birth_date="", health="x", version=0)

    page = sign_in(village_officer).post(reverse("children:edit", args=[child.uuid]), old)

    assert [text for text in (NUMBER, ILLNESS) if text in page.content.decode()] == []
    assert page.context["form"].differences


def test_what_is_hidden_stays_when_nothing_is_typed_for_it(child, village_officer, sign_in):
    sign_in(village_officer).post(reverse("children:edit", args=[child.uuid]), typed(child, grade="五年级"))

    now = stored(child)
    assert (now.grade, now.id_number, now.health, now.id_missing) == ("五年级", NUMBER, ILLNESS, "")
    assert AuditEvent.objects.get(action="child.changed").detail == {"fields": ["grade"]}


def test_what_is_hidden_can_be_replaced_and_removed(child, village_officer, sign_in):
    browser, edit = sign_in(village_officer), reverse("children:edit", args=[child.uuid])

    browser.post(edit, typed(child, health="已康复", id_missing="not_produced"))
    replaced = stored(child)
    browser.post(edit, typed(replaced, forget_health="on", id_missing="not_produced"))

    assert (replaced.health, replaced.id_number, replaced.id_missing) == ("已康复", "", "not_produced")
    assert stored(child).health == ""


def test_trying_out_id_numbers_of_other_villages_leaves_a_trace(areas, child, village_officer, sign_in):
    make_child(areas[OTHER_VILLAGE], id_number=OTHER_NUMBER)
    edit = reverse("children:edit", args=[child.uuid])

    answer = sign_in(village_officer).post(edit, typed(child, id_number=OTHER_NUMBER, birth_date=""))

    assert list(answer.context["form"].errors) == ["id_number"]
    event = AuditEvent.objects.get(action="child.id_refused")
    assert (event.actor, event.target_id, event.detail) == (village_officer, str(child.uuid), {})


def test_a_village_of_another_officer_cannot_be_chosen(areas, child, village_officer, sign_in):
    edit = reverse("children:edit", args=[child.uuid])

    answer = sign_in(village_officer).post(edit, typed(child, area=areas[OTHER_VILLAGE].pk))

    assert list(answer.context["form"].errors) == ["area"]
    assert stored(child).area_path == VILLAGE
