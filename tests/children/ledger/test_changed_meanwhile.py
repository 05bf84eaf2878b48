"""Two officers change one child's record at once: theirs and mine stand side by side, and one of them is chosen."""

import pytest
from django.urls import reverse

from children.ledger.domain.entering import SHOWN, change
from children.ledger.forms import ChildForm
from children.ledger.models import Child
from tests.activities.sessions.test_changed_meanwhile import as_sent
from tests.conftest import VILLAGE
from tests.factories.children import make_child

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def child(areas):
    return make_child(areas[VILLAGE], full_name="测试童甲", id_missing="not_registered", health="测试病史")


@pytest.fixture
def browser(sign_in, village_officer):
    return sign_in(village_officer)


@pytest.fixture
def page(child):
    return reverse("children:edit", args=[child.uuid])


def opened(browser, page):
    answer = browser.get(page)
    form = answer.context["form"]
    assert f'name="{form["seen"].html_name}"' in answer.content.decode()
    return as_sent(answer) | {"version": answer.context["version"]}


def elsewhere(child, by, **fields):
    """Somebody else has changed this meanwhile."""
    fresh = Child.objects.unscoped("test").get(pk=child.pk)
    facts = {name: getattr(fresh, name) for name in SHOWN} | {"birth_year": fresh.birth_year}
    kept = {
        "categories": fields.pop("categories", list(fresh.categories.values_list("category", flat=True))),
        "needs": fields.pop("needs", list(fresh.needs.values_list("domain", flat=True))),
    }
    return change(fresh, facts | fields, **kept, seen_version=fresh.version, by=by)


def saved():
    return Child.objects.unscoped("test").get()


def test_the_form_says_all_that_it_shows():
    assert set(ChildForm.Meta.fields) == set(SHOWN)


def test_who_changes_something_else_is_not_held_up_and_undoes_nothing(browser, page, child, village_officer):
    mine = opened(browser, page) | {"grade": "四年级"}
    elsewhere(child, village_officer, grade="四年级")

    answer = browser.post(page, mine)
    assert answer.status_code == 302, answer.context["form"].errors


def test_a_need_somebody_else_has_added_does_not_vanish(browser, page, child, village_officer):
    mine = opened(browser, page) | {"grade": "四年级"}
    elsewhere(child, village_officer, needs=["education", "safety"])

    answer = browser.post(page, mine)

    assert [(one.now, one.typed) for one in answer.context["form"].differences] == [("教育、安全", "")]
    again = as_sent(answer) | {"version": answer.context["version"]}
    assert browser.post(page, again).status_code == 302
    assert (saved().grade, set(saved().needs.values_list("domain", flat=True))) == ("四年级", {"education", "safety"})


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "五年级"), ("mine", "四年级")])
def test_for_each_field_one_chooses_theirs_or_ones_own(browser, page, child, village_officer, choice, kept):
    mine = opened(browser, page) | {"grade": "四年级", "guardian_phone": "13800000009"}
    elsewhere(child, village_officer, grade="五年级")

    answer = browser.post(page, mine)

    (one,) = answer.context["form"].differences
    assert (one.now, one.typed, one.control) == ("五年级", "四年级", "keep-grade")
    assert 'name="keep-grade" value="theirs"' in answer.content.decode()
    again = as_sent(answer) | {"version": answer.context["version"], "keep-grade": choice}
    assert browser.post(page, again).status_code == 302
    assert (saved().grade, saved().guardian_phone) == (kept, "13800000009")


def test_what_is_masked_stays_masked_where_two_changed_it(browser, page, child, village_officer):
    mine = opened(browser, page) | {"health": "我写的病史"}
    elsewhere(child, village_officer, health="他写的病史")

    answer = browser.post(page, mine)

    assert "他写的病史" not in answer.content.decode()
    again = as_sent(answer) | {"version": answer.context["version"], "keep-health": "theirs"}
    assert browser.post(page, again).status_code == 302
    assert saved().health == "他写的病史"
