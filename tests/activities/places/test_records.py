"""Places on the desk: opening one, changing what the public reads, rooms and photos."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from activities.enums import CommonRefusal, PlaceKind, RoomKind
from activities.models import Photo, Place, Room
from activities.places.domain import photos
from activities.places.domain.editing import as_shown, change_place, open_place
from activities.places.enums import PlaceRefusal
from home.models import Picture
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.changes.seen import seen_of
from portal.pagecache.stamp import stamp
from tests.conftest import OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.factories.activities import make_photo, make_place, make_room, make_session
from tests.factories.home import jpeg

# Wagtail leaves the temporary file of a rendition to the garbage collector, which warns in whatever test runs then.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]


def page(name, *keys):
    return reverse(f"activities:{name}", args=keys)


def one_place():
    return Place.objects.unscoped("the test looks").get()


@pytest.fixture
def township(sign_in, supervisor):
    """The township supervisor's browser."""
    return sign_in(supervisor)


@pytest.fixture
def centre(sign_in, manager):
    """The centre manager's browser."""
    return sign_in(manager)


def typed(**changes):
    """A place as it is typed in full."""
    given = {
        "name": "新儿童之家",
        "kind": "home",
        "address": "石塘镇新街2号",
        "phone": "０５７８-5120009",
        "opening_hours": "周三至周日 9：00-11：30，13：30-17：00",
        "safe_venue": "on",
        "listed": "on",
    }
    return given | changes


class TestOpening:
    def test_a_township_opens_a_place_in_one_of_its_villages(self, township, areas):
        township.post(page("desk_place_add"), typed(area=areas[VILLAGE].pk))

        made = one_place()
        assert (made.name, made.phone, made.area_path, made.safe_venue, made.library) == (
            "新儿童之家", "0578-5120009", VILLAGE, True, False,
        )  # fmt: skip
        assert made.opening_hours == [[], [], *[[["09:00", "11:30"], ["13:30", "17:00"]]] * 5]
        assert made.slug.startswith("p-")
        assert AuditEvent.objects.get(action="place.open").target_id == str(made.uuid)

    def test_elsewhere_is_not_offered(self, township, areas):
        response = township.post(page("desk_place_add"), typed(area=areas[OTHER_VILLAGE].pk))

        assert (list(response.context["form"].errors), Place.objects.public().count()) == (["area"], 0)

    def test_elsewhere_is_refused_by_the_domain_too(self, areas, supervisor, manager):
        for user in (supervisor, manager):
            with pytest.raises(Denied) as refused:
                open_place(by=user, area=areas[OTHER_VILLAGE], name="x", address="x")
            assert refused.value.reason == PlaceRefusal.NOT_YOUR_AREA

    def test_a_centre_manager_is_told_whom_to_ask(self, centre):
        response = centre.get(page("desk_place_add"))

        assert (response.status_code, "儿童督导员" in response.content.decode()) == (403, True)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"opening_hours": "随时"}, "opening_hours"),
            ({"opening_hours": "周一 17:00-9:00"}, "opening_hours"),
            ({"phone": "123"}, "phone"),
            ({"slug": "Nice Place"}, "slug"),
            ({"stars": "6"}, "stars"),
            ({"name": ""}, "name"),
        ],
    )
    def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(self, township, areas, changes, field):
        sent = typed(area=areas[VILLAGE].pk, summary="老樟树") | changes

        response = township.post(page("desk_place_add"), sent)

        assert (list(response.context["form"].errors), "老樟树" in response.content.decode()) == ([field], True)

    def test_an_address_in_the_site_exists_once_in_the_whole_country(self, township, areas):
        make_place(areas[OTHER_VILLAGE], slug="shitang")

        response = township.post(page("desk_place_add"), typed(area=areas[VILLAGE].pk, slug="shitang"))

        assert response.context["form"].errors == {"slug": [str(PlaceRefusal.SLUG_TAKEN.label)]}


