"""What of a place can be taken back, under the name by which its act was kept."""

import pytest

from activities.models import Room
from activities.places import desk
from activities.places.domain.editing import put_back_room, remove_room
from activities.places.domain.hazards import reopen_hazard
from activities.places.domain.photos import put_back
from activities.places.enums import PlaceRefusal
from portal.changes.denied import Denied
from portal.undo.models import Act
from portal.undo.undoing import UNDOABLE, undo
from tests.factories.activities import make_room

pytestmark = pytest.mark.django_db


def test_each_act_has_its_own_way_back():
    desk.register()  # once more changes nothing; a name that is taken by something else would be an error

    ways = {name: UNDOABLE[name].undo for name in ("place.room", "place.photo", "place.hazard")}
    assert ways == {"place.room": put_back_room, "place.photo": put_back, "place.hazard": reopen_hazard}
    assert UNDOABLE["place.room"].label == "移除了一个房间。"


def test_a_room_that_was_removed_is_there_again(place, village_officer):
    room = make_room(place, name="阅览室", kind="library")
    remove_room(room, by=village_officer)
    assert list(Room.objects.all()) == []

    undo(Act.objects.get(kind="place.room"), by=village_officer)

    assert list(Room.objects.values_list("place", "name", "kind")) == [(place.pk, "阅览室", "library")]


def test_a_room_does_not_come_back_beside_one_of_its_name(place, village_officer):
    make_room(place, name="阅览室")

    with pytest.raises(Denied) as denied:
        put_back_room({"place": place.pk, "name": "阅览室", "kind": "library"}, by=village_officer)

    assert denied.value.reason == PlaceRefusal.ROOM_NAMED
