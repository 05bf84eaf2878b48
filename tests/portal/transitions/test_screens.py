"""One way to answer: the same page when somebody was there first, the same levels, and what was typed stays."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from children.concerns.domain.handling import propose_dismissal, triage
from children.concerns.domain.letting_in import name_people
from children.concerns.enums import ConcernRefusal, Urgency
from portal.accounts.enums import Role
from portal.changes.denied import Denied
from tests.conftest import COUNTY, VILLAGE
from tests.factories.concerns import in_state, make_concern, reread

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(staff):
    return [staff(Role.SAFEGUARDING_OFFICER, COUNTY, f"{name}@example.test") for name in ("first", "second")]


@pytest.fixture
def concern(areas, officers):
    return make_concern(areas[VILLAGE])


def address(concern, name):
    return reverse("children:concern_step", args=[concern.uuid, name])


def said(response):
    return [(message.level_tag, str(message)) for message in get_messages(response.wsgi_request)]


class TestSomebodyWasThereFirst:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_the_page_says_what_has_happened_and_who_did_it_when(self, officers, concern, sign_in, method):
        first, second = officers
        triage(concern, urgency=Urgency.NOW, note="", by=first)
        response = getattr(sign_in(second), method)(address(concern, "triage"))

        ((level, text),) = said(response)
        assert (level, response.url) == ("warning", concern.get_absolute_url())
        assert text.startswith(str(ConcernRefusal.NOT_RECEIVED.label))
        assert str(first) in text.removeprefix(str(ConcernRefusal.NOT_RECEIVED.label))

    def test_whoever_was_first_themselves_is_told_only_what_has_happened(self, officers, concern, sign_in):
        triage(concern, urgency=Urgency.NOW, note="", by=officers[0])
        response = sign_in(officers[0]).post(address(concern, "triage"), {"urgency": "now", "text": "读过"})

        assert said(response) == [("warning", str(ConcernRefusal.NOT_RECEIVED.label))]

    def test_at_the_very_moment_too(self, officers, concern, sign_in, monkeypatch):
        first, second = officers

        def meanwhile(form):
            triage(concern, urgency=Urgency.WATCH, note="", by=first)
            form.cleaned_data = {"urgency": "now", "text": "读过"}
            return True

        monkeypatch.setattr("children.concerns.forms.TriageForm.is_valid", meanwhile)
        response = sign_in(second).post(address(concern, "triage"), {"urgency": "now", "text": "读过"})

        ((level, text),) = said(response)
        assert (level, reread(concern).urgency, str(first) in text) == ("warning", Urgency.WATCH, True)


def test_what_is_typed_wrong_is_said_in_the_form_which_keeps_it(officers, concern, sign_in, monkeypatch):
    def refuse(*args, **kwargs):
        raise Denied(ConcernRefusal.FULL)

    monkeypatch.setattr("children.concerns.domain.handling.add_note", refuse)
    response = sign_in(officers[0]).post(address(concern, "note"), {"text": "打过电话"})

    assert (response.status_code, said(response)) == (200, [])
    assert response.context["form"].non_field_errors() == [str(ConcernRefusal.FULL.label)]
    assert "打过电话" in response.content.decode()


def test_who_may_not_see_it_any_more_gets_no_page_of_it(officers, concern, sign_in, monkeypatch):
    first, second = officers

    def meanwhile(form):
        name_people(concern, [second], by=first)
        form.cleaned_data = {"text": "打过电话"}
        return True

    monkeypatch.setattr("children.concerns.forms.WordsForm.is_valid", meanwhile)

    assert sign_in(second).post(address(concern, "note"), {"text": "打过电话"}).status_code == 404


def test_what_was_done_is_said_as_such(officers, concern, sign_in):
    response = sign_in(officers[0]).post(address(concern, "triage"), {"urgency": "now", "text": "读过"})

    assert ([level for level, _text in said(response)], in_state(concern)) == (["success"], "triaged")


def test_a_name_that_is_in_no_table_is_no_page(officers, concern, sign_in):
    assert sign_in(officers[0]).get(address(concern, "nothing")).status_code == 404


def test_what_needs_words_before_it_has_a_page_though_nothing_is_typed(officers, concern, sign_in):
    first, second = officers
    triage(concern, urgency=Urgency.DAYS, note="", by=first)
    propose_dismissal(reread(concern), reason="查过", by=first)
    response = sign_in(second).get(address(concern, "confirm"))

    assert (response.status_code, response.context["form"]) == (200, None)
    assert str(response.context["step"].confirm) in response.content.decode()
