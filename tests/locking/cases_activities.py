"""One case at least for each change of state of places and sessions."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from activities.adults.domain.watching import _recheck_one
from activities.enums import Action, Outcome, RoomKind, SeatState, SessionKind, SessionState
from activities.hours.domain import crediting
from activities.models import Photo
from activities.places.domain import editing as editing_places
from activities.places.domain import hazards, photos
from activities.seats.domain import enrolment, grown, offers, signup
from activities.sessions.domain import editing, publishing, the_day, walkins
from tests.factories import activities as make
from tests.factories.ages import make_child_of
from tests.factories.home import jpeg

from .world import Act_, World


def drafting(world: World) -> Act_:
    fields = {"title": "x", "kind": SessionKind.TUTORING, "action": Action.HELP, "child_capacity": 3}
    fields |= {"starts": make.at(3), "ends": make.at(3, 16), "place": world.place, "room": make.make_room(world.place)}
    return lambda: editing.draft(by=world.one, staff=[world.one, world.two], **fields)


def changing_a_session(world: World) -> Act_:
    row, beside = world.session(child_capacity=1), world.session(starts=make.at(2, 20))
    world.duty(row)
    world.seat(row)
    world.seat(row, state=SeatState.WAITLISTED)
    other = make.make_place(world.village)
    fields = {"place": other, "starts": make.at(2, 9), "ends": make.at(2, 11), "child_capacity": 4}
    assert beside
    return lambda: editing.change(row, by=world.county, staff=[world.one], **fields)


def opening_a_place(world: World) -> Act_:
    return lambda: editing_places.open_place(by=world.county, area=world.village, name="x", address="x")


def moving_a_place(world: World) -> Act_:
    for hour in (9, 14):
        world.duty(world.session(starts=make.at(2, hour)))
    fields = {"name": "新", "slug": "another", "phone": "0578-5120009"}
    return lambda: editing_places.change_place(world.place, by=world.county, managers=[], **fields)


def hiding_a_place(world: World) -> Act_:
    for hour in (9, 14):
        world.duty(world.session(starts=make.at(2, hour)))
    return lambda: editing_places.change_place(world.place, by=world.county, cancel_for="x", listed=False)


def adding_a_room(world: World) -> Act_:
    return lambda: editing_places.add_room(world.place, name="x", kind=RoomKind.ACTIVITY, by=world.one)


def removing_a_room(world: World) -> Act_:
    room = make.make_room(world.place)
    return lambda: editing_places.remove_room(room, by=world.one)


def putting_back_a_room(world: World) -> Act_:
    removing_a_room(world)()
    return world.undoing(world.one)


def adding_a_photo(world: World) -> Act_:
    file = ContentFile(jpeg(), name="a.jpg")
    return lambda: photos.add_photo(world.place, file=file, alt="x", by=world.one)


def confirming_a_photo(world: World) -> Act_:
    photo = make.make_waiting_photo(world.place)
    return lambda: photos.confirm_photo(photo, by=world.county)


def refusing_a_photo(world: World) -> Act_:
    photo = make.make_waiting_photo(world.place)
    return lambda: photos.refuse_photo(photo, by=world.county)


def removing_a_photo(world: World) -> Act_:
    photo = make.make_waiting_photo(world.place)
    return lambda: photos.remove_photo(photo, by=world.county)


def putting_back_a_photo(world: World) -> Act_:
    removing_a_photo(world)()
    return world.undoing(world.county)


def removing_a_photo_nobody_decides_on(world: World) -> Act_:
    photo = make.make_waiting_photo(world.place)
    Photo.objects.filter(pk=photo.pk).update(added_at=timezone.now() - timedelta(days=40))
    return photos.remove_undecided


def finding_a_hazard(world: World) -> Act_:
    world.session()
    return lambda: hazards.add_hazard(world.place, description="x", serious=True, by=world.one)


def resolving_a_hazard(world: World) -> Act_:
    hazard = world.place.hazards.create(description="x", serious=True)
    return lambda: hazards.resolve_hazard(hazard, by=world.one)


def reopening_a_hazard(world: World) -> Act_:
    resolving_a_hazard(world)()
    return world.undoing(world.one)


def publishing_a_session(world: World) -> Act_:
    row = world.session(state=SessionState.DRAFT, room=make.make_room(world.place), child_capacity=2)
    world.duty(row)
    world.duty(row)
    return lambda: publishing.publish(row, by=world.county)


def closing_a_session(world: World) -> Act_:
    row = world.session()
    return lambda: publishing.close(row, by=world.one)


def reopening_a_session(world: World) -> Act_:
    row = world.session(child_capacity=1)
    publishing.close(row, by=world.one)
    world.seat(row, state=SeatState.WAITLISTED)
    return world.undoing(world.one)


def cancelling_a_session(world: World) -> Act_:
    row = world.session()
    world.duty(row)
    world.seat(row)
    return lambda: publishing.cancel(row, reason="x", by=world.one)


def taking_place_after_all(world: World) -> Act_:
    cancelling_a_session(world)()
    return world.undoing(world.one)


def starting(world: World) -> Act_:
    row = world.session(starts=timezone.now(), child_capacity=2)
    world.duty(row)
    world.duty(row)
    return lambda: the_day.start(row, by=world.one)


def calling_the_roll(world: World) -> Act_:
    row = world.session(starts=timezone.now())
    marks = {seat.uuid: Outcome.PRESENT for seat in (world.duty(row), world.seat(row), world.seat(row))}
    return lambda: the_day.call_roll(row, marks, by=world.one)


def completing(world: World) -> Act_:
    row = world.session(days=-1)
    return lambda: the_day.complete(row, by=world.one)


def verifying_hours(world: World) -> Act_:
    row = world.session(days=-1, state=SessionState.COMPLETED)
    for _n in range(2):
        make.came(world.duty(row))
    return lambda: crediting.verify_hours(row, by=world.county)


def correcting_hours(world: World) -> Act_:
    row = world.session(days=-1, state=SessionState.VERIFIED)
    duty = make.came(world.duty(row))
    make.make_hours(duty, world.one)
    return lambda: crediting.correct_hours(duty, minutes=30, reason="x", by=world.county)


def enrolling_brothers_and_sisters(world: World) -> Act_:
    row, children = world.session(), [make.make_active_child(world.village) for _n in range(2)]
    make.make_duty(
        row, make.make_serving_volunteer(world.village), state=SeatState.OFFERED, offered_until=timezone.now()
    )
    return lambda: enrolment.enrol_many(children, row, by=world.one, together=True)


def separating_brothers_and_sisters(world: World) -> Act_:
    row = world.session(child_capacity=1)
    world.seat(row)
    children = [make.make_active_child(world.village) for _n in range(2)]
    seats = enrolment.enrol_many(children, row, by=world.one, together=True)
    return lambda: enrolment.separate(seats[0], by=world.one)


def withdrawing_a_child(world: World) -> Act_:
    row = world.session(child_capacity=1)
    seat = world.seat(row)
    world.seat(row, state=SeatState.WAITLISTED)
    return lambda: enrolment.withdraw_child(seat, by=world.one)


def enrolling_again(world: World) -> Act_:
    withdrawing_a_child(world)()
    return world.undoing(world.one)


def withdrawing_who_is_18(world: World) -> Act_:
    make.make_enrolment(world.session(), make_child_of(world.village, 18))
    return grown.withdraw_grown


def giving_on_an_offer_that_ran_out(world: World) -> Act_:
    row = world.session()
    past = timezone.now() - timedelta(minutes=1)
    world.duty(row, state=SeatState.OFFERED, offered_until=past)
    world.duty(row, state=SeatState.WAITLISTED)
    return offers.release_all_expired


def signing_up(world: World) -> Act_:
    row, volunteer = world.session(), make.make_serving_volunteer(world.village)
    return lambda: signup.sign_up(row, volunteer, by=volunteer.user)


def withdrawing_a_volunteer(world: World) -> Act_:
    row = world.session(volunteer_capacity=1)
    duty = world.duty(row)
    world.duty(row, state=SeatState.WAITLISTED)
    return lambda: signup.withdraw(duty, by=world.one)


def helping_again(world: World) -> Act_:
    withdrawing_a_volunteer(world)()
    return world.undoing(world.one)


def taking_an_offer(world: World) -> Act_:
    row = world.session()
    duty = world.duty(row, state=SeatState.OFFERED, offered_until=timezone.now() + timedelta(hours=1))
    return lambda: signup.accept(duty, by=duty.volunteer.user)


def a_child_at_the_door(world: World) -> Act_:
    row, child = world.session(starts=timezone.now()), make.make_active_child(world.village)
    return lambda: walkins.child_came(row, child, by=world.one)


def it_did_not_come(world: World) -> Act_:
    a_child_at_the_door(world)()
    return world.undoing(world.one)


def a_volunteer_at_the_door(world: World) -> Act_:
    row, volunteer = world.session(starts=timezone.now()), make.make_serving_volunteer(world.village)
    return lambda: walkins.volunteer_came(row, volunteer.number, by=world.one)


def they_did_not_come(world: World) -> Act_:
    a_volunteer_at_the_door(world)()
    return world.undoing(world.one)


def looking_again_at_the_adults(world: World) -> Act_:
    row = make.make_session(world.place)
    return lambda: _recheck_one(row.pk)
