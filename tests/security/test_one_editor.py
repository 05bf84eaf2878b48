"""What one editor, or whoever sits at an editor's open laptop, cannot do alone with what is public already."""

import io

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.models import Page

from home.enums.editorial import EditorialReason
from home.models import HomePage, NewsPage, Picture, PolicyAttachment, PolicyPage
from portal.accounts.domain.assignments import assign
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.changes.denied import Denied
from portal.notify.models import Message
from tests.conftest import COUNTY
from tests.factories import documents
from tests.factories import home as make
from tests.factories.editorial import approve

pytestmark = pytest.mark.django_db


def editor(areas, email):
    user = User.objects.create_user(email, "a good passphrase")
    assign(user, Role.EDITOR, areas[COUNTY], by=None)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def anna(areas):
    return editor(areas, "anna@example.test")


@pytest.fixture
def browser(anna, sign_in):
    return sign_in(anna)


def png(colour):
    file = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(file, "PNG")
    return ContentFile(file.getvalue(), name=f"{colour}.png")


def pdf(text):
    return ContentFile(documents.pdf(catalog=f"/Lang({text})"), name=f"{text}.pdf")


def on_a_policy(document, *, publish):
    page = make.policy("p")
    page.attachments.add(PolicyAttachment(document=document))
    revision = page.save_revision()
    if publish:
        revision.publish()


def with_picture(picture):
    """A news item with this picture, not yet published."""
    page = make.news("p")
    page.picture = picture
    return page.save_revision()


def deleting(app, file, *, bulk):
    if not bulk:
        return reverse(f"{app}:delete", args=[file.pk])
    address = reverse("wagtail_bulk_action", args=[file._meta.app_label, file._meta.model_name, "delete"])
    return f"{address}?id={file.pk}&next=/admin/"


class TestAFileOfAPublishedPage:
    @pytest.mark.parametrize("publish", [True, False])
    def test_is_not_replaced_under_the_page(self, browser, publish):
        document = Document.objects.create(title="申请表", file=pdf("old"))
        on_a_policy(document, publish=publish)
        address = reverse("wagtaildocs:edit", args=[document.pk])

        answer = browser.post(address, {"title": "申请表", "file": pdf("new"), "tags": ""})

        with Document.objects.get(pk=document.pk).file.open() as kept:
            assert (b"old" in kept.read(), answer.status_code) == (publish, 200 if publish else 302)

    @pytest.mark.parametrize("publish", [True, False])
    def test_keeps_the_title_that_the_second_reader_saw(self, browser, publish):
        document = Document.objects.create(title="申请表", file=pdf("old"))
        on_a_policy(document, publish=publish)

        browser.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "申请表（新）", "tags": ""})

        assert Document.objects.get(pk=document.pk).title == ("申请表" if publish else "申请表（新）")

    @pytest.mark.parametrize("publish", [True, False])
    def test_nor_is_its_picture(self, db, publish):
        picture = Picture.objects.create(title="活动室", file=png("green"))
        revision = with_picture(picture)
        if publish:
            revision.publish()
        form = get_image_form(Picture)({"title": "活动室", "tags": ""}, {"file": png("red")}, instance=picture)

        assert form.is_valid() is not publish
        assert ("file" in form.errors) is publish

    @pytest.mark.parametrize("bulk", [True, False])
    def test_is_not_deleted_under_the_page(self, browser, bulk):
        document = Document.objects.create(title="申请表", file=pdf("old"))
        picture = Picture.objects.create(title="活动室", file=png("green"))
        on_a_policy(document, publish=True)
        with_picture(picture).publish()
        kept = {"wagtaildocs": document, "wagtailimages": picture}

        answers = [browser.post(deleting(app, file, bulk=bulk), follow=True) for app, file in kept.items()]

        said = [[str(message) for message in answer.context["messages"]] for answer in answers]
        assert said == [[str(EditorialReason.FILE_IN_USE.label)]] * 2
        assert (Document.objects.count(), Picture.objects.count()) == (1, 1)

    @pytest.mark.parametrize("bulk", [True, False])
    def test_goes_once_the_page_is_down(self, browser, bulk):
        document = Document.objects.create(title="申请表", file=pdf("old"))
        on_a_policy(document, publish=True)
        page = PolicyPage.objects.get(slug="p")
        browser.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {})

        browser.post(deleting("wagtaildocs", document, bulk=bulk))

        assert Document.objects.exists() is False

    def test_gets_no_title_that_gives_a_child_away(self, browser):
        document = Document.objects.create(title="申请表", file=pdf("old"))
        picture = Picture.objects.create(title="活动室", file=png("green"))
        named = {"title": "演示甲529999201503070011", "tags": ""}

        browser.post(reverse("wagtaildocs:edit", args=[document.pk]), named)
        form = get_image_form(Picture)(named, {}, instance=picture)

        assert (Document.objects.get().title, list(form.errors)) == ("申请表", ["title"])


