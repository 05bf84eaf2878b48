"""The public site as a curious clerk and a careless editor try it: drafts, files of drafts, texts past the checks."""

import json
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Site

from home.editorial.domain.page_checks import content_denied_reason, doubts_of
from home.enums.editorial import EditorialReason
from home.importing.domain.uploads import hand_in
from home.models import BenefitStandard, PolicyAttachment, PolicyPage, SiteSettings
from portal.accounts.domain.assignments import assign
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.jobs.running import run_job
from portal.search.models import PromotedResult
from tests.conftest import COUNTY, VILLAGE
from tests.factories import home as make
from tests.home.test_services_admin import amount_form

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


def test_what_a_hostile_document_says_is_text_everywhere(editor, sign_in, client):
    nasty = "<script>alert(1)</script>"
    shown = "&lt;script&gt;alert(1)&lt;/script&gt;"
    page = (
        f"<html><body><h1>{shown}关于工作的通知</h1><h2>一、{shown}</h2><p>{shown}各乡镇要摸清底数。</p>"
        f"<p>&lt;img src=x onerror=alert(1)&gt;</p><p><a href='javascript:alert(1)' onclick='alert(1)'>看</a></p>"
        f"<table><tr><th>{shown}</th><th>乙</th></tr><tr><td>{shown}</td><td>丙</td></tr></table></body></html>"
    )
    browser = sign_in(editor)
    job = hand_in([(f"{nasty}../../a.html", page.encode())], keep=True, by=editor)
    run_job(job.pk)
    draft = PolicyPage.objects.get(pk=job.policy_uploads.get().page_id)
    draft.slug, draft.in_force_from = "nasty", date(2026, 1, 1)
    draft.save_revision().publish()

    result = browser.get(reverse("policy_import", args=[job.uuid])).content.decode()
    seen = [
        client.get("/policies/nasty/").content.decode(),
        client.get("/policies/").content.decode(),
        client.get(reverse("home:policy_feed")).content.decode(),
        client.get("/search/", {"q": "摸清底数"}).content.decode(),
        browser.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode(),
        result,
    ]

    assert "alert(1)" in draft.title
    assert ["alert" in text for text in seen] == [True] * len(seen)
    traps = ("<script>alert", "<img src=x", "javascript:alert", "onclick='alert", 'onclick="alert')
    assert [(number, trap) for number, text in enumerate(seen) for trap in traps if trap in text] == []


class TestWhatGoesLiveWithoutASecondReader:
    """Amounts, the notice, promoted pages: public at once, never with an ID number or a family's phone."""

    NUMBER = "529999201503070011"

    @pytest.mark.parametrize(("notice", "kept"), [("周五停电", True), (f"小明的身份证{NUMBER}", False)])
    def test_the_notice_on_every_page(self, editor, sign_in, notice, kept):
        settings = SiteSettings.for_site(Site.objects.get())
        address = reverse("wagtailsettings:edit", args=["home", "sitesettings", settings.site_id])
        hotline = {"number": "12345", "label": "热线", "label_en": "Line", "ORDER": "1", "id": ""}
        form = {f"hotlines-0-{key}": value for key, value in hotline.items()}
        form |= {"hotlines-TOTAL_FORMS": "1", "hotlines-INITIAL_FORMS": "0", "county_code": "331125"}

        answer = sign_in(editor).post(address, form | {"notice": notice})

        settings.refresh_from_db()
        assert (settings.notice == notice, answer.status_code) == (kept, 302 if kept else 200)

    @pytest.mark.parametrize(("who", "kept"), [("孤儿", True), (f"小明（{NUMBER}）", False)])
    def test_an_amount(self, editor, sign_in, who, kept):
        address = reverse("wagtailsnippets_home_benefitstandard:add")

        sign_in(editor).post(address, amount_form(who=who))

        assert BenefitStandard.objects.exists() is kept

    @pytest.mark.parametrize(("note", "kept"), [("政策问答", True), (f"看{NUMBER}", False)])
    def test_a_promoted_page(self, editor, sign_in, note, kept):
        page = make.policy("p")
        form = {"words": "孤儿", "page": page.pk, "note": note, "position": "0"}

        sign_in(editor).post(reverse("wagtailsnippets_portal_search_promotedresult:add"), form)

        assert PromotedResult.objects.exists() is kept
