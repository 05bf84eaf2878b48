"""A page and its translations are one in every act: what leaves the public leaves it in every language."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Locale, Page, PageLogEntry

from home.enums.editorial import EditorialReason
from home.models import PolicyPage
from portal.changes.denied import Denied
from tests.factories import home as make
from tests.factories.editorial import approve, submitted

pytestmark = pytest.mark.django_db

# What each of Wagtail's screens for pages does to translations. A new one fails the guard until it is decided on.
BY_SIGNAL, BY_APPROVAL = "by the signal with which it ends", "nothing before a second reader approves: then by signal"
NOTHING = "changes nothing public"
ACTS = {
    BY_SIGNAL: {"unpublish", "delete", "revisions_unschedule", "move_confirm"},
    BY_APPROVAL: {"add", "edit", "copy", "revisions_revert", "workflow_action", "collect_workflow_action_data"}
    | {"confirm_workflow_cancellation", "workflow_preview", "convert_alias"},
    NOTHING: {"add_subpage", "choose_parent", "type_use", "usage", "type_use_results", "usage_results", "history"}
    | {"history_results", "revisions_view", "revisions_compare", "view_draft", "preview_on_add", "preview_on_edit"}
    | {"search", "search_results", "move", "move_choose_destination", "set_page_position", "lock", "unlock"}
    | {"choose_parent_results", "add_multiple", "revisions_index", "workflow_history", "workflow_history_detail"}
    | {"set_privacy"},
}


def both(slug="p", **fields):
    """A policy in both languages, and its English version."""
    page = make.policy(slug, **fields)
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = f"Policy {slug}"
    english.save_revision().publish()
    return PolicyPage.objects.get(pk=page.pk), PolicyPage.objects.get(pk=english.pk)


def live(*pages):
    return [Page.objects.get(pk=page.pk).live for page in pages]


def gone_everywhere(client, slug="p"):
    """No address, search, site map, feed or copy in the page cache shows it any more."""
    answers = [client.get(f"{lead}/policies/{slug}/").status_code for lead in ("", "/en")]
    lists = ["/policies/", "/en/policies/", "/sitemap.xml", "/policies/feed.xml", "/en/policies/feed.xml"]
    lists += ["/search/?q=政策p", "/en/search/?q=Policy"]
    return answers == [404, 404] and not any(f"policies/{slug}/" in client.get(a).content.decode() for a in lists)


def take_down_on_the_screen(browser, page):
    browser.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))


def take_down_many(browser, page):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    browser.post(f"{address}?id={page.pk}")


def expire(browser, page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(hours=1))
    call_command("publish_scheduled")


def call(browser, page):
    page.unpublish()


class TestLeavingThePublic:
    @pytest.mark.parametrize("side", [0, 1])
    @pytest.mark.parametrize("act", [take_down_on_the_screen, take_down_many, expire, call])
    def test_takes_the_other_language_along(self, act, side, editor, client, django_capture_on_commit_callbacks):
        pages = both()
        client.get("/policies/p/")
        client.get("/en/policies/p/")  # both are in the page cache

        with django_capture_on_commit_callbacks(execute=True):
            act(editor, pages[side])

        assert live(*pages) == [False, False]
        assert gone_everywhere(client)

    def test_by_deleting_it_leaves_a_draft_of_the_translation(self, technician, sign_in):
        page, english = both()
        sign_in(technician).post(reverse("wagtailadmin_pages:delete", args=[page.pk]))

        assert (Page.objects.filter(pk=page.pk).exists(), live(english)) == (False, [False])

    def test_a_draft_that_is_deleted_takes_nothing_down(self, editor):
        page = make.policy("p")
        draft = page.copy_for_translation(Locale.objects.get(language_code="en"))
        editor.post(reverse("wagtailadmin_pages:delete", args=[draft.pk]))

        assert (Page.objects.filter(pk=draft.pk).exists(), live(page)) == (False, [True])

    def test_stops_a_translation_that_was_set_for_later_or_waits(self, anna, editor):
        page, english = both()
        english.unpublish()
        page = PolicyPage.objects.get(pk=page.pk)
        page.save_revision().publish()
        english = PolicyPage.objects.get(pk=english.pk)
        english.go_live_at = timezone.now() + datetime.timedelta(days=1)
        english.save_revision().publish()
        waiting = submitted(PolicyPage.objects.get(pk=english.pk), anna)
        assert english.revisions.filter(approved_go_live_at__isnull=False).exists()

        take_down_on_the_screen(editor, page)

        assert not english.revisions.filter(approved_go_live_at__isnull=False).exists()
        assert PolicyPage.objects.get(pk=waiting.pk).current_workflow_state is None

    def test_is_in_the_history_of_both(self, anna, editor):
        pages = both()
        take_down_on_the_screen(editor, pages[0])

        entries = PageLogEntry.objects.filter(action="wagtail.unpublish")
        assert sorted(entries.values_list("page", "user")) == sorted((page.pk, anna.pk) for page in pages)

    def test_of_a_page_in_one_language_is_as_before(self, editor):
        page = make.policy("p")
        take_down_on_the_screen(editor, page)

        assert live(page) == [False]


class TestTheConfirmation:
    def test_names_what_goes_too(self, editor):
        page, english = both()
        one = editor.get(reverse("wagtailadmin_pages:unpublish", args=[page.pk])).content.decode()
        many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + f"?id={page.pk}"

        for text in (one, editor.get(many).content.decode()):
            assert ("页面和它的译文是一回事" in text, english.title in text) == (True, True)

    def test_of_deleting_names_it_too(self, technician, sign_in):
        page, english = both()
        text = sign_in(technician).get(reverse("wagtailadmin_pages:delete", args=[page.pk])).content.decode()

        assert english.title in text


class TestATranslationOfWhatWasTakenDown:
    def test_is_not_published_before_the_original(self, anna, ben):
        page, english = both()
        page.unpublish()
        english = PolicyPage.objects.get(pk=english.pk)
        english.save_revision(user=anna)
        waiting = submitted(english, anna)

        with pytest.raises(Denied) as refused:
            approve(waiting, ben)

        assert (refused.value.reason, live(english)) == (EditorialReason.ORIGINAL_DOWN, [False])

    def test_comes_back_after_it(self):
        page, english = both()
        page.unpublish()
        PolicyPage.objects.get(pk=page.pk).save_revision().publish()
        PolicyPage.objects.get(pk=english.pk).save_revision().publish()

        assert live(page, english) == [True, True]


class TestFacts:
    def test_a_repeal_entered_on_one_page_holds_for_the_other_and_its_draft(self):
        page, english = both()
        page.repealed_on = datetime.date(2024, 1, 1)
        page.last_reviewed_on = datetime.date(2026, 11, 1)
        page.save_revision().publish()

        english = PolicyPage.objects.get(pk=english.pk)
        draft = english.get_latest_revision_as_object()
        for one in (english, draft):
            assert (one.repealed_on, one.last_reviewed_on) == (datetime.date(2024, 1, 1), datetime.date(2026, 11, 1))
        assert PageLogEntry.objects.filter(page=english.pk, action="home.facts_of_translation").exists()

    def test_the_words_stay_its_own(self):
        page, english = both()
        page.title = "新标题"
        page.repealed_on = datetime.date(2024, 1, 1)
        page.save_revision().publish()

        assert PolicyPage.objects.get(pk=english.pk).title == "Policy p"

    def test_the_number_stays_as_each_language_writes_it(self):
        page, english = both(document_number="国发〔2016〕36号")
        english.document_number = "Guofa [2016] No. 36"
        english.save_revision().publish()

        chinese = PolicyPage.objects.get(pk=page.pk)
        assert (chinese.document_number, chinese.get_latest_revision_as_object().document_number) == (
            "国发〔2016〕36号",
        ) * 2


class TestTheAddress:
    def test_of_a_translation_with_the_same_one_moves_along(self, client, django_capture_on_commit_callbacks):
        page, english = both("old")
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = "new"
            page.save_revision().publish()

        assert [client.get(f"{lead}/policies/new/").status_code for lead in ("", "/en")] == [200, 200]
        assert PolicyPage.objects.get(pk=english.pk).get_latest_revision_as_object().slug == "new"

    def test_of_a_translation_with_its_own_stays(self, django_capture_on_commit_callbacks):
        page, english = both("old")
        english.slug = "english-words"
        english.save_revision().publish()
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = "new"
            page.save_revision().publish()

        assert PolicyPage.objects.get(pk=english.pk).slug == "english-words"


def test_every_act_of_wagtail_on_a_page_is_decided_on():
    known = set().union(*ACTS.values())
    resolver = next(r for r in get_resolver().url_patterns if str(r.pattern) == "admin/")
    pages = next(r for r in resolver.url_patterns if getattr(r, "namespace", "") == "wagtailadmin_pages")

    assert {pattern.name for pattern in pages.url_patterns} - known == set()


def test_every_bulk_action_on_pages_is_decided_on():
    offered = {action.action_type for action in bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")}
    assert offered == {"delete", "move", "publish", "unpublish"}