class TestChanging:
    def test_the_hours_are_shown_as_they_are_written_and_saved_as_they_are_read(self, township, place):
        form = page("desk_place_edit", place.uuid)
        shown = township.get(form).context["form"]["opening_hours"].value()

        township.post(form, typed(opening_hours="工作日 8:30-11:30", slug=place.slug))

        assert shown == "周一至周日 09:00-17:00"
        assert one_place().opening_hours == [[["08:30", "11:30"]]] * 5 + [[], []]

    def test_the_public_page_changes_at_once_and_the_audit_names_the_fields(
        self, township, place, django_capture_on_commit_callbacks
    ):
        before = stamp.read()

        with django_capture_on_commit_callbacks(execute=True):
            township.post(page("desk_place_edit", place.uuid), typed(name=place.name, slug=place.slug))

        assert stamp.read() != before
        assert "name" not in AuditEvent.objects.get(action="place.change").detail["fields"]

    def test_its_manager_changes_hours_but_not_the_name(self, centre, place):
        centre.post(page("desk_place_edit", place.uuid), typed(name="我的家", listed=""))

        changed = one_place()
        assert (changed.name, changed.listed) == (place.name, True)
        assert changed.opening_hours[2] == [["09:00", "11:30"], ["13:30", "17:00"]]

    def test_its_manager_cannot_by_another_way_either(self, place, manager):
        with pytest.raises(Denied) as refused:
            change_place(place, by=manager, name="我的家")

        assert refused.value.reason == PlaceRefusal.TOWNSHIP_DECIDES

    def test_a_second_editor_overwrites_nothing(self, township, place, supervisor):
        seen = township.get(page("desk_place_edit", place.uuid)).context["form"]["seen"].value()
        change_place(place, by=supervisor, directions="坐2路车")

        response = township.post(page("desk_place_edit", place.uuid), typed(slug=place.slug, seen=seen))

        assert response.context["form"].non_field_errors() == [str(CommonRefusal.CHANGED_MEANWHILE.label)]
        assert (one_place().name, one_place().directions) == (place.name, "坐2路车")

    def test_managers_are_chosen_among_those_appointed_here(self, township, place, manager, staff):
        newcomer = staff(Role.CENTRE_MANAGER, VILLAGE, "newcomer@example.test")
        stranger = staff(Role.CENTRE_MANAGER, OTHER_VILLAGE, "stranger@example.test")
        form = page("desk_place_edit", place.uuid)

        offered = set(township.get(form).context["form"].fields["managers"].queryset)
        refused = township.post(form, typed(slug=place.slug, managers=[stranger.pk]))
        township.post(form, typed(slug=place.slug, managers=[newcomer.pk]))

        assert offered == {manager, newcomer}
        assert list(refused.context["form"].errors) == ["managers"]
        assert list(one_place().managers.all()) == [newcomer]

    def test_who_chooses_managers_takes_nobody_away_whom_they_did_not_see(self, place, supervisor, manager, staff):
        newcomer, other = (staff(Role.CENTRE_MANAGER, VILLAGE, f"{name}@example.test") for name in ("a", "b"))
        seen = seen_of(as_shown(place))
        change_place(place, by=supervisor, managers=[manager, newcomer])

        with pytest.raises(Denied) as refused:
            change_place(place, by=supervisor, seen=seen, managers=[manager, other])
        assert refused.value.reason == CommonRefusal.CHANGED_MEANWHILE
        assert set(one_place().managers.all()) == {manager, newcomer}

    def test_saving_the_same_changes_nothing(self, place, supervisor):
        change_place(place, by=supervisor, name=place.name, phone=place.phone)

        assert AuditEvent.objects.filter(action="place.change").count() == 0


