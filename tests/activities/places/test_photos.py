"""Photos of a place: nobody but the desk sees one until a second person has looked at it."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD

from activities.enums import CommonRefusal
from activities.models import Photo
from activities.places.domain import photos
from activities.places.domain.photos import add_photo, confirm_photo, refuse_photo, remove_photo
from activities.places.enums import PlaceRefusal
from home.models import Picture
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from portal.notify.delivery import texts
from portal.notify.models import Message
from portal.pagecache.stamp import stamp
from tests.conftest import OTHER_TOWNSHIP, VILLAGE
from tests.factories.activities import make_photo, make_place, make_session
from tests.factories.home import jpeg

# Wagtail leaves the temporary file of a rendition to the garbage collector, which warns in whatever test runs then.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")]

QUEUE = "/desk/photos/"
LOOKED = {"looked": "on"}


def upload(content=None):
    return SimpleUploadedFile("my-home.jpg", content or jpeg((1300, 900)))


def picture_of(photo):
    return reverse("activities:desk_photo_picture", args=[photo.uuid])


def decide(photo):
    return reverse("activities:desk_photo_decide", args=[photo.uuid])


def actions():
    return list(AuditEvent.objects.filter(action__startswith="place.").order_by("pk").values_list("action", flat=True))


def denial(function, photo, by):
    with pytest.raises(Denied) as caught:
        function(photo, by=by)
    return caught.value.reason


@pytest.fixture
def waiting(place, manager):
    """A photo the centre manager has just added."""
    return add_photo(place, file=upload(), alt="矮书架", by=manager)


class TestAWaitingPhoto:
    def test_is_on_no_public_page(self, place, waiting):
        session = make_session(place)
        pages = [place.get_absolute_url(), "/places/", session.get_absolute_url(), f"/help/{VILLAGE}/"]

        seen = [Client().get(page).content.decode() for page in pages]

        assert [("矮书架" in text, "/media/" in text) for text in seen] == [(False, False)] * len(pages)

    def test_is_neither_a_file_nor_in_the_library_that_editors_share(self, settings, place, manager):
        def files():
            return sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())

        before = files()
        add_photo(place, file=upload(), alt="矮书架", by=manager)

        assert (files() == before, Picture.objects.count()) == (True, 0)

    def test_does_not_say_where_it_was_taken(self, place, manager):
        exif = Image.Exif()
        exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (28.0, 6.0, 36.0)})

        photo = add_photo(place, file=upload(jpeg((1300, 900), exif)), alt="矮书架", by=manager)

        assert dict(Image.open(io.BytesIO(photo.held_back)).getexif()) == {}

    def test_is_seen_by_the_desk_of_its_area_alone(self, waiting, sign_in, staff, manager, supervisor):
        elsewhere = staff(Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP)
        other_manager, editor = staff(Role.CENTRE_MANAGER, OTHER_TOWNSHIP), staff(Role.EDITOR)
        people = [manager, supervisor, elsewhere, other_manager, editor]

        statuses = [sign_in(user).get(picture_of(waiting)).status_code for user in people]

        assert statuses == [200, 200, 404, 404, 404]
        assert Client().get(picture_of(waiting)).status_code == 302

    def test_is_kept_by_no_cache(self, waiting, sign_in, supervisor):
        response = sign_in(supervisor).get(picture_of(waiting))

        assert (response["Content-Type"], response["Cache-Control"]) == ("image/jpeg", "private, no-store")
        assert Image.open(io.BytesIO(response.content)).size == (1300, 900)

    def test_is_opened_on_the_record(self, waiting, place, sign_in, supervisor, staff):
        sign_in(staff(Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP)).get(picture_of(waiting))
        sign_in(supervisor).get(picture_of(waiting))

        event = AuditEvent.objects.get(action="place.read_photo")
        assert (event.actor, event.target_id) == (supervisor, str(place.uuid))
        assert event.detail == {"photo": str(waiting.uuid)}

    def test_is_shown_to_its_uploader_as_waiting(self, waiting, place, sign_in, manager):
        html = sign_in(manager).get(reverse("activities:desk_place", args=[place.uuid])).content.decode()

        assert (picture_of(waiting) in html, f'"{QUEUE}"' in html) == (True, False)

    def test_counts_among_the_eight(self, waiting, place, manager, monkeypatch):
        monkeypatch.setattr(photos, "AT_MOST", 1)

        with pytest.raises(Denied) as caught:
            add_photo(place, file=upload(), alt="又一张", by=manager)

        assert caught.value.reason == PlaceRefusal.ENOUGH_PHOTOS

    def test_can_be_taken_back_by_who_added_it(self, waiting, place, sign_in, manager):
        sign_in(manager).post(
            reverse("activities:desk_place_photos", args=[place.uuid]), {"remove": waiting.pk, "sure": "yes"}
        )

        assert Photo.objects.count() == 0


class TestLookingAtIt:
    def test_makes_it_public_with_its_sizes_drawn(self, waiting, place, supervisor, django_capture_on_commit_callbacks):
        before = stamp.read()
        with django_capture_on_commit_callbacks(execute=True):
            confirm_photo(waiting, by=supervisor)

        photo = Photo.objects.get()
        assert (photo.confirmed_by, photo.held_back, stamp.read() != before) == (supervisor, None, True)
        assert {each.filter_spec for each in photo.image.renditions.all()} >= {*photos.SMALL, *photos.WIDE}
        assert 'alt="矮书架"' in Client().get(place.get_absolute_url()).content.decode()
        assert actions() == ["place.add_photo", "place.confirm_photo"]

    def test_is_for_another_person_than_who_added_it(self, place, supervisor, county_officer):
        photo = add_photo(place, file=upload(), alt="矮书架", by=supervisor)

        assert denial(confirm_photo, photo, supervisor) == PlaceRefusal.OWN_PHOTO
        assert denial(refuse_photo, photo, supervisor) == PlaceRefusal.OWN_PHOTO
        confirm_photo(photo, by=county_officer)
        assert Photo.objects.get().confirmed_by == county_officer

    @pytest.mark.parametrize(
        ("role", "code"),
        [(Role.VILLAGE_OFFICER, VILLAGE), (Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP), (Role.EDITOR, VILLAGE[:6])],
    )
    def test_is_for_the_township_and_the_county_of_the_place(self, waiting, staff, role, code):
        assert denial(confirm_photo, waiting, staff(role, code)) == CommonRefusal.NOT_YOURS

    def test_is_done_once(self, waiting, supervisor, county_officer):
        confirm_photo(waiting, by=supervisor)

        assert denial(confirm_photo, waiting, county_officer) == PlaceRefusal.PHOTO_DECIDED
        assert denial(refuse_photo, waiting, county_officer) == PlaceRefusal.PHOTO_DECIDED

    def test_at_the_moment_it_is_taken_back_leaves_no_picture_behind(
        self, waiting, manager, supervisor, django_capture_on_commit_callbacks
    ):
        as_the_manager_saw_it = Photo.objects.select_related("image").get(pk=waiting.pk)
        confirm_photo(waiting, by=supervisor)
        file = Photo.objects.get().image.file

        with django_capture_on_commit_callbacks(execute=True):
            remove_photo(as_the_manager_saw_it, by=manager)

        assert (Photo.objects.count(), Picture.objects.count(), file.storage.exists(file.name)) == (0, 0, False)

    def test_refusing_deletes_it_and_tells_who_added_it(self, waiting, place, manager, supervisor):
        refuse_photo(waiting, by=supervisor)

        message = Message.objects.filter(recipient=manager).first()
        assert (Photo.objects.count(), Picture.objects.count(), place.name in texts(message)[1]) == (0, 0, True)
        assert actions() == ["place.add_photo", "place.refuse_photo"]
        assert denial(confirm_photo, waiting, supervisor) == PlaceRefusal.PHOTO_DECIDED


class TestTheQueue:
    def test_shows_what_waits_in_ones_area_but_not_ones_own(
        self, waiting, place, sign_in, staff, supervisor, county_officer
    ):
        own = add_photo(place, file=upload(), alt="我拍的", by=supervisor)
        people = [supervisor, county_officer, staff(Role.TOWNSHIP_SUPERVISOR, OTHER_TOWNSHIP)]

        listed = [[photo.pk for photo in sign_in(user).get(QUEUE).context["page_obj"]] for user in people]

        assert listed == [[waiting.pk], [waiting.pk, own.pk], []]

    def test_is_counted_on_the_first_screen(self, waiting, place, sign_in, supervisor, manager):
        add_photo(place, file=upload(), alt="我拍的", by=supervisor)

        counts = [
            [due.count for due in sign_in(user).get("/desk/").context["dues"] if due.url == QUEUE]
            for user in (supervisor, manager)
        ]

        assert counts == [[1], []]

    @pytest.mark.parametrize("rows", [1, 3])
    def test_asks_the_database_the_same_for_one_and_for_three(
        self, place, manager, supervisor, sign_in, rows, django_assert_num_queries
    ):
        for number in range(rows):
            add_photo(place, file=upload(), alt=f"第{number}张", by=manager)
        browser = sign_in(supervisor)
        browser.get(QUEUE)

        with django_assert_num_queries(12):
            browser.get(QUEUE)

    def test_needs_the_tick_beside_the_very_photo(self, waiting, place, sign_in, manager, supervisor):
        add_photo(place, file=upload(), alt="又一张", by=manager)

        response = sign_in(supervisor).post(decide(waiting), {"confirm": "1"})

        errors = [(row.photo.pk, list(row.form.errors)) for row in response.context["rows"]]
        assert (errors, Picture.objects.count()) == ([(waiting.pk, ["looked"])], 0)

    def test_confirms_with_the_tick(self, waiting, sign_in, supervisor):
        response = sign_in(supervisor).post(decide(waiting), LOOKED | {"confirm": "1"})

        assert (response.url, Photo.objects.get().confirmed_by) == (QUEUE, supervisor)

    def test_refuses_without_it(self, waiting, sign_in, supervisor):
        response = sign_in(supervisor).post(decide(waiting), {"refuse": "1", "sure": "yes"})

        assert (response.url, Photo.objects.count()) == (QUEUE, 0)

    def test_says_that_somebody_else_was_faster(self, waiting, sign_in, supervisor, county_officer):
        browser = sign_in(supervisor)
        refuse_photo(waiting, by=county_officer)

        response = browser.post(decide(waiting), LOOKED | {"confirm": "1"}, follow=True)

        assert [str(message) for message in response.context["messages"]] == [str(PlaceRefusal.PHOTO_DECIDED.label)]


@pytest.mark.database
class TestTheDatabase:
    @pytest.mark.parametrize("who", ["nobody", "the uploader"])
    def test_shows_no_photo_that_nobody_else_has_looked_at(self, waiting, manager, who):
        image = make_photo(waiting.place).image
        by = None if who == "nobody" else manager

        with pytest.raises(IntegrityError), transaction.atomic():
            Photo.objects.filter(pk=waiting.pk).update(image=image, held_back=None, confirmed_by=by)

    def test_holds_a_waiting_photo_with_its_uploader(self, waiting):
        for change in ({"added_by": None}, {"held_back": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Photo.objects.filter(pk=waiting.pk).update(**change)
        assert Photo.objects.get(pk=waiting.pk).image is None


@pytest.mark.parametrize(("number", "behind"), [(0, 0), (4, 0), (30, 26)])
def test_where_to_go_comes_before_the_fifth_photo(client, areas, number, behind):
    place = make_place(areas[VILLAGE])
    if number:
        photo = make_photo(place)
        Photo.objects.bulk_create(Photo(place=place, image=photo.image, alt="图") for _more in range(number - 1))

    text = client.get(place.get_absolute_url()).content.decode()

    hidden = "".join(re.findall(r"<details class=\"share\">\s*<summary>还有.*?</details>", text, re.DOTALL))
    assert (text.count("<figure"), hidden.count("<figure")) == (number, behind)
