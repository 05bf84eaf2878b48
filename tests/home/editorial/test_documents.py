"""A file of the library is public as long as something published points to it, and then nobody changes it alone."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from wagtail.log_actions import LogContext
from wagtail.models import ReferenceIndex

from activities.models import Photo
from home.editorial.domain.documents import (
    change_denied_reason,
    changed_in,
    is_public,
    keep_what_is_on_a_live_page,
    keep_what_is_shown,
    may_be_read,
    on_a_live_page,
)
from home.enums.editorial import EditorialReason
from home.models import Picture
from portal.accounts.enums import Role
from portal.changes.denied import Denied
from tests.conftest import VILLAGE
from tests.factories import home as make
from tests.factories.activities import make_place

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.database,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]


@pytest.fixture
def page(db):
    """A live page with a picture."""
    made = make.news("p", with_picture=True)
    ReferenceIndex.create_or_update_for_object(made)
    return made


@pytest.fixture
def loose(db):
    """A picture that nothing points to."""
    return make.picture()


def refused(act, *args):
    with pytest.raises(Denied) as denied:
        act(*args)
    return denied.value.reason


def test_what_a_live_page_shows_is_public_until_the_page_is_taken_down(page):
    picture = page.picture
    assert (on_a_live_page(picture), is_public(picture)) == (True, True)

    page.unpublish()

    assert (on_a_live_page(picture), is_public(picture)) == (False, False)


def test_what_nothing_points_to_is_not_public_and_freely_changed(loose):
    assert (is_public(loose), on_a_live_page(loose), change_denied_reason(loose)) == (False, False, None)


def test_the_photo_of_a_place_is_public_though_no_page_shows_it(loose, areas):
    Photo.objects.create(place=make_place(areas[VILLAGE]), image=loose, alt="图书室")

    assert (is_public(loose), on_a_live_page(loose)) == (True, False)
    assert change_denied_reason(loose) == EditorialReason.FILE_SHOWN


def test_visitors_read_what_is_public_and_editors_everything(page, loose, anna, staff):
    assert [may_be_read(page.picture, who) for who in (AnonymousUser(), anna)] == [True, True]
    assert [may_be_read(loose, who) for who in (AnonymousUser(), staff(Role.AUDITOR), anna)] == [False, False, True]


def test_what_changed_is_named_and_nothing_else(page):
    picture = Picture.objects.get(pk=page.picture.pk)
    assert changed_in(picture) == []

    picture.title = "另一张"
    assert changed_in(picture) == ["title"]
    picture.file = ContentFile(make.jpeg((32, 32)), name="b.jpg")
    assert set(changed_in(picture)) == {"file", "title"}
    assert changed_in(Picture(title="新")) == []


def test_one_editor_changes_nothing_that_is_shown_but_the_site_itself_may(page, anna):
    picture = Picture.objects.get(pk=page.picture.pk)
    picture.title = "另一张"
    keep_what_is_shown(picture)

    with LogContext(user=anna):
        assert refused(keep_what_is_shown, picture) == EditorialReason.FILE_SHOWN
        picture.refresh_from_db()
        assert keep_what_is_shown(picture) is None


def test_what_is_on_a_live_page_is_not_destroyed_by_anybody(page, loose):
    assert refused(keep_what_is_on_a_live_page, page.picture) == EditorialReason.FILE_IN_USE
    assert keep_what_is_on_a_live_page(loose) is None


def test_the_photo_of_a_place_is_taken_down_there_and_not_in_the_library(loose, areas, anna):
    Photo.objects.create(place=make_place(areas[VILLAGE]), image=loose, alt="图书室")
    assert keep_what_is_on_a_live_page(loose) is None

    with LogContext(user=anna):
        assert refused(keep_what_is_on_a_live_page, loose) == EditorialReason.FILE_IN_USE
