"""The editors' side: their rights, their menu, and previews under the content security policy."""

from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from home.models import PolicyPage
from home.wagtail_hooks import EDITORS_MENU
from portal.accounts.models import User
from portal.search.models import PromotedResult
from tests.factories import home as make


def test_an_editor_sees_only_what_editors_need(editor):
    request = RequestFactory().get(reverse("wagtailadmin_home"))
    request.user = User.objects.get()
    shown = {item.name for item in admin_menu.menu_items_for_request(request)}
    assert shown <= EDITORS_MENU
    assert {"explorer", "images", "search-words"} <= shown


def test_what_the_importer_was_unsure_of_stands_on_the_edit_page(editor, db):
    page = make.policy("p")
    PolicyPage.objects.filter(pk=page.pk).update(review_flags=[{"code": "x", "message": "这里要核对", "where": ""}])
    page.refresh_from_db()
    page.save_revision()
    assert "这里要核对" in editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


def test_a_preview_shows_the_draft_and_may_stand_in_a_frame_of_our_own(editor, db):
    page = make.policy("p")
    page.title = "还没发布的题目"
    page.save_revision()
    response = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert "还没发布的题目" in response.content.decode()
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]


def test_the_preview_panel_may_frame_the_page(editor, db):
    page = make.policy("p")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    response = editor.get(address, {"mode": ""}) if editor.post(address, {}) else None
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_an_editor_keeps_synonyms_and_what_search_shows_first(editor, db):
    page = make.policy("p", title="临时救助")
    address = reverse("wagtailsnippets_portal_search_promotedresult:add")
    assert editor.post(address, {"words": "", "page": page.pk, "note": "", "position": 0}).status_code == 200
    sent = {"words": "没钱了\n没錢了\n揭不开锅", "page": page.pk, "note": "", "position": 0}
    assert editor.post(address, sent).status_code == 302
    assert [str(row) for row in PromotedResult.objects.all()] == ["没錢了、揭不开锅 → 临时救助"]
    assert editor.get(reverse("wagtailsnippets_portal_search_synonym:list")).status_code == 200


def test_who_is_signed_out_while_typing_is_told_at_once(client, db):
    address = reverse("wagtailadmin_pages:edit", args=[make.policy("p").pk])
    answer = client.post(address, {}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error_message"]) == (
        403,
        "您已经退出登录。请先复制刚写的内容，再重新登录。",
    )
    assert client.post(address, {}).status_code == 302
