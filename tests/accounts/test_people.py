"""People and roles on the desk: who is listed for whom, who can be appointed as what, and how a role ends."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from home.editorial.domain.editors import give_rights
from home.models import HomePage
from portal.accounts.domain.assignments import assign
from portal.accounts.enums import AssignmentReason, Role
from portal.accounts.models import Assignment, User
from portal.audit.models import AuditEvent
from portal.notify.models import Channel, Message
from tests.conftest import COUNTY, ELSEWHERE, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db

LIST, ADD = "/desk/people/", "/desk/people/add/"
NEW = "new.person@example.test"
PHONE = "13800000042"
QUERIES = 17


@pytest.fixture
def desk(sign_in, supervisor):
    """The browser of the supervisor of one township."""
    return sign_in(supervisor)


def listed(browser: Client, query: str = "") -> set[str]:
    """The addresses of those on the list."""
    return set(re.findall(r'<span class="note wide">([^<]+@[^<]+)</span>', browser.get(LIST + query).content.decode()))


def answers(areas, **more) -> dict[str, object]:
    return {
        "email": NEW,
        "name": "新同事",
        "role": Role.VILLAGE_OFFICER,
        "area": areas[VILLAGE].pk,
        "phone": PHONE,
        **more,
    }


def end_address(held: Assignment) -> str:
    return reverse("desk:people_end", args=[held.user.uuid, held.role, held.area.code])


class TestTheList:
    def test_shows_who_serves_in_ones_own_area_and_nobody_else(self, desk, staff, supervisor):
        own = staff(Role.VILLAGE_OFFICER, VILLAGE)
        for role, code in [(Role.VILLAGE_OFFICER, OTHER_VILLAGE), (Role.COUNTY_OFFICER, COUNTY)]:
            staff(role, code)

        assert listed(desk) == {own.email, supervisor.email}
        assert listed(desk, "?role=village_officer") == {own.email}

    def test_an_operator_sees_technical_accounts_only(self, staff, sign_in):
        operator = staff(Role.OPERATOR, COUNTY)
        staff(Role.VILLAGE_OFFICER, VILLAGE)

        assert listed(sign_in(operator)) == {operator.email}

    def test_a_role_that_ended_is_not_on_it(self, desk, staff, supervisor):
        held = Assignment.objects.get(user=staff(Role.VILLAGE_OFFICER, VILLAGE))
        held.until = held.since
        held.save()

        assert listed(desk) == {supervisor.email}

    @pytest.mark.parametrize("colleagues", [1, 3])
    def test_asks_the_same_number_of_questions(self, desk, staff, colleagues, django_assert_num_queries):
        for number in range(colleagues):
            staff(Role.VILLAGE_OFFICER, VILLAGE, f"colleague{number}@example.test")
        desk.get(LIST)
        # Five of them for what waits above the list, and for who shares a number with whom.
        with django_assert_num_queries(QUERIES):
            assert len(listed(desk)) == colleagues + 1


class TestAppointing:
    def test_somebody_new_gets_an_account_without_a_password_and_an_e_mail(self, desk, areas, supervisor):
        response = desk.post(ADD, answers(areas))

        assert response.url == LIST
        user = User.objects.get(email=NEW)
        held = Assignment.objects.get(user=user)
        assert (held.role, held.area, held.granted_by) == (Role.VILLAGE_OFFICER, areas[VILLAGE], supervisor)
        assert (str(user), user.has_usable_password()) == ("新同事", False)
        assert {event.action for event in AuditEvent.objects.filter(actor=supervisor)} == {
            "account.invited",
            "identity.entered",
            "role.assigned",
        }
        assert set(Message.objects.filter(recipient=user).values_list("channel", flat=True)) == set(Channel.values)

    def test_the_first_code_signs_them_in_and_proves_the_address(self, desk, areas):
        desk.post(ADD, answers(areas))
        browser = Client()

        browser.post(reverse("account_request_login_code"), {"email": NEW})
        code = re.search(r"\b\d{4} \d{4}\b", mail.outbox[-1].body)[0]
        browser.post(reverse("account_confirm_login_code"), {"code": code})

        assert browser.session["_auth_user_id"] == str(User.objects.get(email=NEW).pk)
        assert EmailAddress.objects.get(email=NEW).verified is True
        assert browser.get("/desk/").url == reverse("mfa_index")

    def test_an_account_that_exists_keeps_its_name_and_password(self, desk, areas):
        user = User.objects.create_user(NEW, "a good passphrase", display_name="老名字")
        EmailAddress.objects.create(user=user, email=NEW, verified=True, primary=True)

        desk.post(ADD, answers(areas, email="NEW.Person@example.test"))

        user = User.objects.get(email=NEW)
        assert (str(user), user.check_password("a good passphrase"), user.assignments.count()) == ("老名字", True, 1)

    def test_a_password_of_whoever_signed_up_with_the_address_before_is_forgotten(self, desk, areas):
        User.objects.create_user(NEW, "set by a stranger")

        desk.post(ADD, answers(areas))

        assert User.objects.get(email=NEW).has_usable_password() is False

    def test_offers_only_roles_and_areas_of_ones_own(self, desk, areas):
        form = desk.get(ADD).context["form"]

        assert [value for value, _label in form.fields["role"].choices] == [Role.VILLAGE_OFFICER, Role.CENTRE_MANAGER]
        assert {area.code for area in form.fields["area"].queryset} == {TOWNSHIP, VILLAGE, "331125106002"}

    @pytest.mark.parametrize(
        ("role", "code"), [(Role.COUNTY_OFFICER, TOWNSHIP), (Role.VILLAGE_OFFICER, OTHER_VILLAGE)], ids=str
    )
    def test_what_is_not_offered_is_not_given(self, desk, areas, role, code):
        response = desk.post(ADD, answers(areas, role=role, area=areas[code].pk))

        assert (response.status_code, User.objects.filter(email=NEW).exists()) == (200, False)

    def test_a_refusal_says_why_beside_the_field_and_keeps_what_was_typed(self, desk, areas):
        response = desk.post(ADD, answers(areas, area=areas[TOWNSHIP].pk))

        form = response.context["form"]
        assert form.errors == {"area": [str(AssignmentReason.WRONG_LEVEL.label)]}
        assert f'value="{NEW}"' in response.content.decode()
        assert User.objects.filter(email=NEW).exists() is False

    def test_an_address_typed_on_a_chinese_keyboard_is_understood(self, desk, areas):
        desk.post(ADD, answers(areas, email="ｎｅｗ．person＠example.test "))

        assert Assignment.objects.filter(user__email=NEW).count() == 1


class TestEndingARole:
    def test_asks_first_then_closes_the_desk_and_tells_them(self, desk, staff, supervisor):
        officer = staff(Role.VILLAGE_OFFICER, VILLAGE)
        held = Assignment.objects.get(user=officer)

        assert "btn danger" in desk.get(end_address(held)).content.decode()
        assert Assignment.objects.current().filter(user=officer).count() == 1
        assert desk.post(end_address(held)).url == LIST

        assert Assignment.objects.current().filter(user=officer).count() == 0
        assert AuditEvent.objects.filter(action="role.ended", actor=supervisor).count() == 1
        assert Message.objects.filter(recipient=officer, template="appointment_ended").count() == 2
        assert desk.post(end_address(held)).status_code == 404

    def test_ones_own_role_says_why_it_cannot_be_ended(self, desk, supervisor):
        held = Assignment.objects.get(user=supervisor)

        html = desk.post(end_address(held)).content.decode()

        assert str(AssignmentReason.OWN.label) in html
        assert "btn danger" not in html
        assert Assignment.objects.current().filter(user=supervisor).count() == 1

    def test_a_role_elsewhere_is_not_there(self, desk, staff):
        held = Assignment.objects.get(user=staff(Role.VILLAGE_OFFICER, OTHER_VILLAGE))

        assert desk.post(end_address(held)).status_code == 404


class TestEditors:
    def test_whoever_is_appointed_may_change_the_public_pages_and_publishes_none_alone(
        self, areas, county_officer, sign_in
    ):
        user = User.objects.create_user(NEW)
        assign(user, Role.EDITOR, areas[COUNTY], by=None)

        editor = User.objects.get(pk=user.pk)
        rights = [home.permissions_for_user(editor) for home in HomePage.objects.all()]
        assert [(one.can_edit(), one.can_publish(), one.can_add_subpage()) for one in rights] == [
            (True, False, True)
        ] * 2
        assert editor.has_perm("home.change_sitesettings") is True

    def test_a_group_made_anew_has_its_rights_too(self, areas, county_officer):
        Group.objects.all().delete()

        assign(User.objects.create_user(NEW), Role.EDITOR, areas[COUNTY], by=None)

        given = GroupPagePermission.objects.filter(group__name="Editors", page__in=HomePage.objects.all())
        assert given.count() == 4

    def test_giving_the_rights_again_changes_nothing(self, db):
        give_rights()
        before = GroupPagePermission.objects.count()
        give_rights()

        assert GroupPagePermission.objects.count() == before


def test_somebody_elsewhere_cannot_be_listed_by_guessing(desk, staff):
    staff(Role.COUNTY_OFFICER, ELSEWHERE)

    assert listed(desk, "?role=county_officer") == set()
