"""What a page shows by reference is what its second reader saw: an exchanged picture or file is looked at again."""

import datetime
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.log_actions import LogContext, log

from activities.models import Photo
from activities.places.domain.photos import remove_photo
from home.editorial.domain.second_reader import note_opened
from home.enums.editorial import EditorialReason
from home.models import NewsPage, Picture
from home.permissions import OPENED, has_opened
from portal.accounts.enums import Role
from portal.changes.denied import Denied
from tests.conftest import COUNTY, VILLAGE
from tests.factories import home as make
from tests.factories.activities import make_photo, make_place
from tests.factories.editorial import edit_address, is_live, submitted

# Wagtail leaves the files of the sizes it draws to the garbage collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def red_jpeg():
    out = io.BytesIO()
    Image.new("RGB", (64, 48), "#ff0000").save(out, "JPEG")
    return out.getvalue()


def upload(name="a.jpg"):
    return SimpleUploadedFile(name, red_jpeg(), "image/jpeg")


def edit(browser, picture, **changed):
    """The picture's own screen, with what is stored unless changed."""
    kept = {"title": picture.title, "description": picture.description}
    focus = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
    kept |= {name: "" if getattr(picture, name) is None else getattr(picture, name) for name in focus}
    return browser.post(reverse("wagtailimages:edit", args=[picture.pk]), kept | changed)


def approve_address(page):
    step = page.current_workflow_task_state.pk
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step])


@pytest.fixture
def picture():
    return make.picture()


@pytest.fixture
def waiting(anna, ben, picture):
    """A page of Anna's with a picture, waiting for a second reader."""
    page = make.news("p")
    page.unpublish()
    page = NewsPage.objects.get(pk=page.pk)
    page.title, page.picture = "安娜写的", picture
    page.save_revision(user=anna)
    return submitted(page, anna)


@pytest.fixture
def published(picture):
    page = make.news("live")
    page.picture = picture
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


class TestAPictureExchangedAfterItWasOpened:
    """The attack: the reader opens a harmless picture and approves another one."""

    @pytest.mark.parametrize(
        "changed",
        [
            {"file": upload},
            {"title": "另一个题目"},
            {"description": "说的是别的"},
            {"focal_point_x": 10, "focal_point_y": 10, "focal_point_width": 5, "focal_point_height": 5},
        ],
        ids=["file", "title", "description", "focal point"],
    )
    def test_is_not_approved_until_it_is_opened_again(self, waiting, picture, anna, ben, sign_in, changed):
        reader, writer = sign_in(ben), sign_in(anna)
        reader.get(edit_address(waiting))
        assert edit(writer, picture, **{k: v() if callable(v) else v for k, v in changed.items()}).status_code == 302

        answer = reader.post(approve_address(waiting), {}, follow=True)
        said = [str(message) for message in answer.context["messages"]]
        assert (said, is_live(waiting)) == ([str(EditorialReason.NOT_OPENED.label)], False)

        reader.get(edit_address(waiting))
        reader.post(approve_address(waiting), {})
        assert is_live(waiting)

    def test_is_seen_even_when_the_new_file_bears_the_old_name(self, waiting, picture, ben):
        note_opened(waiting.pk, ben)
        storage, name = picture.file.storage, picture.file.name
        storage.delete(name)
        storage.save(name, ContentFile(red_jpeg()))

        with pytest.raises(Denied) as refused:
            waiting.current_workflow_task_state.approve(user=ben)
        assert refused.value.reason == EditorialReason.NOT_OPENED

    def test_and_put_back_is_the_same_again(self, waiting, picture, anna, ben, sign_in):
        reader = sign_in(ben)
        reader.get(edit_address(waiting))
        writer = sign_in(anna)
        edit(writer, picture, description="说的是别的")
        edit(writer, Picture.objects.get(pk=picture.pk), description=picture.description)

        reader.post(approve_address(waiting), {})
        assert is_live(waiting)

    def test_deleted_is_not_approved_unseen_either(self, waiting, picture, ben):
        note_opened(waiting.pk, ben)
        picture.delete()

        with pytest.raises(Denied):
            NewsPage.objects.get(pk=waiting.pk).current_workflow_task_state.approve(user=ben)

    def test_in_the_text_counts_too(self, anna, ben, picture):
        page = make.news("text", body=[("picture", {"image": picture, "alt": "房子", "caption": ""})])
        page.unpublish()
        page = NewsPage.objects.get(pk=page.pk)
        page.save_revision(user=anna)
        page = submitted(page, anna)
        note_opened(page.pk, ben)
        Picture.objects.filter(pk=picture.pk).update(description="说的是别的")

        with pytest.raises(Denied) as refused:
            page.current_workflow_task_state.approve(user=ben)
        assert refused.value.reason == EditorialReason.NOT_OPENED

    def test_a_file_linked_in_the_text_counts_too(self, anna, ben):
        file = get_document_model().objects.create(title="表", file=ContentFile(b"one", name="a.pdf"))
        page = make.news("file", body=[("paragraph", f'<p><a linktype="document" id="{file.pk}">表</a></p>')])
        page.unpublish()
        page = NewsPage.objects.get(pk=page.pk)
        page.save_revision(user=anna)
        page = submitted(page, anna)
        note_opened(page.pk, ben)
        file.file = ContentFile(b"two", name="b.pdf")
        file.save()

        with pytest.raises(Denied) as refused:
            page.current_workflow_task_state.approve(user=ben)
        assert refused.value.reason == EditorialReason.NOT_OPENED


