"""What destroys something asks first and can be taken back, and nothing is taken from who has been given it since."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.enums import CommonRefusal, Outcome, SeatState, SessionState
from activities.models import Enrolment, Hazard, Photo, RemovedPhoto, Room
from activities.places.tasks import forget_removed_photos
from activities.seats.domain.enrolment import enrol, withdraw_child
from activities.seats.domain.signup import sign_up, withdraw
from activities.seats.enums import SeatRefusal
from activities.sessions.domain.publishing import cancel, close
from activities.sessions.domain.walkins import child_came, volunteer_came
from activities.sessions.enums import SessionRefusal
from portal.notify.models import Message
from portal.undo.models import Act
from portal.undo.undoing import undo
from tests.asking import refusal_of
from tests.conftest import VILLAGE
from tests.factories.activities import (
    make_active_child,
    make_enrolment,
    make_photo,
    make_place,
    make_room,
    make_serving_volunteer,
    make_session,
    make_waiting_photo,
)
from volunteers.application.domain.lifecycle import suspend

# Wagtail leaves the files of the sizes it draws to the garbage collector.
_DRAWN = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
pytestmark = [pytest.mark.django_db, pytest.mark.database, _DRAWN]


def now(record):
    return type(record).objects.unscoped("the test looks again").get(pk=record.pk)


def undo_last(by):
    return undo(Act.objects.filter(by=by).first(), by=by)


@pytest.fixture
def small(place, village_officer, manager):
    """A session with one place."""
    return make_session(place, staff=(village_officer, manager), child_capacity=1, volunteer_capacity=1)


def test_a_child_taken_off_by_mistake_has_its_place_again(small, child, village_officer):
    seat = enrol(child, small, by=village_officer)
    withdraw_child(seat, by=village_officer)

    undo_last(village_officer)

    assert (now(seat).state, now(seat).withdrawn_at, now(small).children_taken) == ("confirmed", None, 1)


def test_a_place_given_to_another_stays_given_and_the_child_heads_the_waiting_list(small, areas, village_officer):
    seat, first, second = (enrol(make_active_child(areas[VILLAGE]), small, by=village_officer) for _ in range(3))
    withdraw_child(seat, by=village_officer)

    undo_last(village_officer)
    assert [now(one).state for one in (seat, first, second)] == ["waitlisted", "confirmed", "waitlisted"]
    withdraw_child(first, by=village_officer)

    assert [now(one).state for one in (seat, second)] == ["confirmed", "waitlisted"]
    assert now(small).children_taken == 1


def test_it_heads_the_list_even_before_those_who_asked_earlier(small, areas, village_officer):
    early = make_enrolment(small, make_active_child(areas[VILLAGE]), state=SeatState.WAITLISTED)
    early.requested_at = timezone.now() - timedelta(days=3)
    early.save()
    first = make_enrolment(small, make_active_child(areas[VILLAGE]), state=SeatState.WAITLISTED)
    first.requested_at = timezone.now() - timedelta(days=4)
    first.save()
    seat = make_enrolment(small, make_active_child(areas[VILLAGE]))
    withdraw_child(seat, by=village_officer)

    undo_last(village_officer)

    line = Enrolment.objects.unscoped("the test looks").filter(state=SeatState.WAITLISTED).order_by("requested_at")
    assert (now(first).state, list(line)) == ("confirmed", [seat, early])


def test_a_child_that_is_elsewhere_now_is_not_taken_back(place, small, child, village_officer):
    withdraw_child(enrol(child, small, by=village_officer), by=village_officer)
    enrol(child, make_session(place, starts=small.starts), by=village_officer)

    assert refusal_of(undo_last, village_officer) == SeatRefusal.OVERLAP


def test_a_volunteer_who_withdrew_by_mistake_helps_again(small, volunteer):
    duty = sign_up(small, volunteer, by=volunteer.user)
    withdraw(duty, by=volunteer.user)

    undo_last(volunteer.user)

    assert (now(duty).state, now(small).volunteers_taken) == (SeatState.CONFIRMED, 1)


def test_who_may_no_longer_be_with_children_does_not_come_back(small, volunteer, county_officer):
    duty = sign_up(small, volunteer, by=volunteer.user)
    withdraw(duty, by=volunteer.user)
    suspend(volunteer, by=county_officer, reason="正在核实")

    assert refusal_of(undo_last, volunteer.user) == SeatRefusal.SUSPENDED


def test_a_duty_taken_away_for_lost_standing_can_not_be_taken_back_and_is_told_at_once(
    small, volunteer, county_officer
):
    sign_up(small, volunteer, by=volunteer.user)
    suspend(volunteer, by=county_officer, reason="正在核实")

    assert not Act.objects.exists()
    told = Message.objects.filter(recipient=volunteer.user, template="activities_taken_off")
    assert list(told.values_list("not_before", flat=True)) == [None, None]


def test_that_staff_took_a_volunteer_off_is_told_after_ten_minutes_or_never(small, volunteer, village_officer):
    duty = sign_up(small, volunteer, by=volunteer.user)
    withdraw(duty, by=village_officer)
    told = Message.objects.filter(recipient=volunteer.user, template="activities_taken_off")
    assert all(waits > timezone.now() for waits in told.values_list("not_before", flat=True))

    undo_last(village_officer)

    assert not told.exists()


def test_a_cancellation_is_told_at_once_and_so_is_that_it_takes_place(session, volunteer, village_officer):
    sign_up(session, volunteer, by=volunteer.user)
    cancel(session, reason="台风", by=village_officer)
    undo_last(village_officer)

    told = Message.objects.filter(recipient=volunteer.user, not_before=None).values_list("template", flat=True)
    assert {"activities_cancelled", "activities_takes_place"} <= set(told)
    again = now(session)
    assert (again.state, again.cancel_reason, again.sequence) == (SessionState.PUBLISHED, "", session.sequence + 2)


def test_a_session_whose_room_was_taken_meanwhile_stays_cancelled(place, village_officer):
    room = make_room(place)
    session = make_session(place, room=room)
    cancel(session, reason="台风", by=village_officer)
    make_session(place, room=room)

    assert refusal_of(undo_last, village_officer) == SessionRefusal.ROOM_TAKEN
    assert now(session).state == SessionState.CANCELLED


def test_a_session_whose_people_are_elsewhere_now_stays_cancelled(place, session, volunteer, village_officer):
    sign_up(session, volunteer, by=volunteer.user)
    cancel(session, reason="台风", by=village_officer)
    sign_up(make_session(place), volunteer, by=volunteer.user)

    assert refusal_of(undo_last, village_officer) == SessionRefusal.PEOPLE_BUSY


def test_enrolment_closed_by_mistake_is_open_again(session, village_officer):
    close(session, by=village_officer)
    undo_last(village_officer)

    assert now(session).state == SessionState.PUBLISHED


def test_who_was_written_down_by_mistake_comes_off_the_roll(place, child, volunteer, manager):
    held = make_session(place, starts=timezone.now() - timedelta(minutes=5), child_capacity=1, volunteer_capacity=0)
    seat = child_came(held, child, by=manager)
    undo_last(manager)
    duty = volunteer_came(held, volunteer.number, by=manager)
    undo_last(manager)

    assert [(now(one).state, now(one).outcome) for one in (seat, duty)] == [("cancelled", Outcome.UNKNOWN)] * 2
    assert (now(held).children_taken, now(held).volunteers_taken) == (0, 0)


class TestOnTheDesk:
    """Each button asks first, does nothing before yes, and can be taken back on the next page."""

    @pytest.fixture
    def desk(self, sign_in, village_officer):
        return sign_in(village_officer)

    def ask_and_do(self, desk, address, typed, there):
        page = desk.post(address, typed)
        assert (page.status_code, page.templates[0].name, there()) == (200, "sure.html", True)
        answer = desk.post(address, typed | {"sure": "yes"})
        assert (answer.status_code, there()) == (302, False)
        offer = desk.get(answer.url).content.decode()
        assert offer.count('class="notice info undo"') == 1
        desk.post(reverse("undo", args=[Act.objects.get().uuid]), {"back": answer.url})
        assert there()
        assert 'class="notice info undo"' not in desk.get(answer.url).content.decode()

    def test_a_room(self, desk, place):
        room = make_room(place, name="阅览室")
        address = reverse("activities:desk_place_rooms", args=[place.uuid])

        self.ask_and_do(desk, address, {"remove": room.pk}, lambda: Room.objects.filter(name="阅览室").exists())

    def test_a_hazard(self, desk, place):
        hazard = Hazard.objects.create(place=place, description="电线裸露", serious=True)
        address = reverse("activities:desk_hazard_resolve", args=[place.uuid, hazard.uuid])

        self.ask_and_do(desk, address, {}, lambda: Hazard.objects.filter(resolved_on=None).exists())

    def test_a_child(self, desk, session, child):
        seat = make_enrolment(session, child)
        address = reverse("activities:desk_take_off", args=[session.uuid, seat.uuid])

        self.ask_and_do(desk, address, {}, lambda: now(seat).state == SeatState.CONFIRMED)

    @pytest.mark.parametrize("typed", [{"do": "cancel", "reason": "台风"}, {"do": "close"}], ids=["cancel", "close"])
    def test_a_session(self, desk, session, typed):
        address = reverse("activities:desk_session_do", args=[session.uuid])

        self.ask_and_do(desk, address, typed, lambda: now(session).state == SessionState.PUBLISHED)

    def test_a_waiting_photo(self, desk, place):
        photo = make_waiting_photo(place)
        address = reverse("activities:desk_place_photos", args=[place.uuid])

        self.ask_and_do(desk, address, {"remove": photo.pk}, lambda: Photo.objects.filter(uuid=photo.uuid).exists())

    def test_a_public_photo_whose_file_is_gone_at_once(self, desk, place, django_capture_on_commit_callbacks):
        photo = make_photo(place)
        file, address = photo.image.file, reverse("activities:desk_place_photos", args=[place.uuid])
        sending = {"remove": photo.pk}

        with django_capture_on_commit_callbacks(execute=True):
            self.ask_and_do(desk, address, sending, lambda: Photo.objects.filter(uuid=photo.uuid).exists())

        assert not file.storage.exists(file.name)
        assert Photo.objects.get().image.file.name != file.name

    def test_a_volunteer_on_the_public_site(self, sign_in, session, areas):
        helper = make_serving_volunteer(areas[VILLAGE])
        duty = sign_up(session, helper, by=helper.user)
        address = reverse("activities:duty", args=[session.uuid])

        self.ask_and_do(
            sign_in(helper.user), address, {"do": "withdraw"}, lambda: now(duty).state == SeatState.CONFIRMED
        )


def test_after_ten_minutes_nothing_is_left_of_a_photo(place, sign_in, village_officer):
    photo = make_waiting_photo(place)
    address = reverse("activities:desk_place_photos", args=[place.uuid])
    sign_in(village_officer).post(address, {"remove": photo.pk, "sure": "yes"})
    assert (forget_removed_photos(), RemovedPhoto.objects.count()) == (0, 1)

    RemovedPhoto.objects.update(removed_at=timezone.now() - timedelta(minutes=10))

    assert (forget_removed_photos(), RemovedPhoto.objects.count()) == (1, 0)


def test_a_session_of_another_place_is_not_taken_back_by_who_lost_the_place(session, village_officer, areas):
    cancel(session, reason="台风", by=village_officer)
    other = make_place(areas["331125105001"])
    moved = now(session)
    moved.place, moved.area = other, other.area
    moved.save()

    assert refusal_of(undo_last, village_officer) == CommonRefusal.NOT_YOURS
