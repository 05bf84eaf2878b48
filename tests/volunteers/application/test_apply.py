"""Applying page by page: nothing is lost, nothing is told to strangers."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from portal.areas.models import Area
from portal.audit.models import AuditEvent
from portal.notify.models import Message
from tests.conftest import TOWNSHIP
from tests.factories.volunteers import adult_id_number, make_user, make_volunteer
from volunteers.application.domain import applying
from volunteers.application.enums import VettingKind, VolunteerRefusal, VolunteerState
from volunteers.application.models import VettingStep, Volunteer

GOOD = {
    "about": {"real_name": "测试甲", "id_number": adult_id_number(101), "phone": "13800000101"},
    "where": {"area": "331125106"},
    "offer": {"services": ["tutoring"], "times": ["saturday", "sunday"]},
    "experience": {"motivation": "想陪孩子读书，也想学习。", "experience": "", "occupation": "教师"},
    "referee": {"referee_name": "测试乙", "referee_phone": "0578-5120001"},
    "conduct": {"signed": "on"},
}
ORDER = list(GOOD)


@pytest.fixture
def browser(applicant, county_officer, sign_in):
    return sign_in(applicant)


@pytest.fixture
def draft(browser, applicant):
    browser.post("/volunteer/apply/", {"agree": "on", "agree_sensitive": "on"})
    return Volunteer.objects.unscoped("test").get(user=applicant)


def post_page(browser, slug, **changed):
    """Post a page as it would be sent by a browser that has just opened it."""
    seen = browser.get(f"/volunteer/apply/{slug}/").context["form"].fingerprint
    return browser.post(f"/volunteer/apply/{slug}/", {**GOOD[slug], "seen": seen, **changed})


def fill(browser, *, until="conduct"):
    for slug in ORDER[: ORDER.index(until) + 1]:
        post_page(browser, slug)


def test_a_visitor_is_asked_to_make_an_account_and_comes_back(client, db):
    response = client.get("/volunteer/apply/")

    assert response.url == f"{reverse('account_signup')}?next=/volunteer/apply/"


def test_consent_comes_before_any_question(browser, applicant):
    for missing in ({}, {"agree": "on"}, {"agree_sensitive": "on"}):
        assert browser.post("/volunteer/apply/", missing).status_code == 200
    assert not Volunteer.objects.unscoped("test").exists()
    assert browser.get("/volunteer/apply/about/").url == "/volunteer/apply/"

    response = browser.post("/volunteer/apply/", {"agree": "on", "agree_sensitive": "on"})

    assert response.url == "/volunteer/apply/about/"
    kept = Volunteer.objects.unscoped("test").get()
    assert (kept.user, kept.state, kept.privacy_agreed_at is None) == (applicant, VolunteerState.DRAFT, False)


def test_each_page_is_kept_and_leads_to_the_next(browser, draft):
    for slug, following in zip(ORDER, [*ORDER[1:], "check"], strict=True):
        assert post_page(browser, slug).url == f"/volunteer/apply/{following}/"
    draft.refresh_from_db()

    assert draft.real_name == "测试甲"
    assert draft.birth_year == 1990
    assert draft.area.code == "331125106"
    assert draft.times == ["saturday", "sunday"]
    assert draft.motivation == "想陪孩子读书，也想学习。"
    assert draft.state == VolunteerState.DRAFT


def test_leaving_and_coming_back_goes_on_where_something_is_missing(browser, draft):
    fill(browser, until="where")

    assert browser.get("/volunteer/apply/").url == "/volunteer/apply/offer/"
    assert "测试甲" in browser.get("/volunteer/apply/about/").content.decode()


def test_sending_gives_a_receipt_and_keeps_the_signature(browser, draft):
    fill(browser)

    response = browser.post("/volunteer/apply/check/")

    draft.refresh_from_db()
    assert response.url == "/volunteer/apply/sent/"
    assert draft.state == VolunteerState.SUBMITTED
    assert len(draft.receipt_code) == 8
    assert draft.receipt_code in browser.get(response.url).content.decode()
    assert list(VettingStep.objects.values_list("kind", "volunteer")) == [(VettingKind.CONDUCT, draft.pk)]
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["volunteer.submitted", "volunteer.started"]


def test_nothing_personal_is_in_the_message(browser, draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False):
        fill(browser)
        browser.post("/volunteer/apply/check/")
    message = Message.objects.filter(channel="email").get()

    from portal.notify.delivery import deliver_message

    deliver_message(message.pk)

    text = mail.outbox[0].subject + mail.outbox[0].body
    draft.refresh_from_db()
    for secret in ("测试甲", "测试乙", "13800000101", draft.id_number, draft.receipt_code, str(draft.uuid)):
        assert secret not in text
    assert "/volunteer/" in text
    assert message.context == {}


def test_sending_twice_changes_nothing_and_says_so(browser, draft):
    fill(browser)
    browser.post("/volunteer/apply/check/")
    code = Volunteer.objects.unscoped("test").get().receipt_code

    response = browser.post("/volunteer/apply/check/", follow=True)

    assert response.redirect_chain[-1][0] == "/volunteer/"
    assert len(response.context["messages"]) == 1
    assert Volunteer.objects.unscoped("test").get().receipt_code == code
    assert VettingStep.objects.count() == 1


def test_a_page_left_open_from_before_sending_changes_nothing(browser, draft):
    fill(browser)
    seen = browser.get("/volunteer/apply/about/").context["form"].fingerprint
    browser.post("/volunteer/apply/check/")

    late = {**GOOD["about"], "real_name": "别人", "seen": seen}
    assert browser.post("/volunteer/apply/about/", late).url == "/volunteer/"

    draft.refresh_from_db()
    assert draft.real_name == "测试甲"


def test_a_page_changed_in_another_window_is_not_overwritten_silently(browser, draft):
    seen = browser.get("/volunteer/apply/about/").context["form"].fingerprint
    post_page(browser, "about", real_name="新名字")

    stale = {**GOOD["about"], "real_name": "旧名字", "seen": seen}
    shown = browser.post("/volunteer/apply/about/", stale)

    draft.refresh_from_db()
    assert (shown.status_code, draft.real_name) == (200, "新名字")
    again = {**stale, "seen": shown.context["form"]["seen"].value()}
    assert browser.post("/volunteer/apply/about/", again).status_code == 302
    draft.refresh_from_db()
    assert draft.real_name == "旧名字"


def test_the_same_answers_sent_twice_are_fine(browser, draft):
    seen = browser.get("/volunteer/apply/about/").context["form"].fingerprint

    for _time in range(2):
        response = browser.post("/volunteer/apply/about/", {**GOOD["about"], "seen": seen})
        assert response.url == "/volunteer/apply/where/"


def test_changing_an_answer_leads_back_to_the_check(browser, draft):
    fill(browser)
    seen = browser.get("/volunteer/apply/offer/").context["form"].fingerprint

    response = browser.post("/volunteer/apply/offer/?then=check", {**GOOD["offer"], "seen": seen})

    assert response.url == "/volunteer/apply/check/"


def test_the_check_names_what_is_missing_and_sending_is_refused(browser, draft):
    fill(browser, until="where")

    response = browser.post("/volunteer/apply/check/")

    assert [page.slug for page in response.context["missing"]] == ["offer", "experience", "referee", "conduct"]
    assert response.context["refused"].reason == VolunteerRefusal.INCOMPLETE


def test_the_id_number_is_masked_on_the_check(browser, draft):
    fill(browser)
    content = browser.get("/volunteer/apply/check/").content.decode()

    assert GOOD["about"]["id_number"] not in content
    assert "52**************" in content


def test_pages_about_oneself_are_kept_by_no_cache(browser, draft):
    for url in ("/volunteer/", "/volunteer/apply/about/", "/volunteer/apply/check/"):
        assert browser.get(url)["Cache-Control"] == "private, no-store"


def test_an_unknown_page_is_404(browser, draft):
    assert browser.get("/volunteer/apply/nothing/").status_code == 404


def test_applications_wait_until_someone_can_vet(areas, applicant, sign_in):
    browser = sign_in(applicant)

    response = browser.post("/volunteer/apply/", {"agree": "on", "agree_sensitive": "on"})

    assert (response.status_code, response.context["open"]) == (200, False)
    assert not Volunteer.objects.unscoped("test").exists()


def test_the_townships_offered_are_those_of_counties_that_vet(browser, draft):
    form = browser.get("/volunteer/apply/where/").context["form"]

    assert [code for code, _name in form.fields["area"].choices] == ["", "331125105", "331125106"]
    assert post_page(browser, "where", area="331126101").status_code == 200


def test_townships_have_their_english_names_on_english_pages(areas, browser, draft):
    Area.objects.filter(code=TOWNSHIP).update(name_en="Shitang Town")
    post_page(browser, "where", area=TOWNSHIP)

    form = browser.get("/en/volunteer/apply/where/").context["form"]
    answers = browser.get("/en/volunteer/apply/check/").content.decode()

    assert dict(form.fields["area"].choices)[TOWNSHIP] == "Shitang Town"
    assert ("Shitang Town" in answers, "石塘镇" in answers) == (True, False)


def test_a_second_account_cannot_apply_with_the_same_id_number(browser, draft, township, sign_in):
    make_volunteer(township, VolunteerState.ACTIVE, id_number=GOOD["about"]["id_number"], real_name="某某")

    response = post_page(browser, "about")

    errors = response.context["form"].errors
    assert errors == {"id_number": [VolunteerRefusal.ASK_THE_OFFICE.label]}
    assert "某某" not in response.content.decode()


def test_someone_whose_engagement_ended_may_apply_again(browser, draft, township):
    make_volunteer(township, VolunteerState.ENDED, id_number=GOOD["about"]["id_number"])

    assert post_page(browser, "about").status_code == 302


def test_a_draft_that_is_taken_back_leaves_no_answers(browser, draft):
    fill(browser)

    browser.post("/volunteer/withdraw/")

    draft.refresh_from_db()
    assert draft.state == VolunteerState.WITHDRAWN
    assert {getattr(draft, name) for name in applying.ENCRYPTED} == {""}
    assert (draft.id_number_index, draft.phone_index, draft.birth_year) == ("", "", None)


def test_a_form_without_the_token_is_refused(applicant, county_officer):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(applicant)

    assert strict.post("/volunteer/apply/", {"agree": "on", "agree_sensitive": "on"}).status_code == 403


def test_two_people_have_two_applications(browser, draft, sign_in, county_officer):
    other = sign_in(make_user())
    other.post("/volunteer/apply/", {"agree": "on", "agree_sensitive": "on"})

    assert Volunteer.objects.unscoped("test").count() == 2
    assert "测试甲" not in other.get("/volunteer/apply/about/").content.decode()
