"""Whoever is bound by a rule makes the second person: a second account of one's own, walked the whole way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from children.concerns.domain import handling, letting_in
from children.concerns.domain.people import alerted_for, live
from children.concerns.domain.queries import named_in_open_reports
from children.concerns.enums import ConcernState, EntryKind, Part
from portal.accounts.domain.independence import named_among
from portal.accounts.enums import IndependenceReason, Role
from portal.accounts.models import Assignment, User
from portal.changes.denied import Denied
from tests.conftest import COUNTY, TOWNSHIP, VILLAGE
from tests.factories.accounts import with_identity
from tests.factories.children import make_child
from tests.factories.concerns import make_concern, reread
from tests.factories.volunteers import adult_id_number, make_active_volunteer, make_user
from volunteers.pairing.enums import PairingRefusal, PairingState
from volunteers.pairing.models import Pairing

from .test_concerns import officer

pytestmark = pytest.mark.django_db
PHONE = "13800007001"


def appoint(user, role, area, *, by=None, confirmed_by=None):
    """From this moment on."""
    now = timezone.now()
    held = Assignment.objects.create(
        user=user, role=role, area=area, granted_by=by, confirmed_by=confirmed_by, effective_at=now
    )
    held.user = User.objects.get(pk=user.pk)
    return held.user


def step(concern, name):
    return reverse("children:concern_step", args=[concern.uuid, name])


class TestASafeguardingOfficerNamedInAReport:
    @pytest.fixture
    def named(self, staff):
        return officer(staff, "演示丁", "ding@example.test")

    @pytest.fixture
    def colleague(self, staff):
        return officer(staff, "演示乙", "yi@example.test")

    @pytest.fixture
    def concern(self, areas, named, colleague):
        return make_concern(areas[VILLAGE], story="演示丁打了孩子")

    @pytest.fixture
    def second(self, areas, named, concern):
        return appoint(make_user("ding2@example.test"), Role.SAFEGUARDING_OFFICER, areas[COUNTY], by=named)

    @pytest.mark.database
    def test_reads_triages_and_closes_nothing_under_a_second_address(self, concern, second, sign_in):
        browser = sign_in(second)

        pages = [browser.get(reverse("children:concern", args=[concern.uuid]))]
        pages += [browser.post(step(concern, name), {"urgency": "later", "text": "没事"}) for name in
                  ("triage", "report", "dismiss", "confirm", "note", "answer")]  # fmt: skip

        assert [page.status_code for page in pages] == [404] * 7
        assert concern.number not in browser.get(reverse("children:concerns")).content.decode()
        assert reread(concern).state == ConcernState.RECEIVED
        assert second not in alerted_for(concern)

    def test_does_not_sign_through_it_what_a_colleague_proposed_alone(self, concern, second, colleague):
        handling.triage(concern, urgency="later", note="", by=colleague)
        handling.propose_dismissal(reread(concern), reason="没有问题", by=colleague)

        with pytest.raises(Denied):
            handling.confirm_dismissal(reread(concern), by=second)

    def test_is_known_by_the_telephone_on_file(self, areas, concern, named, staff, sign_in):
        """The second account was there before: a shared telephone makes it the same person."""
        other = officer(staff, "演示庚", "geng@example.test")
        assert sign_in(other).get(reverse("children:concern", args=[concern.uuid])).status_code == 200
        with_identity(named, phone=PHONE)
        with_identity(other, phone=PHONE)

        other = User.objects.get(pk=other.pk)
        assert sign_in(other).get(reverse("children:concern", args=[concern.uuid])).status_code == 404
        assert other not in alerted_for(concern)

    def test_lets_nobody_in_again_through_it(self, concern, named, staff):
        other = officer(staff, "演示庚", "geng@example.test")
        with_identity(named, id_number=adult_id_number(1))
        with_identity(other, id_number=adult_id_number(1))

        with pytest.raises(Denied):
            letting_in.let_in_again(concern, named, reason="同名的人", by=User.objects.get(pk=other.pk))

        assert live(concern, Part.NAMED).filter(user=named).exists()

    def test_what_a_second_account_signed_does_not_count(self, areas, staff, colleague):
        concern = make_concern(areas[VILLAGE])
        one, two = officer(staff, "甲测试", "jia@example.test"), officer(staff, "乙测试", "jia2@example.test")
        for user in (one, two):
            with_identity(user, phone=PHONE)
        handling.triage(concern, urgency="later", note="", by=two)
        handling.propose_dismissal(reread(concern), reason="没有问题", by=two)

        letting_in.name_people(reread(concern), [User.objects.get(pk=one.pk)], by=colleague)

        assert reread(concern).first_signatory is None

    def test_gives_nobody_a_role_meanwhile(self, concern, named, colleague):
        assert named_among([named.pk, colleague.pk]) == {named.pk}
        assert named_in_open_reports({colleague.pk}) == set()


class TestAnOfficeNewerThanAReport:
    @pytest.fixture
    def old(self, staff):
        return officer(staff, "演示乙", "yi@example.test")

    @pytest.fixture
    def concern(self, areas, old):
        return make_concern(areas[VILLAGE])

    @pytest.fixture
    def new(self, areas, concern):
        return appoint(make_user("new@example.test"), Role.SAFEGUARDING_OFFICER, areas[COUNTY])

    def test_opens_it_when_somebody_lets_them_in(self, concern, old, new, sign_in):
        address = reverse("children:concern", args=[concern.uuid])
        assert sign_in(new).get(address).status_code == 404
        people = sign_in(old).get(reverse("children:concern_people", args=[concern.uuid]))
        assert people.context["to_let_in"] == [new]

        sign_in(old).post(reverse("children:concern_give", args=[concern.uuid, new.uuid]))

        assert sign_in(new).get(address).status_code == 200
        assert concern.entries.last().kind == EntryKind.LET_IN

    def test_does_not_let_itself_in(self, concern, new, sign_in):
        answer = sign_in(new).post(reverse("children:concern_give", args=[concern.uuid, new.uuid]))

        assert answer.status_code == 404
        assert not live(concern, Part.ASSIGNED).exists()

    def test_opens_what_comes_in_later(self, areas, new, sign_in):
        later = make_concern(areas[VILLAGE])

        assert sign_in(new).get(reverse("children:concern", args=[later.uuid])).status_code == 200

    def test_does_not_sign_what_began_before_even_when_let_in(self, concern, old, new):
        letting_in.let_in(concern, new, by=old)
        handling.triage(concern, urgency="later", note="", by=old)
        handling.propose_dismissal(reread(concern), reason="没有问题", by=old)

        assert handling.sign_denied_reason(reread(concern), new) == IndependenceReason.APPOINTED_TOO_LATE


class TestWhereNobodyIsLeft:
    @pytest.fixture
    def named(self, staff):
        return officer(staff, "演示丁", "ding@example.test")

    @pytest.mark.database
    def test_the_level_above_has_it(self, areas, named, staff, sign_in):
        city = staff(Role.SAFEGUARDING_OFFICER, "3311", "city@example.test")

        concern = make_concern(areas[VILLAGE], story="演示丁打了孩子")

        assert alerted_for(concern) == [city]
        assert sign_in(city).get(reverse("children:concern", args=[concern.uuid])).status_code == 200
        dues = sign_in(city).get(reverse("desk:today")).context["dues"]
        assert [due.count for due in dues if due.url.endswith("show=received")] == [1]

    def test_whoever_two_others_appoint_since_has_it(self, areas, named, staff, sign_in):
        concern = make_concern(areas[VILLAGE], story="演示丁打了孩子")
        assert alerted_for(concern) == []
        two = [make_user("it@example.test"), make_user("audit@example.test")]
        alone = appoint(make_user("a@example.test"), Role.SAFEGUARDING_OFFICER, areas[COUNTY], by=named)
        by_two = appoint(
            make_user("b@example.test"), Role.SAFEGUARDING_OFFICER, areas[COUNTY], by=two[0], confirmed_by=two[1]
        )

        assert (letting_in.hand_onwards(), letting_in.hand_onwards()) == (1, 0)

        assert alerted_for(concern) == [by_two]
        assert sign_in(alone).get(reverse("children:concern", args=[concern.uuid])).status_code == 404

    def test_the_named_cannot_confirm_who_gets_it(self, areas, named):
        concern = make_concern(areas[VILLAGE], story="演示丁打了孩子")
        appoint(make_user("b@example.test"), Role.SAFEGUARDING_OFFICER, areas[COUNTY],
                by=make_user("it@example.test"), confirmed_by=named)  # fmt: skip

        assert letting_in.hand_onwards() == 1
        assert alerted_for(concern) == []


class TestATownshipOfficersSecondAccount:
    """It proposed, recorded consent and "heard"; the officer approved and started."""

    @pytest.fixture
    def both(self, areas, supervisor, staff):
        second = staff(Role.VILLAGE_OFFICER, VILLAGE, "second@example.test")
        for user in (supervisor, second):
            with_identity(user, phone=PHONE)
        return User.objects.get(pk=supervisor.pk), User.objects.get(pk=second.pk)

    @pytest.fixture
    def pairing(self, areas, both, sign_in):
        child, volunteer = make_child(areas[VILLAGE]), make_active_volunteer(areas[TOWNSHIP])
        browser, today = sign_in(both[1]), str(timezone.localdate())
        browser.post(
            reverse("volunteers:pairing_propose", args=[child.uuid]),
            {"volunteer": str(volunteer.uuid), "services": ["tutoring"], "is_primary": "on"},
        )
        row = Pairing.objects.unscoped("test").get()
        self.take(browser, row, "consent", {"on": today, "answer": "yes", "way": "phone", "name": "测试奶奶"})
        self.take(browser, row, "heard", {"on": today, "answer": "yes", "words": "愿意"})
        row.refresh_from_db()
        assert row.state == PairingState.HEARD
        return row

    def take(self, browser: Client, row, name, typed):
        return browser.post(reverse("volunteers:pairing_step", args=[row.uuid, name]), typed, follow=True)

    def test_starts_nothing(self, both, pairing, village_officer, county_officer, sign_in):
        names = {"supervisor": str(county_officer.uuid), "deputy": str(village_officer.uuid)}

        page = self.take(sign_in(both[0]), pairing, "approve", names)
        self.take(sign_in(both[0]), pairing, "activate", {})

        pairing.refresh_from_db()
        assert pairing.state == PairingState.HEARD
        assert str(PairingRefusal.SAME_PERSON.label) in page.content.decode()

    def test_looks_after_nothing_either(self, both, pairing, village_officer, county_officer, sign_in):
        """Somebody else approves; the officer is offered neither post."""
        page = self.take(sign_in(county_officer), pairing, "approve", {"supervisor": str(both[0].uuid)})

        offered = [value for value, _label in page.context["form"].fields["supervisor"].choices]
        assert str(both[0].uuid) not in offered
        assert str(village_officer.uuid) in offered

    def test_an_account_made_for_the_purpose_looks_after_nothing(self, areas, both, pairing, county_officer, sign_in):
        new = appoint(make_user(), Role.VILLAGE_OFFICER, areas[VILLAGE], by=both[0])

        page = self.take(sign_in(county_officer), pairing, "approve", {"supervisor": str(new.uuid)})

        assert str(new.uuid) not in [value for value, _label in page.context["form"].fields["supervisor"].choices]


def test_time_alone_makes_no_second_person(areas, staff):
    """An appointment by one of the two, days before the matter began, does not sign with that one."""
    named_by = officer(staff, "演示乙", "yi@example.test")
    new = make_user("new@example.test")
    Assignment.objects.create(
        user=new, role=Role.SAFEGUARDING_OFFICER, area=areas[COUNTY], granted_by=named_by,
        effective_at=timezone.now() - timedelta(days=3),
    )  # fmt: skip
    concern = make_concern(areas[VILLAGE])
    handling.triage(concern, urgency="later", note="", by=named_by)
    handling.propose_dismissal(reread(concern), reason="没有问题", by=named_by)

    reason = handling.sign_denied_reason(reread(concern), User.objects.get(pk=new.pk))
    assert reason == IndependenceReason.APPOINTED_BY_THE_OTHER
