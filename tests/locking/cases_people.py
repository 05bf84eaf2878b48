"""One case at least for each change of state of accounts, roles, volunteers and pairings."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from portal.accounts.domain import assignments, ending, identifying
from portal.accounts.enums import Role
from portal.accounts.models import Assignment
from portal.accounts.sign_in import address, devices, limits, sessions
from portal.accounts.sign_in.models import Device
from portal.desk import appointing
from portal.desk.on_record import refused
from portal.notify import outbox
from portal.notify.models import Channel, MessageState
from portal.notify.passing import pass_on
from portal.ops.auditing import checking, sending
from portal.ops.management.commands.reset_second_step import _reset
from tests.conftest import LONG_AGO
from tests.factories.accounts import with_app, with_identity
from tests.factories.children import make_child
from tests.factories.notify import message
from tests.factories.pairings import make_officer, make_pairing
from tests.factories.volunteers import make_active_volunteer, make_user, make_vetted, make_volunteer
from volunteers.application.domain import applying, lifecycle, vetting
from volunteers.application.enums import ServiceType, VettingKind, VettingOutcome, VolunteerState
from volunteers.pairing.domain import grown, proposing, spell
from volunteers.pairing.enums import PairingState, PauseReason

from .cases_activities import make
from .world import Act_, World

WHY = "演示原因一二"


def held(world: World, role: str = Role.VILLAGE_OFFICER, **fields):
    area = world.village if role == Role.VILLAGE_OFFICER else world.county_area
    user = fields.pop("user", None) or world.person()
    return Assignment.objects.create(user=user, role=role, area=area, effective_at=LONG_AGO, **fields)


def giving_a_role(world: World) -> Act_:
    who = appointing.Person("new@example.test", "演示丙", phone="13800000055")
    return lambda: appointing.appoint(who, Role.VILLAGE_OFFICER, world.village, by=world.county)


def giving_a_role_to_who_has_an_account(world: World) -> Act_:
    who = appointing.Person(make_user().email, "", phone="13800000055")
    return lambda: appointing.appoint(who, Role.VILLAGE_OFFICER, world.village, by=world.county)


def proposing_a_role(world: World) -> Act_:
    who = appointing.Person("new@example.test", "演示丙", phone="13800000055")
    return lambda: appointing.appoint(who, Role.EDITOR, world.county_area, by=world.county)


def appointing_at_the_machine(world: World) -> Act_:
    return lambda: appointing.appoint_at_machine("new@example.test", Role.EDITOR, world.county_area, create=True)


def confirming_a_role(world: World) -> Act_:
    user = make_user()
    with_identity(user, phone="13800000056")
    change = appointing.changes.propose(user, Role.EDITOR, world.county_area, by=world.county)
    return lambda: appointing.decide(change, "confirm", by=world.county2, phone="13800000057")


def ending_a_role(world: World) -> Act_:
    row = held(world)
    return lambda: appointing.end(row, by=world.county)


def proposing_to_end_a_role(world: World) -> Act_:
    row = held(world, Role.EDITOR)
    return lambda: appointing.propose_end(row, by=world.county, reason=WHY)


def confirming_an_end(world: World) -> Act_:
    change = appointing.propose_end(held(world, Role.EDITOR), by=world.county, reason=WHY)
    return lambda: appointing.decide(change, "confirm", by=world.county2)


def ending_at_once(world: World) -> Act_:
    row = held(world, Role.EDITOR)
    ending.propose_end(row, by=world.county2, reason=WHY)
    return lambda: appointing.end_at_once(row, by=world.county, reason=WHY)


def stopping_before_it_takes_effect(world: World) -> Act_:
    row = held(world, Role.EDITOR)
    row.effective_at = timezone.now() + timedelta(days=1)
    row.save()
    return lambda: appointing.stop(row, by=world.county)


def taking_effect(world: World) -> Act_:
    row = held(world, Role.EDITOR, granted_by=world.county, confirmed_by=world.county2)
    Assignment.objects.filter(pk=row.pk).update(effective_at=timezone.now() - timedelta(hours=1))
    return appointing.take_effect


def giving_a_role_for_the_demo(world: World) -> Act_:
    user = world.person()
    return lambda: assignments.assign(user, Role.VILLAGE_OFFICER, world.village, by=None)


def telling_two_apart(world: World) -> Act_:
    one, other = (held(world, user=make_user()).user for _n in range(2))
    for user in (one, other):
        with_identity(user, phone="13800000058")
    return lambda: identifying.tell_apart(one, other, "phone", by=world.county, reason=WHY)


def forgetting_a_second_step(world: World) -> Act_:
    user = world.person()
    with_app(user)
    Device.objects.create(user=user, token="x")
    return lambda: _reset(user)


def signing_up_at_the_site(_world: World) -> Act_:
    typed = {"email": "signup@example.test", "password1": "a good passphrase"}
    return lambda: Client().post(reverse("account_signup"), typed)


def taking_an_address_back(world: World) -> Act_:
    user = world.person()
    token = address.note_change(user)
    user.email = "stranger@example.test"
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return lambda: address.take_back(token)


def forgetting_a_browser(world: World) -> Act_:
    device = Device.objects.create(user=world.person(), token="x")
    return lambda: devices.forget(device, by=device.user)


def counting_a_try(_world: World) -> Act_:
    return lambda: limits.count(limits.EVERYBODY)


def signing_out_everywhere(world: World) -> Act_:
    user = world.person()
    return lambda: sessions.sign_out_everywhere(user)


def sending_again(world: World) -> Act_:
    row = message(world.person(), state=MessageState.FAILED, channel=Channel.EMAIL)
    return lambda: outbox.send_again(row.pk, by=world.county)


def sending_all_again(world: World) -> Act_:
    message(world.person(), state=MessageState.FAILED, channel=Channel.EMAIL)
    return lambda: outbox.send_all_again(by=world.county)


def passing_a_message_on(world: World) -> Act_:
    row = message(world.person(), channel=Channel.EMAIL)
    return lambda: pass_on(row)


def refusing_a_page(world: World) -> Act_:
    request = RequestFactory().get("/desk/")
    request.user = world.one
    return lambda: refused(request, world.one)


def writing_down_what_was_found(_world: World) -> Act_:
    return checking.check


def sending_the_end_of_the_log_away(_world: World) -> Act_:
    return lambda: sending._send_new(1)


def beginning_an_application(world: World) -> Act_:
    user = make_user()
    return lambda: applying.begin(user, area=world.village)


def answering(world: World) -> Act_:
    row = make_volunteer(world.village, VolunteerState.DRAFT)
    return lambda: applying.save_answers(row, by=row.user, occupation="x")


def submitting(world: World) -> Act_:
    row = make_volunteer(world.village, VolunteerState.DRAFT)
    return lambda: applying.submit(row, by=row.user)


def approving_a_volunteer(world: World) -> Act_:
    row = make_vetted(world.village, VolunteerState.TRAINING)
    return lambda: vetting.approve_and_activate(row, by=world.county)


def engaged(world: World):
    """Somebody with two pairings and two sessions to come."""
    row = make_active_volunteer(world.village, caseload_limit=9)
    for _n in range(2):
        make_pairing(make_child(world.village), row)
    for hour in (9, 14):
        session = world.session(starts=make.at(2, hour), volunteer_capacity=1)
        make.make_duty(session, row)
        world.duty(session, state="waitlisted")
    return row


def pausing_a_volunteer(world: World) -> Act_:
    row = engaged(world)
    return lambda: lifecycle.suspend(row, by=world.county, reason="x")


def ending_an_engagement(world: World) -> Act_:
    row = engaged(world)
    return lambda: lifecycle.end(row, by=world.county, reason="x")


def a_check_that_was_not_passed(world: World) -> Act_:
    row, found = engaged(world), {"kind": VettingKind.RECORD_CHECK, "outcome": VettingOutcome.NOT_CLEAR}
    today = timezone.localdate()
    return lambda: vetting.record_vetting(row, by=world.county, done_on=today, valid_until=today, **found)


def proposing_a_pairing(world: World) -> Act_:
    child, row = make_child(world.village), make_active_volunteer(world.village)
    return lambda: proposing.propose(child, row, by=world.officer, services=[ServiceType.TUTORING])


def approving_a_pairing(world: World) -> Act_:
    row = make_pairing(make_child(world.village), make_active_volunteer(world.village), PairingState.HEARD)
    by = make_officer(world.township)
    return lambda: proposing.approve(row, by=by, supervisor=world.one, deputy=world.two)


def pausing_all_pairings(world: World) -> Act_:
    row = engaged(world)
    return lambda: spell.pause_all(row, by=None, reason=PauseReason.ALLEGATION)


def ending_a_pairing_of_who_is_18(world: World) -> Act_:
    from tests.factories.ages import make_child_of

    make_pairing(make_child_of(world.village, 18), make_active_volunteer(world.village))
    return grown.end_grown
