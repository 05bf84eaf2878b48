"""Appointing by two on the desk: proposing, deciding, stopping, ending, and whoever has two accounts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.accounts.change_enums import ChangeReason, ChangeState
from portal.accounts.domain.identifying import identify
from portal.accounts.domain.independence import same_person
from portal.accounts.enums import IndependenceReason, Role
from portal.accounts.models import Assignment, ContactApart, RoleChange, StaffIdentity, User
from portal.audit.models import AuditEvent
from portal.desk.appointing import take_effect
from portal.notify.models import Message
from tests.conftest import COUNTY, ELSEWHERE, VILLAGE
from tests.factories.accounts import with_identity

pytestmark = [pytest.mark.django_db, pytest.mark.database]

LIST, ADD = "/desk/people/", "/desk/people/add/"
NEW, PHONE = "new.person@example.test", "13800000042"
WHY = "账号被人盗用了"


@pytest.fixture
def colleague(staff) -> User:
    return staff(Role.COUNTY_OFFICER, COUNTY, "colleague@example.test")


@pytest.fixture
def one(sign_in, county_officer):
    return sign_in(county_officer)


@pytest.fixture
def other(sign_in, colleague):
    return sign_in(colleague)


def answers(areas, **more) -> dict[str, object]:
    return {"email": NEW, "name": "新同事", "role": "editor", "area": areas[COUNTY].pk, "phone": PHONE, **more}


def page_of(change: RoleChange) -> str:
    return reverse("desk:people_change", args=[change.uuid])


def end_page(held: Assignment) -> str:
    return reverse("desk:people_end", args=[held.user.uuid, held.role, held.area.code])


class TestProposing:
    def test_a_sensitive_role_is_proposed_and_everyone_concerned_is_told(
        self, one, areas, colleague, staff, supervisor
    ):
        safeguarding, auditor = staff(Role.SAFEGUARDING_OFFICER), staff(Role.AUDITOR)

        assert one.post(ADD, answers(areas)).url == LIST

        change = RoleChange.objects.get()
        assert (change.user.email, change.state, change.user.works_here) == (NEW, "proposed", False)
        told = set(Message.objects.filter(template="role_change").values_list("recipient", flat=True))
        assert told == {colleague.pk, safeguarding.pk, auditor.pk}
        assert PHONE not in str(list(Message.objects.values_list("context", flat=True)))

    def test_without_phone_and_id_number_it_says_so_and_keeps_what_was_typed(self, one, areas):
        response = one.post(ADD, answers(areas, phone=""))

        assert response.context["form"].errors == {"phone": [str(ChangeReason.NO_IDENTITY.label)]}
        assert f'value="{NEW}"' in response.content.decode()
        assert User.objects.filter(email=NEW).exists() is False

    @pytest.mark.parametrize("typed", ["123", "0578-5120000"])
    def test_the_phone_of_an_office_is_nobodys_own(self, one, areas, typed):
        response = one.post(ADD, answers(areas, phone=typed))

        assert list(response.context["form"].errors) == ["phone"]

    @pytest.mark.parametrize("typed", ["529999201502290039", "52999920150307001"])
    def test_a_wrong_id_number_is_named(self, one, areas, typed):
        response = one.post(ADD, answers(areas, id_number=typed))

        assert list(response.context["form"].errors) == ["id_number"]

    @pytest.mark.parametrize(
        "address", ["officer+new@county.test", '"officer"@county.test', "officer@c\u043eunty.test"]
    )
    def test_an_odd_address_is_shown_as_such_before_it_is_taken(self, one, areas, address):
        response = one.post(ADD, answers(areas, email=address))
        assert list(response.context["form"].errors) == ["email"]
        assert 'name="certain"' in response.content.decode()

        assert one.post(ADD, answers(areas, email=address, certain="on")).url == LIST

    @pytest.mark.parametrize(
        "address", ["0fficer@county.test", "off.icer@county.test", "officer+2@county.test", "officer@c\u043eunty.test"]
    )
    def test_one_that_looks_like_an_account_is_refused_even_so(self, one, areas, address):
        User.objects.create_user("officer@county.test")

        response = one.post(ADD, answers(areas, email=address, certain="on"))

        assert response.context["form"].errors == {"email": [str(ChangeReason.LOOKS_ALIKE.label)]}
        assert User.objects.filter(email=address).exists() is False


class TestDeciding:
    @pytest.fixture
    def change(self, one, areas) -> RoleChange:
        one.post(ADD, answers(areas))
        return RoleChange.objects.get()

    def test_a_colleague_sees_it_due_confirms_it_and_it_waits(self, change, one, other):
        assert "项职责等您作为第二人确认" in other.get("/desk/").content.decode()
        assert 'value="confirm"' not in one.get(page_of(change)).content.decode()
        assert str(IndependenceReason.SAME_PERSON.label) in one.get(page_of(change)).content.decode()

        assert other.post(page_of(change), {"step": "confirm"}).url == LIST

        held = Assignment.objects.get(user__email=NEW)
        assert held.effective_at > timezone.now() + timedelta(hours=23)
        html = other.get(LIST).content.decode()
        assert ("已确认，还未生效" in html, NEW in html) == (True, True)
        assert Message.objects.filter(recipient=held.user, template="appointed_later").count() == 2

    def test_when_the_waiting_time_is_over_an_editor_is_let_in_and_told_once(self, change, other):
        other.post(page_of(change), {"step": "confirm"})
        assert take_effect() == 0
        Assignment.objects.filter(user__email=NEW).update(
            effective_at=timezone.now() - timedelta(minutes=1), since=timezone.localdate()
        )

        assert (take_effect(), take_effect()) == (1, 0)

        user = User.objects.get(email=NEW)
        assert user.has_perm("wagtailadmin.access_admin") is True
        assert Message.objects.filter(recipient=user, template="appointed").count() == 2

    def test_a_proposal_from_the_machine_asks_the_second_person_for_a_phone(self, areas, one, newcomer):
        StaffIdentity.objects.filter(user=newcomer).delete()
        change = RoleChange.objects.create(kind="give", user=newcomer, role=Role.AUDITOR, area=areas[COUNTY])

        assert 'name="phone"' in one.get(page_of(change)).content.decode()
        assert str(ChangeReason.NO_IDENTITY.label) in one.post(page_of(change), {"step": "confirm"}).content.decode()
        assert one.post(page_of(change), {"step": "confirm", "phone": PHONE}).url == LIST

        change.refresh_from_db()
        assert change.state == ChangeState.CONFIRMED

    def test_declining_and_withdrawing_give_nothing(self, change, one, other):
        assert one.post(page_of(change), {"step": "withdraw", "sure": "yes"}).url == LIST
        assert "这件事已经决定了" in other.post(page_of(change), {"step": "decline"}).content.decode()

        change.refresh_from_db()
        assert (change.state, Assignment.objects.filter(user__email=NEW).count()) == ("withdrawn", 0)

    @pytest.mark.parametrize(("who", "step"), [("one", "withdraw"), ("other", "decline")])
    def test_putting_a_proposal_aside_asks_first(self, change, who, step, request):
        page = request.getfixturevalue(who).post(page_of(change), {"step": step})

        change.refresh_from_db()
        assert (change.state, page.templates[0].name) == (ChangeState.PROPOSED, "sure.html")

    def test_elsewhere_it_is_not_there_and_an_unknown_step_neither(self, change, other, sign_in, staff):
        assert sign_in(staff(Role.COUNTY_OFFICER, ELSEWHERE)).get(page_of(change)).status_code == 404
        assert other.post(page_of(change), {"step": "bless"}).status_code == 404

    def test_other_accounts_of_the_person_are_shown_and_reading_is_recorded(self, change, other, supervisor, colleague):
        identify(supervisor, phone=f"+86 {PHONE}", by=None)

        html = other.get(page_of(change)).content.decode()

        assert supervisor.email in html
        assert AuditEvent.objects.filter(action="role.read", actor=colleague).count() == 1


class TestEnding:
    def test_one_proposes_another_ends(self, one, other, supervisor):
        held = Assignment.objects.get(user=supervisor)
        assert 'value="at_once"' in one.get(end_page(held)).content.decode()
        assert one.post(end_page(held), {"way": "propose", "reason": "调走了"}).url == LIST
        assert Assignment.objects.current().filter(user=supervisor).count() == 1

        assert other.post(page_of(RoleChange.objects.get()), {"step": "confirm"}).url == LIST
        assert Assignment.objects.current().filter(user=supervisor).count() == 0
        assert Message.objects.filter(recipient=supervisor, template="appointment_ended").count() == 2

    def test_at_once_needs_a_reason_and_tells_colleagues(self, one, colleague, supervisor):
        held = Assignment.objects.get(user=supervisor)
        assert str(ChangeReason.NO_REASON.label) in one.post(end_page(held), {"way": "at_once"}).content.decode()

        assert one.post(end_page(held), {"way": "at_once", "reason": WHY}).url == LIST

        assert Assignment.objects.current().filter(user=supervisor).count() == 0
        assert WHY not in str(list(Message.objects.values_list("context", flat=True)))
        assert Message.objects.filter(recipient=colleague, template="role_change").count() == 2

    def test_a_way_that_is_not_offered_does_nothing(self, one, colleague):
        held = Assignment.objects.get(user=colleague)
        html = one.get(end_page(held)).content.decode()
        assert ('value="propose"' in html, 'value="at_once"' in html) == (True, False)

        for way in ("at_once", "end", "stop"):
            one.post(end_page(held), {"way": way, "reason": WHY})
        assert Assignment.objects.current().filter(user=colleague).count() == 1

    def test_what_waits_for_its_hour_is_stopped_by_one(self, one, other, areas):
        one.post(ADD, answers(areas))
        other.post(page_of(RoleChange.objects.get()), {"step": "confirm"})
        held = Assignment.objects.get(user__email=NEW)

        assert one.post(end_page(held), {"way": "stop"}).url == LIST

        assert Assignment.objects.upcoming().count() == 0
        assert NEW not in one.get(LIST).content.decode()


class TestOnePersonTwoAccounts:
    @pytest.fixture
    def couple(self, staff) -> tuple[User, User]:
        """Two village officers with one telephone."""
        made = (
            staff(Role.VILLAGE_OFFICER, VILLAGE, "he@example.test"),
            staff(Role.VILLAGE_OFFICER, VILLAGE, "she@x.test"),
        )
        for user in made:
            with_identity(user, phone=PHONE)
        return made

    def apart(self, couple) -> str:
        return reverse("desk:people_apart", args=[couple[0].uuid, couple[1].uuid, "phone"])

    def test_the_list_says_that_they_count_as_one(self, one, couple):
        assert "算作同一个人" in one.get(LIST).content.decode()

    def test_a_third_person_says_why_they_are_two_and_it_is_recorded(self, one, couple, county_officer):
        assert str(ChangeReason.NO_REASON.label) in one.post(self.apart(couple), {"reason": "夫妻"}).content.decode()
        assert one.post(self.apart(couple), {"reason": "夫妻共用一部手机"}).status_code == 302

        assert not same_person(*(User.objects.get(pk=user.pk) for user in couple))
        assert ContactApart.objects.get().by == county_officer
        event = AuditEvent.objects.get(action="identity.told_apart")
        assert (event.actor, "夫妻" in str(event.detail)) == (county_officer, False)

    def test_neither_of_them_can(self, sign_in, supervisor, couple):
        with_identity(supervisor, phone=PHONE)

        html = sign_in(supervisor).post(self.apart(couple), {"reason": "夫妻共用一部手机"}).content.decode()

        assert str(ChangeReason.OWN_ACCOUNT.label) in html
        assert ContactApart.objects.count() == 0

    def test_a_colleague_enters_what_is_missing_and_nobody_their_own(self, one, county_officer, village_officer):
        StaffIdentity.objects.filter(user=village_officer).delete()
        page = reverse("desk:people_identity", args=[village_officer.uuid])
        assert village_officer.email in one.get(LIST + "?role=missing").content.decode()

        assert str(ChangeReason.NO_IDENTITY.label) in one.post(page, {}).content.decode()
        assert one.post(page, {"phone": PHONE}).url == page
        assert StaffIdentity.objects.get(user=village_officer).entered_by == county_officer
        own = reverse("desk:people_identity", args=[county_officer.uuid])
        assert str(ChangeReason.OWN_ACCOUNT.label) in one.post(own, {"phone": PHONE}).content.decode()


def test_what_is_on_file_is_not_written_twice_and_what_is_new_stands_beside_it(staff):
    user = staff(Role.VILLAGE_OFFICER, VILLAGE)
    before = StaffIdentity.objects.filter(user=user).count()
    for phone in (PHONE, f"+86 {PHONE}", "13800000043"):
        identify(user, phone=phone, by=None)

    assert StaffIdentity.objects.filter(user=user).count() == before + 2
    assert AuditEvent.objects.filter(action="identity.entered", target_id=str(user.uuid)).count() == 2