class TestAPictureOnALivePage:
    @pytest.mark.parametrize(
        "changed",
        [
            {"title": "另一个题目"},
            {"description": "说的是别的"},
            {"focal_point_x": 10, "focal_point_y": 10, "focal_point_width": 5, "focal_point_height": 5},
        ],
        ids=["title", "description", "focal point"],
    )
    def test_is_not_changed_by_one_editor(self, published, picture, editor, changed):
        answer = edit(editor, picture, **changed)

        text = answer.content.decode()
        assert (answer.status_code, "第二个人" in text) == (200, True)
        stored = Picture.objects.get(pk=picture.pk)
        assert (stored.title, stored.description, stored.focal_point_x) == (picture.title, "", None)

    def test_keeps_its_tags_and_collection_free(self, published, picture, editor):
        assert edit(editor, picture, tags="房子").status_code == 302

    def test_is_free_again_when_the_page_is_taken_down(self, published, picture, editor):
        published.unpublish()

        assert edit(editor, picture, description="说的是别的").status_code == 302

    def test_is_not_changed_by_the_screen_after_uploading_either(self, published, picture, editor):
        address = reverse("wagtailimages:edit_multiple", args=[picture.pk])
        data = {f"image-{picture.pk}-title": "另一个题目", f"image-{picture.pk}-description": "说的是别的"}
        editor.post(address, data, headers={"x-requested-with": "XMLHttpRequest"})

        assert Picture.objects.get(pk=picture.pk).description == ""

    def test_is_held_whatever_called_it(self, published, picture, anna):
        picture.description = "说的是别的"
        with LogContext(user=anna), pytest.raises(Denied) as refused:
            picture.save()
        assert refused.value.reason == EditorialReason.FILE_SHOWN

    def test_of_tomorrow_is_held_as_well(self, waiting, picture, ben, editor):
        page = NewsPage.objects.get(pk=waiting.pk)
        page.current_workflow_state.cancel(user=None)
        page.picture, page.go_live_at = picture, timezone.now() + datetime.timedelta(days=1)
        page.save_revision().publish()

        assert edit(editor, picture, description="说的是别的").status_code == 200
        with pytest.raises(Denied):
            picture.delete()


class TestAPictureOfAPlace:
    """A place's photo has no drafts: two people have looked at it, one editor neither changes nor destroys it."""

    @pytest.fixture
    def photo(self, areas, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            return make_photo(make_place(areas[VILLAGE]))

    def test_is_not_deleted_from_the_library(self, photo, editor):
        answer = editor.post(reverse("wagtailimages:delete", args=[photo.image_id]))
        several = reverse("wagtail_bulk_action", args=["home", "picture", "delete"])
        editor.post(f"{several}?id={photo.image_id}")

        assert answer.status_code != 500
        assert Photo.objects.filter(pk=photo.pk, image__isnull=False).exists()

    def test_keeps_its_description(self, photo, editor):
        edit(editor, photo.image, description="说的是别的")

        assert Picture.objects.get(pk=photo.image_id).description != "说的是别的"

    def test_goes_where_it_was_added(self, photo, areas, staff):
        officer = staff(Role.COUNTY_OFFICER, COUNTY)
        remove_photo(photo, by=officer)

        assert not Photo.objects.filter(pk=photo.pk).exists()


class TestADocumentOnALivePage:
    def test_keeps_its_title(self, editor):
        file = get_document_model().objects.create(title="表", file=ContentFile(b"one", name="a.pdf"))
        make.news("file", body=[("paragraph", f'<p><a linktype="document" id="{file.pk}">表</a></p>')])
        answer = editor.post(reverse("wagtaildocs:edit", args=[file.pk]), {"title": "别的"})

        assert (answer.status_code, get_document_model().objects.get(pk=file.pk).title) == (200, "表")


def test_what_was_opened_before_this_rule_is_opened_again(waiting, ben):
    log(waiting, OPENED, user=ben, revision=waiting.latest_revision)
    assert has_opened(ben, waiting.latest_revision) is False
