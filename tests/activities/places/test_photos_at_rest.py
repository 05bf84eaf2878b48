"""A photo that waits may show a child: who has a copy of the database has no picture."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from activities.models import Photo, RemovedPhoto
from activities.places.domain.photos import confirm_photo, put_back, refuse_photo
from activities.places.enums import PlaceRefusal
from portal.changes.denied import Denied
from portal.ops.backup.afterwards import unreadable_values
from portal.privacy.rotation import Rotation, rotate
from tests.conftest import VILLAGE
from tests.factories.activities import make_place, make_waiting_photo
from tests.factories.home import jpeg

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]


@pytest.fixture
def place(areas):
    return make_place(areas[VILLAGE])


def stored(model, column) -> str:
    """What stands in the one row."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {model._meta.db_table}")
        return cursor.fetchone()[0]


def test_a_photo_that_waits_or_was_refused_is_a_token_and_the_same_picture_again(place, supervisor):
    photo = make_waiting_photo(place)
    tokens, seen = [stored(Photo, "held_back")], [Photo.objects.get().held_back]

    refuse_photo(photo, by=supervisor)
    tokens.append(stored(RemovedPhoto, "content"))
    put_back({"photo": str(photo.uuid)}, by=supervisor)
    seen.append(Photo.objects.get().held_back)

    assert [token.startswith("v1:dev:") for token in tokens] == [True, True]
    assert seen == [jpeg(), jpeg()]


def test_a_new_key_is_put_on_photos_too(place, settings):
    make_waiting_photo(place)
    settings.FIELD_KEYS = {"next": "44" * 32} | settings.FIELD_KEYS
    done = Rotation()

    rotate(Photo, done)

    assert (done.rewritten, stored(Photo, "held_back").startswith("v1:next:")) == (1, True)
    assert Photo.objects.get().held_back == jpeg()


def test_the_check_after_a_restore_can_read_photos_and_counts_those_that_no_key_opens(place, supervisor, settings):
    refuse_photo(make_waiting_photo(place), by=supervisor)
    make_waiting_photo(place)
    assert unreadable_values() == []

    settings.FIELD_KEYS = {"other": "44" * 32}
    assert sorted(line for line in unreadable_values() if "hoto" in line) == [
        "1 personal values of activities.Photo cannot be read.",
        "1 personal values of activities.RemovedPhoto cannot be read.",
    ]


def test_one_that_no_key_opens_breaks_no_page_and_is_shown_to_nobody(place, supervisor, sign_in, settings):
    photo = make_waiting_photo(place)
    settings.FIELD_KEYS = {"other": "55" * 32}
    browser = sign_in(supervisor)

    pages = [browser.get(reverse(name, args=[photo.uuid])).status_code for name in ("activities:desk_photo_picture",)]
    pages.append(browser.get(reverse("activities:desk_place", args=[place.uuid])).status_code)
    with pytest.raises(Denied) as denied:
        confirm_photo(Photo.objects.get(), by=supervisor)
    refuse_photo(Photo.objects.get(), by=supervisor)

    assert (pages, denied.value.reason, Photo.objects.count()) == ([404, 200], PlaceRefusal.PHOTO_UNREADABLE, 0)