class TestRooms:
    def test_are_added_and_count_among_the_three(self, centre, place):
        centre.post(page("desk_place_rooms", place.uuid), {"name": "绘本角", "kind": "library"})

        assert [(room.name, room.kind) for room in place.rooms.all()] == [("绘本角", RoomKind.LIBRARY)]

    def test_a_name_exists_once(self, centre, place):
        make_room(place, name="绘本角")

        response = centre.post(page("desk_place_rooms", place.uuid), {"name": "绘本角", "kind": "library"})

        assert response.context["room_form"].non_field_errors() == [str(PlaceRefusal.ROOM_NAMED.label)]

    def test_go_unless_a_session_was_held_there(self, centre, place):
        used, unused = make_room(place), make_room(place)
        make_session(place, room=used, days=-9, state="verified")

        for room in (used, unused):
            centre.post(page("desk_place_rooms", place.uuid), {"remove": room.pk, "sure": "yes"})

        assert list(place.rooms.all()) == [used]

    def test_of_another_place_are_not_found(self, centre, areas, place):
        room = make_room(make_place(areas[VILLAGE]))

        assert centre.post(page("desk_place_rooms", place.uuid), {"remove": room.pk}).status_code == 404
        assert Room.objects.filter(pk=room.pk).count() == 1


def upload(content=None, name="my-home.jpg"):
    return {"file": SimpleUploadedFile(name, content or jpeg((1300, 900))), "alt": "矮书架"}


class TestPhotos:
    @pytest.mark.parametrize(
        ("sent", "field"),
        [
            (upload(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.jpg"), "file"),
            (upload(jpeg()[:200]), "file"),
            ({"alt": "矮书架"}, "file"),
            (upload() | {"alt": " "}, "alt"),
        ],
        ids=["a drawing with scripts", "damaged", "none", "without words"],
    )
    def test_what_is_no_photo_is_refused_beside_the_field(self, centre, place, sent, field):
        response = centre.post(page("desk_place_photos", place.uuid), sent)

        assert (list(response.context["photo_form"].errors), Photo.objects.count(), Picture.objects.count()) == (
            [field], 0, 0,
        )  # fmt: skip

    def test_too_large_ones_are_refused(self, centre, place, settings):
        settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 100

        response = centre.post(page("desk_place_photos", place.uuid), upload())

        assert list(response.context["photo_form"].errors) == ["file"]

    def test_eight_are_enough(self, centre, place, monkeypatch):
        monkeypatch.setattr(photos, "AT_MOST", 1)
        make_photo(place)

        response = centre.post(page("desk_place_photos", place.uuid), upload())

        assert response.context["photo_form"].non_field_errors() == [str(PlaceRefusal.ENOUGH_PHOTOS.label)]

    def test_are_removed_with_their_file(self, centre, place, django_capture_on_commit_callbacks):
        photo = make_photo(place)
        storage, name = photo.image.file.storage, photo.image.file.name

        with django_capture_on_commit_callbacks(execute=True):
            centre.post(page("desk_place_photos", place.uuid), {"remove": photo.pk, "sure": "yes"})

        assert (Photo.objects.count(), Picture.objects.count(), storage.exists(name)) == (0, 0, False)

    def test_keep_a_file_that_another_place_shows(self, centre, areas, place):
        photo = make_photo(place)
        Photo.objects.create(place=make_place(areas[OTHER_VILLAGE]), image=photo.image, alt="同一张")

        centre.post(page("desk_place_photos", place.uuid), {"remove": photo.pk, "sure": "yes"})

        assert (Photo.objects.count(), Picture.objects.count()) == (1, 1)

    def test_of_a_place_elsewhere_are_not_to_be_had(self, centre, areas):
        elsewhere = make_place(areas[OTHER_VILLAGE], kind=PlaceKind.HARBOUR)

        assert centre.post(page("desk_place_photos", elsewhere.uuid), upload()).status_code == 404
        assert Photo.objects.count() == 0


def test_only_who_may_open_a_place_sees_the_button(centre, township):
    assert [browser.get("/desk/places/").context["may_open"] for browser in (centre, township)] == [False, True]


def test_a_township_stays_within_itself(township, areas):
    offered = township.get(page("desk_place_add")).context["form"].fields["area"].queryset

    assert {area.code[:9] for area in offered} == {TOWNSHIP}
