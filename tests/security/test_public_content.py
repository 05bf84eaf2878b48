"""The public site as a curious clerk and a careless editor try it: drafts, files of drafts, texts past the checks."""

import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from home.domain.page_checks import content_denied_reason, doubts_of
from home.enums import EditorialReason
from home.models import PolicyAttachment, PolicyPage
from portal.accounts.domain.assignments import assign
from portal.accounts.enums import Role
from portal.accounts.models import User
from tests.conftest import COUNTY, VILLAGE
from tests.factories import home as make

pytestmark = pytest.mark.django_db
WORD = "只在草稿里的话"


@pytest.fixture
def editor(areas):
    user = User.objects.create_user("anna@example.test", "a good passphrase")
    assign(user, Role.EDITOR, areas[COUNTY], by=None)
    return User.objects.get(pk=user.pk)


def attached(page, *, publish):
    document = Document.objects.create(title="表", file=ContentFile(b"%PDF-1.4", name="form.pdf"))
    page.attachments.add(PolicyAttachment(document=document))
    revision = page.save_revision()
    if publish:
        revision.publish()
    return document


def status(browser, document):
    answer = browser.get(document.url)
    for close in answer._resource_closers:  # the file; closing the whole answer would close the test's database
        close()
    return answer.status_code


class TestAFileOfADraft:
    """Addresses of files count up and their names repeat: whoever tries numbers finds no draft's file."""

    def test_is_there_for_editors_only(self, client, editor, sign_in, staff):
        page = make.policy("p")
        document = attached(page, publish=False)
        curious = staff(Role.VILLAGE_OFFICER, VILLAGE)

        answers = [status(browser, document) for browser in (client, sign_in(curious), sign_in(editor))]

        assert answers == [404, 404, 200]

    def test_is_public_with_its_page_and_gone_with_it(self, client, db):
        page = make.policy("p")
        document = attached(page, publish=True)

        published = status(client, document)
        PolicyPage.objects.get(pk=page.pk).unpublish()

        assert (published, status(client, document)) == (200, 404)

    def test_that_nobody_points_to_is_not_public(self, client, db):
        document = Document.objects.create(title="表", file=ContentFile(b"%PDF-1.4", name="form.pdf"))

        assert status(client, document) == 404

    def test_is_public_where_a_text_links_to_it(self, client, db):
        document = Document.objects.create(title="表", file=ContentFile(b"%PDF-1.4", name="form.pdf"))
        page = make.policy("p")
        text = f'<p><a linktype="document" id="{document.pk}">表</a></p>'
        page.body = json.dumps([{"type": "paragraph", "value": text}])
        page.save_revision().publish()

        assert status(client, document) == 200


@pytest.mark.parametrize("slug", ["529999201503070011", "5299-9920-1503-0700-11", "xiaoming-529999201503070011"])
def test_an_address_is_checked_as_a_text_is(slug, db):
    page = make.policy("p")
    page.slug = slug

    assert content_denied_reason(page) == EditorialReason.MUST_NOT_BE_PUBLISHED


def test_an_ordinary_address_raises_no_doubt(db):
    page = make.policy("zhe-2026-12-hao")

    assert doubts_of(page) == []


def test_no_feed_list_or_suggestion_knows_a_draft(client, areas):
    page = make.policy("p")
    page.title, page.summary = WORD, WORD
    page.save_revision()
    hidden = make.policy("q", title=f"{WORD}二")
    PolicyPage.objects.get(pk=hidden.pk).unpublish()
    addresses = [
        "/",
        "/policies/",
        reverse("home:policy_feed"),
        reverse("home:sitemap"),
        reverse("home:sitemap_xml"),
        "/search/?q=草稿",
        "/search/suggest/?q=只在",
    ]

    told = [path for path in addresses if WORD in client.get(path).content.decode()]
    json_told = client.get("/search/suggest/?q=只在").json()["suggestions"]

    assert (told, json_told) == ([], [])
    assert client.get("/policies/q/changes/").status_code == 404