class TestAPageThatWasPublic:
    def test_is_taken_down_and_never_deleted(self, browser):
        page = make.news("was-public")
        make.news("other")
        browser.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {})
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

        browser.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), {})
        browser.post(f"{bulk}?id={page.pk}&next=/admin/", {})
        browser.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, "delete"]), {})

        assert (Page.objects.get(pk=page.pk).live, Page.objects.filter(slug="other", live=True).exists()) == (
            False,
            True,
        )

    def test_a_draft_nobody_has_seen_may_be_thrown_away(self, browser, anna):
        news = make.news("x").get_parent()
        draft = NewsPage(title="草稿", slug="draft", live=False, owner=anna, date="2026-11-22")
        news.add_child(instance=draft)

        browser.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]), {})

        assert Page.objects.filter(slug="draft").exists() is False

    def test_the_home_page_is_not_taken_down(self, browser):
        home = HomePage.objects.first()
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])

        browser.post(reverse("wagtailadmin_pages:unpublish", args=[home.pk]), {"include_descendants": "on"})
        browser.post(f"{bulk}?id={home.pk}&next=/admin/", {"include_descendants": "on"})

        assert HomePage.objects.get(pk=home.pk).live is True

    def test_is_missed_by_the_other_editors_at_once(self, areas, browser, anna):
        ben = editor(areas, "ben@example.test")
        for slug in ("a", "b"):
            page = make.policy(slug)
            browser.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {})

        told = Message.objects.filter(template="page_taken_down", channel="email")
        assert [message.recipient for message in told] == [ben]
        assert told[0].context["title"] == make_title()

    def test_whose_time_is_over_is_missed_by_nobody(self, areas, anna):
        page = make.policy("a")
        PolicyPage.objects.get(pk=page.pk).unpublish()

        assert Message.objects.filter(template="page_taken_down").exists() is False


def make_title():
    return PolicyPage.objects.get(slug="a").title


class TestATextExchangedWhileSomebodyReadsIt:
    def test_is_approved_by_whoever_submitted_it_and_not_by_whoever_read_the_one_before(self, areas, anna):
        ben, carl = editor(areas, "ben@example.test"), editor(areas, "carl@example.test")
        page = make.news("p")
        page.title = "安娜写的"
        page.save_revision(user=anna)
        page.get_workflow().start(page, anna)
        page = NewsPage.objects.get(pk=page.pk)
        on_bens_screen = page.current_workflow_task_state
        exchanged = page.get_latest_revision_as_object()
        exchanged.title = "没人看过的"
        exchanged.save_revision(user=carl)

        with pytest.raises(Denied) as refused:
            page.current_workflow_task.on_action(on_bens_screen, ben, "approve")

        page = NewsPage.objects.get(pk=page.pk)
        task = page.current_workflow_task
        assert (refused.value.reason, page.title == "没人看过的") == (EditorialReason.CORRECTED, False)
        assert [name for name, _label, _more in task.get_actions(page, ben)] == ["reject"]
        assert task.denied_reason(page, carl) == EditorialReason.OWN_VERSION
        approve(page, anna)
        assert NewsPage.objects.get(pk=page.pk).title == "没人看过的"

    def test_can_still_be_sent_back_by_the_other_reader(self, areas, anna):
        ben, carl = editor(areas, "ben@example.test"), editor(areas, "carl@example.test")
        page = make.news("p")
        page.save_revision(user=anna)
        page.get_workflow().start(page, anna)
        page = NewsPage.objects.get(pk=page.pk)
        page.save_revision(user=carl)

        page.current_workflow_task.on_action(page.current_workflow_task_state, ben, "reject", comment="请看看")

        assert NewsPage.objects.get(pk=page.pk).current_workflow_state.status == "needs_changes"
