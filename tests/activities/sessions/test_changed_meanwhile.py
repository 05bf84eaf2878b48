"""Two people at once on the desk: what one changed is not put back by the other, and what was typed stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.enums import CommonRefusal, Outcome, SessionState
from activities.hours.domain.crediting import correct_hours, verify_hours
from activities.models import Enrolment, HoursEntry, Place, Session
from activities.places.domain.editing import change_place
from activities.sessions.domain.editing import change
from activities.sessions.domain.the_day import call_roll
from tests.conftest import VILLAGE
from tests.factories.activities import came, make_active_child, make_duty, make_enrolment, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TOLD = str(CommonRefusal.CHANGED_MEANWHILE.label)


def page(name, *keys):
    return reverse(f"activities:{name}", args=keys)


def as_sent(response):
    """What a browser sends back of a form it was shown, with nothing changed."""
    sent = {}
    for bound in response.context["form"]:
        value = bound.value()
        if isinstance(value, bool):
            sent |= {bound.html_name: "on"} if value else {}
        elif isinstance(value, list):
            shown = bound.field.prepare_value(value)
            sent[bound.html_name] = shown if isinstance(shown, (str, list)) else value
        else:
            sent[bound.html_name] = bound.field.widget.format_value(value) or ""
            if isinstance(sent[bound.html_name], list):
                sent[bound.html_name] = sent[bound.html_name][0]
    return sent


def differences(response):
    return [(one.now, one.typed) for one in response.context["form"].differences]


class TestASession:
    @pytest.fixture
    def browser(self, sign_in, supervisor):
        return sign_in(supervisor)

    def test_is_not_put_back_to_what_an_older_form_showed(self, browser, session, supervisor, manager, village_officer):
        form = page("desk_session_edit", session.uuid)
        mine = as_sent(browser.get(form)) | {"summary": "带画笔"}
        fields = {"title": "改过的题目", "summary": session.summary}
        change(session, by=supervisor, staff=[village_officer, manager], **fields)

        answer = browser.post(form, mine)

        assert answer.context["form"].non_field_errors() == [TOLD]
        assert differences(answer) == [("改过的题目", "")]
        # What was typed is still there, what was left alone is as it is now: saving again keeps both.
        again = as_sent(answer)
        assert (again["title"], again["summary"]) == ("改过的题目", "带画笔")
        assert browser.post(form, again).status_code == 302
        saved = Session.objects.unscoped("test").get()
        assert (saved.title, saved.summary) == ("改过的题目", "带画笔")

    def test_shows_both_where_two_changed_the_same(self, browser, session, supervisor, manager, village_officer):
        form = page("desk_session_edit", session.uuid)
        mine = as_sent(browser.get(form)) | {"begins": "15:00", "finishes": "17:00"}
        later = {"starts": session.starts + timedelta(hours=2), "ends": session.ends + timedelta(hours=2)}
        change(session, by=supervisor, staff=[village_officer, manager], **later)

        answer = browser.post(form, mine)

        assert [("16:00" in now, "15:00" in typed) for now, typed in differences(answer)[:1]] == [(True, True)]
        assert as_sent(answer)["begins"] == "15:00"
        assert browser.post(form, as_sent(answer)).status_code == 302
        assert timezone.localtime(Session.objects.unscoped("test").get().starts).hour == 15

    def test_its_team_counts_too(self, browser, session, supervisor, manager, village_officer):
        form = page("desk_session_edit", session.uuid)
        mine = as_sent(browser.get(form)) | {"staff": [str(manager.pk)]}
        change(session, by=supervisor, staff=[village_officer])

        answer = browser.post(form, mine)

        assert len(differences(answer)) == 1
        assert list(session.team.values_list("user", flat=True)) == [village_officer.pk]


class TestAPlace:
    def test_shows_what_was_changed_and_keeps_the_corrected_phone(self, sign_in, place, supervisor, manager):
        browser, form = sign_in(supervisor), page("desk_place_edit", place.uuid)
        mine = as_sent(browser.get(form)) | {"directions": "坐2路车"}
        change_place(place, by=manager, phone="0578-5129999")

        answer = browser.post(form, mine)

        assert (answer.context["form"].non_field_errors(), differences(answer)) == ([TOLD], [("0578-5129999", "")])
        assert browser.post(form, as_sent(answer)).status_code == 302
        saved = Place.objects.unscoped("test").get()
        assert (saved.phone, saved.directions) == ("0578-5129999", "坐2路车")

    def test_who_changes_something_else_is_not_held_up(self, sign_in, place, supervisor, manager):
        browser, form = sign_in(supervisor), page("desk_place_edit", place.uuid)
        mine = as_sent(browser.get(form)) | {"directions": "坐2路车"}
        change_place(place, by=manager, directions="坐2路车")

        assert browser.post(form, mine).status_code == 302


class TestTheRoll:
    @pytest.fixture
    def now_on(self, place, village_officer, manager):
        return make_session(
            place, staff=(village_officer, manager), starts=timezone.now() - timedelta(minutes=30), child_capacity=20
        )

    @pytest.fixture
    def late(self, now_on, areas):
        return make_enrolment(now_on, make_active_child(areas[VILLAGE]))

    @pytest.fixture
    def phone(self, sign_in, manager):
        return sign_in(manager)

    def outcome(self, seat):
        return Enrolment.objects.unscoped("test").get(pk=seat.pk).outcome

    def test_a_late_child_is_not_absent_again_by_an_older_page(self, phone, now_on, late, village_officer):
        key = late.uuid.hex[:8]
        call_roll(now_on, {late.uuid: Outcome.ABSENT}, by=village_officer)
        shown = phone.get(page("rollcall", now_on.uuid)).context["shown"]
        call_roll(now_on, {late.uuid: Outcome.PRESENT}, by=village_officer)

        phone.post(page("rollcall", now_on.uuid), {key: "absent", "shown": shown})

        assert self.outcome(late) == Outcome.PRESENT

    def test_two_who_mark_the_same_child_differently_are_shown_both(self, phone, now_on, late, areas, village_officer):
        other = make_enrolment(now_on, make_active_child(areas[VILLAGE]))
        shown = phone.get(page("rollcall", now_on.uuid)).context["shown"]
        call_roll(now_on, {late.uuid: Outcome.PRESENT}, by=village_officer)

        marks = {late.uuid.hex[:8]: "absent", other.uuid.hex[:8]: "present", "shown": shown, "do": "complete"}
        answer = phone.post(page("rollcall", now_on.uuid), marks)

        lines = {line.key: (line.outcome, line.meanwhile) for line in answer.context["children"]}
        assert lines == {late.uuid.hex[:8]: ("absent", "到了"), other.uuid.hex[:8]: ("present", "")}
        assert (self.outcome(late), self.outcome(other)) == (Outcome.PRESENT, Outcome.PRESENT)
        phone.post(page("rollcall", now_on.uuid), {late.uuid.hex[:8]: "absent", "shown": answer.context["shown"]})
        assert self.outcome(late) == Outcome.ABSENT


class TestHours:
    def test_are_not_corrected_over_a_correction_nobody_saw(self, sign_in, place, volunteer, supervisor):
        over = make_session(place, days=-1, state=SessionState.COMPLETED)
        duty = came(make_duty(over, volunteer))
        verify_hours(over, by=supervisor)
        browser, prefix = sign_in(supervisor), duty.uuid.hex[:8]
        correct_hours(duty, minutes=90, reason="早走", by=supervisor)

        typed = {f"{prefix}-minutes": "100", f"{prefix}-reason": "记错了", f"{prefix}-seen": "120"}
        answer = browser.post(page("desk_hours_correct", over.uuid, duty.uuid), typed)

        (line,) = answer.context["lines"]
        assert (line["net"], line["form"]["minutes"].value(), line["form"]["seen"].value()) == (90, "100", "90")
        assert HoursEntry.objects.unscoped("test").count() == 2
