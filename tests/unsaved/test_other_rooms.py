"""Volunteers and editors get back what they typed as the desk does; an editor's text at least to be copied."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse
from lxml import html

from portal.accounts.domain.assignments import assign
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.unsaved.filling import fill
from portal.unsaved.keeping import Typed
from tests.conftest import COUNTY, VILLAGE
from tests.factories import activities
from tests.factories.editorial import draft_by
from tests.factories.volunteers import make_user

from .forms import LONG, come_back, end_session, longest, own, sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(areas) -> User:
    user = make_user()
    assign(user, Role.EDITOR, areas[COUNTY], by=None)
    return User.objects.get(pk=user.pk)


def test_an_applicant_signs_in_to_the_account_there_is_and_finds_the_page_as_it_was(county_officer, sign_in):
    applicant = make_user()
    browser, page = sign_in(applicant), "/volunteer/apply/about/"
    browser.post("/volunteer/apply/", {"agree": "on", "agree_sensitive": "on"})
    sent = sent_by(longest(browser.get(page))) | {"real_name": ["测试甲"], "phone": ["1380000"]}
    end_session(browser)

    gone = browser.post(page, sent)
    come_back(browser, applicant)

    assert gone["Location"].startswith("/accounts/login/")
    assert own(sent_by(longest(browser.get(page)))) == own(sent)


def test_a_roll_that_was_half_called(areas, staff, sign_in):
    session = activities.make_session(activities.make_place(areas[VILLAGE]), days=0)
    seats = [activities.make_enrolment(session, activities.make_active_child(areas[VILLAGE])) for _n in range(2)]
    officer = staff(Role.COUNTY_OFFICER)
    browser, page = sign_in(officer), reverse("activities:rollcall", args=[session.uuid])
    form = longest(browser.get(page))
    named = sorted({control.name for control in form.iter("input") if control.get("type") == "radio"})
    sent = sent_by(form) | {named[0]: ["present"], named[1]: ["absent"]}
    end_session(browser)

    browser.post(page, sent)
    come_back(browser, officer)

    assert own(sent_by(longest(browser.get(page)))) == own(sent)
    assert [seat.refresh_from_db() or seat.outcome for seat in seats] == ["unknown", "unknown"]


@pytest.mark.parametrize("name", ["office_table", "wagtailsnippets_home_office:add"])
def test_an_editors_form_without_history(name, editor, sign_in):
    browser, page = sign_in(editor), reverse(name)
    form = longest(browser.get(page))
    texts = {control.name: [LONG] for control in form.iter("textarea")}
    texts |= {control.name: ["写到一半"] for control in form.iter("input") if control.get("type") == "text"}
    sent = sent_by(form) | texts
    end_session(browser)

    browser.post(page, sent)
    come_back(browser, editor)

    assert own(sent_by(longest(browser.get(page)))) == own(sent)
    assert any("写到一半" in values[0] or LONG in values[0] for values in own(sent).values())


def test_the_blocks_of_an_editors_text_stand_beside_the_form_to_be_copied(editor, sign_in):
    draft = draft_by(editor)
    browser, page = sign_in(editor), reverse("wagtailadmin_pages:edit", args=[draft.pk])
    text = json.dumps({"blocks": [{"text": "写到一半的一段话"}], "entityMap": {}})
    sent = sent_by(longest(browser.get(page)))
    sent |= {"title": ["新的标题"], "body-count": ["1"], "body-0-type": ["text"], "body-0-value": [text]}
    end_session(browser)

    browser.post(page, sent)
    come_back(browser, editor)
    back = browser.get(page)

    assert sent_by(longest(back))["title"] == ["新的标题"]
    assert list(html.fromstring(back.content.decode()).xpath("//textarea[@readonly]/text()")) == ["写到一半的一段话"]


HTML = """<main><form method="post"><input name="a" value="1"></form>
<form method="post" action="/there/"><input type="hidden" name="row" value="1"><input name="note"></form>
<form method="post" action="/there/"><input type="hidden" name="row" value="2"><input name="note" data-x='"'>
<select name="of"><option value="x" selected>X<option value="y">Y</select><input type="checkbox" name="sure" checked>
<input type="radio" name="how" value="m" checked><input type="radio" name="how" value="n">
<input type="password" name="word"><input name="off" value="o" disabled></form></main>"""


def typed(**fields: list[str]) -> Typed:
    return Typed("/here/", "/there/", fields, had_files=False, until=None)  # type: ignore[arg-type]  # not shown here


def test_of_forms_that_look_alike_the_one_with_the_same_row_is_filled_in():
    filled = fill(HTML, typed(row=["2"], note=["<b> & “c”"], of=["y"], how=["n"], word=["w"], off=["p"]))

    assert filled.html == HTML.replace(
        """<input name="note" data-x='"'>""", '<input name="note" data-x="&quot;" value="&lt;b&gt; &amp; “c”">'
    ).replace('value="x" selected>', 'value="x">').replace('<option value="y">', '<option value="y" selected>').replace(
        'name="sure" checked>', 'name="sure">'
    ).replace('value="m" checked>', 'value="m">').replace('value="n">', 'value="n" checked>')


def test_what_stands_in_a_field_for_a_password_is_shown_nowhere():
    assert fill(HTML, typed(note=["x"], word=["w"])).left == []


def test_what_is_offered_no_more_is_left_as_the_page_has_it():
    filled = fill(HTML, typed(row=["2"], of=["z"], how=["z"], sure=["other"]))

    assert filled.html == HTML


def test_a_form_that_is_gone_leaves_its_words_and_nothing_the_page_had_put_in():
    seen = "name:0123456789ab phone:0123456789ab"
    fields = {"gone": ["还没写完的话"], "seen": [seen], "tick": ["on"], "rows-TOTAL_FORMS": ["3"], "pk": ["17"]}
    filled = fill("<main></main>", typed(**fields))

    assert (filled.found, filled.left) == (False, ["还没写完的话"])
