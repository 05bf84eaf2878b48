"""A second account signs nothing that asks for somebody else: photos, hours, pages, vetting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from activities.enums import Outcome, SeatState, SessionState
from activities.hours.domain.crediting import correct_hours, verify_hours
from activities.hours.enums import HoursRefusal
from activities.places.domain.photos import add_photo, confirm_photo
from activities.places.enums import PlaceRefusal
from home.enums.editorial import EditorialReason
from home.permissions import approve_denied_reason
from portal.accounts.enums import IndependenceReason, Role
from portal.accounts.models import Assignment, User
from tests.asking import refusal_of
from tests.conftest import COUNTY, LONG_AGO, TOWNSHIP, VILLAGE
from tests.factories.accounts import with_identity
from tests.factories.activities import make_duty, make_hours, make_place, make_serving_volunteer, make_session
from tests.factories.editorial import approve, draft_by, is_live, submitted
from tests.factories.home import jpeg
from tests.factories.volunteers import make_user, make_volunteer
from volunteers.application.domain.moving import may_denied_reason
from volunteers.application.domain.persons import is_same_person
from volunteers.application.enums import VolunteerRefusal, VolunteerState
from volunteers.application.transitions import SCREEN

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]
PHONE = "13800007002"


def again(user):
    return User.objects.get(pk=user.pk)


def one_person(*users):
    """The same telephone on file for all of them."""
    for user in users:
        with_identity(user, phone=PHONE)
    return [again(user) for user in users]


@pytest.fixture
def place(areas):
    return make_place(areas[VILLAGE])


class TestAPhoto:
    @pytest.fixture
    def manager(self, staff, place):
        user = staff(Role.CENTRE_MANAGER, TOWNSHIP)
        place.managers.add(user)
        return user

    @pytest.fixture
    def added(self, place, manager):
        return add_photo(place, file=SimpleUploadedFile("a.jpg", jpeg((900, 700))), alt="书架", by=manager)

    def test_is_not_confirmed_by_the_other_account_of_who_added_it(self, added, manager, supervisor):
        _manager, other = one_person(manager, supervisor)

        assert refusal_of(confirm_photo, added, by=other) == PlaceRefusal.OWN_PHOTO

    def test_is_not_confirmed_by_a_role_given_since(self, areas, added):
        new = make_user()
        Assignment.objects.create(
            user=new, role=Role.TOWNSHIP_SUPERVISOR, area=areas[TOWNSHIP], effective_at=timezone.now()
        )

        assert refusal_of(confirm_photo, added, by=again(new)) == IndependenceReason.APPOINTED_TOO_LATE


class TestHours:
    @pytest.fixture
    def volunteer(self, areas):
        return make_serving_volunteer(areas[VILLAGE])

    @pytest.fixture
    def duty(self, place, volunteer):
        over = make_session(place, starts=timezone.now() - timedelta(hours=4), state=SessionState.COMPLETED)
        return make_duty(over, volunteer, state=SeatState.CONFIRMED, outcome=Outcome.PRESENT)

    @pytest.fixture
    def other(self, supervisor, volunteer):
        """A supervisor whose telephone the volunteer gave in the application."""
        with_identity(supervisor, phone=volunteer.phone)
        return again(supervisor)

    def test_are_not_verified_by_the_volunteers_other_account(self, duty, other):
        assert refusal_of(verify_hours, duty.session, by=other) == HoursRefusal.OWN_HOURS

    def test_are_not_corrected_by_it_either(self, duty, other, county_officer):
        make_hours(duty, county_officer)

        assert refusal_of(correct_hours, duty, minutes=1, reason="记错了", by=other) == HoursRefusal.OWN_HOURS

    def test_are_not_verified_by_a_role_given_since(self, areas, duty):
        new = make_user()
        Assignment.objects.create(
            user=new, role=Role.TOWNSHIP_SUPERVISOR, area=areas[TOWNSHIP], effective_at=timezone.now()
        )

        assert refusal_of(verify_hours, duty.session, by=again(new)) == IndependenceReason.APPOINTED_TOO_LATE


class TestAPage:
    @pytest.fixture
    def editors(self, staff):
        from portal.accounts.domain.editors import sync_editor_group

        made = [staff(Role.EDITOR, COUNTY, f"{name}@example.test") for name in ("anna", "anna2")]
        for user in made:
            sync_editor_group(user)
        return made

    @pytest.fixture
    def draft(self, editors):
        return draft_by(editors[0])

    def test_is_not_published_by_the_other_account_of_who_wrote_it(self, draft, editors):
        first, second = one_person(*editors)
        page = submitted(draft, first)

        assert refusal_of(approve, page, second) == EditorialReason.OWN_VERSION
        assert is_live(page) is False

    def test_is_not_approved_by_an_editor_made_for_it(self, areas, draft, editors):
        from portal.accounts.domain.editors import sync_editor_group

        page, new = submitted(draft, editors[0]), make_user("new@example.test")
        Assignment.objects.create(
            user=new, role=Role.EDITOR, area=areas[COUNTY], granted_by=editors[0], effective_at=timezone.now()
        )
        sync_editor_group(new)

        reason = approve_denied_reason(
            again(new), revision=page.get_latest_revision(), state=page.current_workflow_state
        )
        assert reason == IndependenceReason.APPOINTED_TOO_LATE

    def test_is_published_by_somebody_else(self, draft, editors):
        page = submitted(draft, editors[0])

        approve(page, again(editors[1]))

        assert is_live(page) is True


class TestVetting:
    @pytest.fixture
    def applicant(self, areas):
        return make_volunteer(areas[TOWNSHIP], VolunteerState.SUBMITTED)

    @pytest.mark.parametrize("mark", ["phone", "id_number"])
    def test_nobody_vets_themselves_under_another_account(self, mark, applicant, county_officer, sign_in):
        """The officer never applied: what staff have on file shows it."""
        with_identity(county_officer, **{mark: getattr(applicant, mark)})
        officer = again(county_officer)

        assert may_denied_reason(SCREEN, applicant, officer) == VolunteerRefusal.OWN
        review = reverse("volunteers:desk_review", args=[applicant.uuid])
        assert sign_in(officer).get(review).status_code == 404
        assert applicant.receipt_code not in sign_in(officer).get(reverse("volunteers:desk_index")).content.decode()

    def test_a_telephone_in_a_draft_shuts_nobody_out(self, areas, county_officer):
        """Anybody can type an officer's telephone: only what was sent counts."""
        with_identity(county_officer, phone=PHONE)

        draft = make_volunteer(areas[TOWNSHIP], VolunteerState.DRAFT, phone=PHONE)

        assert is_same_person(draft, again(county_officer)) is False


def test_who_was_there_long_before_signs(areas, staff, place):
    """The rule bars the same person and the newcomer, and nobody else."""
    manager = staff(Role.CENTRE_MANAGER, TOWNSHIP)
    place.managers.add(manager)
    photo = add_photo(place, file=SimpleUploadedFile("a.jpg", jpeg((900, 700))), alt="书架", by=manager)
    other = make_user()
    Assignment.objects.create(user=other, role=Role.TOWNSHIP_SUPERVISOR, area=areas[TOWNSHIP], effective_at=LONG_AGO)

    confirm_photo(photo, by=again(other))

    photo.refresh_from_db()
    assert photo.confirmed_by == other
