"""One record behind each desk address that names one: the address without an entry fails the guard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, RoleChange
from portal.areas.models import Area
from portal.audit.log import record
from tests.factories import activities, concerns
from tests.factories.children import make_child
from tests.factories.pairings import make_pairing
from tests.factories.volunteers import make_active_volunteer, make_user, make_volunteer


class Cast:
    """Makes what an address needs, in one village; nobody of the guard manages the places made here."""

    def __init__(self, area: Area) -> None:
        self.area = area

    def assignment(self) -> dict[str, Any]:
        """A role somebody holds; of a technical account, which operators see as well."""
        held = Assignment.objects.create(user=make_user(), role=Role.OPERATOR, area=self.area)
        return {"uuid": held.user.uuid, "role": held.role, "code": self.area.code}

    def event(self) -> dict[str, Any]:
        """That somebody read a child's record."""
        return {"sequence": record("child.read", actor=make_user(), target=make_child(self.area)).sequence}

    def account(self) -> dict[str, Any]:
        """Somebody who holds a role."""
        return {"uuid": self.assignment()["uuid"]}

    def proposal(self) -> dict[str, Any]:
        """A role that somebody is proposed for; a technical one, which operators see as well."""
        change = RoleChange.objects.create(kind="give", user=make_user(), role=Role.OPERATOR, area=self.area)
        return {"uuid": change.uuid}

    def two_accounts(self) -> dict[str, Any]:
        """Two people who hold a role."""
        return {"uuid": self.assignment()["uuid"], "other": self.assignment()["uuid"]}

    def child(self) -> dict[str, Any]:
        """A child's record."""
        return {"uuid": make_child(self.area, id_number="529999201503070011").uuid}

    def concern(self) -> dict[str, Any]:
        """A report: county officers open only what was given to them, so it is."""
        report = concerns.make_concern(self.area, reporter="测试联系方式")
        for held in Assignment.objects.filter(role=Role.COUNTY_OFFICER, area__code=self.area.code[:6]):
            concerns.give(report, held.user)
        return {"uuid": report.uuid}

    def shut_out(self) -> dict[str, Any]:
        """A report, and somebody named in it."""
        report = self.concern()
        return report | {"account": concerns.shut_out_somebody(report["uuid"]).uuid}

    def volunteer(self) -> dict[str, Any]:
        """An application."""
        return {"uuid": make_volunteer(self.area).uuid}

    def pairing(self) -> dict[str, Any]:
        """A pairing."""
        return {"uuid": make_pairing(make_child(self.area), make_active_volunteer(self.area)).uuid}

    def place(self) -> dict[str, Any]:
        """A place."""
        return {"uuid": activities.make_place(self.area).uuid}

    def photo(self) -> dict[str, Any]:
        """A photo of a place that nobody has looked at."""
        return {"uuid": activities.make_waiting_photo(activities.make_place(self.area)).uuid}

    def hazard(self) -> dict[str, Any]:
        """Something unsafe at a place."""
        place = activities.make_place(self.area)
        return {"uuid": place.uuid, "hazard": place.hazards.create(description="门锁坏了").uuid}

    def session(self) -> dict[str, Any]:
        """A session."""
        return {"uuid": activities.make_session(activities.make_place(self.area)).uuid}

    def enrolment(self) -> dict[str, Any]:
        """A child's place in a session."""
        session = activities.make_session(activities.make_place(self.area))
        seat = activities.make_enrolment(session, activities.make_active_child(self.area))
        return {"uuid": session.uuid, "seat": seat.uuid}

    def hours(self) -> dict[str, Any]:
        """Verified hours of a volunteer."""
        session = activities.make_session(activities.make_place(self.area), days=-1, state="verified")
        duty = activities.make_duty(session, activities.make_serving_volunteer(self.area))
        activities.make_hours(duty, make_user())
        return {"uuid": session.uuid, "duty": duty.uuid}


@dataclass(frozen=True)
class Case:
    """How to make the record, and what else the address names."""

    make: Callable[[Cast], dict[str, Any]]
    more: dict[str, Any]

    def __call__(self, cast: Cast) -> dict[str, Any]:
        """The arguments of the address."""
        return self.make(cast) | self.more


def case(make: Callable[[Cast], dict[str, Any]], **more: Any) -> Case:
    """Short for the table below."""
    return Case(make, more)


OBJECTS: dict[str, Case] = {
    "desk:audit_event": case(Cast.event),
    "desk:people_end": case(Cast.assignment),
    "desk:people_change": case(Cast.proposal),
    "desk:people_identity": case(Cast.account),
    "desk:people_apart": case(Cast.two_accounts, mark="phone"),
    "children:detail": case(Cast.child),
    "children:edit": case(Cast.child),
    "children:confirm": case(Cast.child),
    "children:age_looked": case(Cast.child),
    "children:reveal": case(Cast.child, field="id_number"),
    "children:concern": case(Cast.concern),
    "children:concern_people": case(Cast.concern),
    "children:concern_name": case(Cast.shut_out),
    "children:concern_let_in": case(Cast.shut_out),
    "children:concern_give": case(Cast.shut_out),
    "children:concern_reporter": case(Cast.concern, field="reporter"),
    "children:concern_step": case(Cast.concern, step="note"),
    "volunteers:desk_review": case(Cast.volunteer),
    "volunteers:desk_show_id": case(Cast.volunteer),
    "volunteers:desk_check": case(Cast.volunteer, kind="record_check"),
    "volunteers:desk_step": case(Cast.volunteer, verb="start_screening"),
    "volunteers:pairing": case(Cast.pairing),
    "volunteers:pairing_propose": case(Cast.child),
    "volunteers:pairing_step": case(Cast.pairing, step="pause"),
    "activities:desk_place": case(Cast.place),
    "activities:desk_place_edit": case(Cast.place),
    "activities:desk_place_rooms": case(Cast.place),
    "activities:desk_place_photos": case(Cast.place),
    "activities:desk_photo_picture": case(Cast.photo),
    "activities:desk_photo_decide": case(Cast.photo),
    "activities:desk_hazard_resolve": case(Cast.hazard),
    "activities:desk_session": case(Cast.session),
    "activities:desk_session_do": case(Cast.session),
    "activities:desk_session_edit": case(Cast.session),
    "activities:desk_enrol": case(Cast.session),
    "activities:desk_take_off": case(Cast.enrolment),
    "activities:desk_split": case(Cast.enrolment),
    "activities:desk_roster": case(Cast.session),
    "activities:rollcall": case(Cast.session),
    "activities:walk_in": case(Cast.session),
    "activities:desk_hours": case(Cast.session),
    "activities:desk_hours_correct": case(Cast.hours),
}
