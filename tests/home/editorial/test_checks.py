"""An editor is warned before publishing, and what must never be published is refused, whoever approves."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry, TaskState

from home.editorial.domain.page_checks import doubts_of, texts_of, unchecked
from home.editorial.domain.second_reader import publish_from_the_machine
from home.enums.editorial import EditorialReason
from home.models import NewsIndexPage, NewsPage
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.factories import home as make
from tests.factories.editorial import edit_address, form_of, is_live, submitted

pytestmark = pytest.mark.django_db

NAME = "我们看望了孤儿李小花。"
NUMBER = "她的身份证号是529999201503070014。"
PHONE = "请打给孩子的妈妈13800000001。"
SUBMIT = {"action-submit": "1"}
TICK = {"no_child_recognised": "on"}


@pytest.fixture
def page(anna):
    """A draft by Anna."""
    made = make.news("n")
    made.unpublish()
    made = NewsPage.objects.get(pk=made.pk)
    made.save_revision(user=anna)
    return made


def again(page):
    return NewsPage.objects.get(pk=page.pk)


def save(browser, page, summary, **more):
    return browser.post(edit_address(page), form_of(page, summary=summary, **more))


class TestTheWriter:
    def test_saves_a_draft_with_doubts_and_sees_the_place(self, page, anna, sign_in):
        browser = sign_in(anna)
        save(browser, page, NAME + PHONE)
        screen = browser.get(edit_address(page)).content.decode()

        assert again(page).get_latest_revision_as_object().summary == NAME + PHONE
        assert "<mark>李小花</mark>" in screen
        assert "<mark>13800000001</mark>" in screen
        assert "不能发布" in screen

    @pytest.mark.parametrize("also", [{}, SUBMIT | TICK])
    def test_keeps_no_id_number_in_any_version_of_a_draft(self, page, anna, sign_in, also):
        versions = page.revisions.count()
        answer = save(sign_in(anna), page, NAME + NUMBER, **also)

        refused = [str(word) for word in answer.context["form"].non_field_errors()]
        assert refused == [str(EditorialReason.ID_NUMBER.label)]
        assert (page.revisions.count(), again(page).workflow_in_progress) == (versions, False)
        # What was typed stays on the screen, with the place marked.
        assert f"{NAME}{NUMBER}</textarea>" in answer.content.decode()
        assert "<mark>529999201503070014</mark>" in answer.content.decode()

    def test_keeps_none_by_the_saving_that_goes_on_while_typing(self, page, anna, sign_in):
        data, versions = form_of(page, summary=NUMBER), page.revisions.count()
        answer = sign_in(anna).post(edit_address(page), data, headers={"accept": "application/json"})

        assert (answer.json()["success"], page.revisions.count()) == (False, versions)

    def test_cannot_submit_a_familys_phone_with_any_tick(self, page, anna, sign_in):
        answer = save(sign_in(anna), page, PHONE, **SUBMIT, **TICK)

        assert again(page).workflow_in_progress is False
        refused = [str(word) for word in answer.context["form"].non_field_errors()]
        assert refused == [str(EditorialReason.MUST_NOT_BE_PUBLISHED.label)]

    def test_submits_a_name_only_after_ticking_and_the_tick_is_on_the_record(self, page, anna, sign_in):
        browser = sign_in(anna)
        refused = save(browser, page, NAME, **SUBMIT)
        before = again(page).workflow_in_progress
        save(browser, page, NAME, **SUBMIT, **TICK)

        entry = PageLogEntry.objects.get(page=page.pk, action="home.no_child_recognised")
        assert refused.context["form"].errors.keys() == {"no_child_recognised"}
        assert (before, again(page).workflow_in_progress, entry.user) == (False, True, anna)
        assert "李小花" not in str(entry.data)
        assert AuditEvent.objects.get(action="page.checked").actor == anna

    def test_submits_an_ordinary_text_without_a_tick(self, page, anna, sign_in):
        save(sign_in(anna), page, "周六上午十点，上村儿童之家放风筝。", **SUBMIT)

        assert again(page).workflow_in_progress is True
        assert not PageLogEntry.objects.filter(action="home.no_child_recognised").exists()

    def test_a_new_page_submitted_as_it_is_made_keeps_the_tick(self, anna, sign_in):
        index = NewsIndexPage.objects.get(locale__language_code="zh-hans")
        address = reverse("wagtailadmin_pages:add", args=["home", "newspage", index.pk])
        sign_in(anna).post(address, form_of(NewsPage(slug="new"), summary=NAME, **SUBMIT, **TICK))

        made = NewsPage.objects.get(slug="new")
        assert made.workflow_in_progress is True
        assert PageLogEntry.objects.get(page=made.pk, action="home.no_child_recognised").user == anna

    def test_another_name_asks_for_another_tick(self, page, anna, sign_in):
        browser = sign_in(anna)
        save(browser, page, NAME, **SUBMIT, **TICK)
        later = again(page).get_latest_revision_as_object()
        later.summary = NAME + "还有孤儿王小树。"

        left = unchecked(later, doubts_of(later))
        assert [one.doubt.found for one in left] == ["王小树"]


class TestTheReader:
    def test_sees_the_doubts_and_who_has_checked(self, page, anna, ben, sign_in):
        save(sign_in(anna), page, NAME, **SUBMIT, **TICK)
        screen = sign_in(ben).get(edit_address(page)).content.decode()

        assert "<mark>李小花</mark>" in screen
        assert "由 anna 核对" in screen

    @pytest.mark.parametrize(("text", "reason"), [(NAME, "not_checked"), (NUMBER, "must_not_be_published")])
    def test_cannot_approve_what_came_in_by_another_door(self, page, anna, ben, sign_in, text, reason):
        page.summary = text
        page.save_revision(user=anna)
        waiting = submitted(page, anna)
        step = waiting.current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", step.pk])

        browser = sign_in(ben)
        browser.get(edit_address(page))
        answer = browser.post(address, {})
        with pytest.raises(Denied) as refused:
            waiting.current_workflow_task.on_action(step, ben, "approve")

        assert (answer.status_code, answer.url) == (302, edit_address(page))
        assert (refused.value.reason.value, is_live(page)) == (reason, False)
        assert TaskState.objects.get(pk=step.pk).status == "in_progress"

    def test_approves_with_a_tick_of_the_own(self, page, anna, ben, sign_in):
        page.summary = NAME
        page.save_revision(user=anna)
        submitted(page, anna)
        approve = {"action-workflow-action": "1", "workflow-action-name": "approve"}

        title = {"title": page.title}
        browser = sign_in(ben)
        browser.get(edit_address(page))
        save(browser, page, NAME, **title, **approve)
        before = is_live(page)
        save(browser, page, NAME, **title, **approve, **TICK)

        assert (before, is_live(page)) == (False, True)
        assert PageLogEntry.objects.get(action="home.no_child_recognised").user == ben

    def test_sends_back_whatever_stands_in_it(self, page, anna, ben, sign_in):
        page.summary = NUMBER
        page.save_revision(user=anna)
        step = submitted(page, anna).current_workflow_task_state
        rejects = {"action-workflow-action": "1", "workflow-action-name": "reject", "title": page.title}
        save(sign_in(ben), page, NUMBER, **rejects)

        assert TaskState.objects.get(pk=step.pk).status == "rejected"


def test_who_runs_the_machine_publishes_no_id_number_either(page):
    page.summary = NUMBER
    page.save_revision()

    assert (publish_from_the_machine(page), is_live(page)) == (False, False)


def test_every_text_of_a_page_is_looked_at():
    picture = make.picture("孤儿李小花.jpg")
    picture.title = "孤儿王小树"
    picture.save()
    news = make.news("n", picture=picture)
    news.title = "孤儿张小溪"
    news.search_description = "孤儿刘小雨"
    news.body = [
        ("heading", {"text": "孤儿陈小禾", "level": "2"}),
        ("paragraph", "<p>孤儿<b>杨小舟</b>今年八岁</p>"),
        ("steps", ["<p>孤儿赵小帆</p>"]),
        ("callout", {"kind": "info", "title": "孤儿黄小鱼", "text": "<p>x</p>"}),
        ("picture", {"image": picture, "alt": "孤儿周小满", "caption": "孤儿吴小桥"}),
    ]
    news.save()
    found = {one.doubt.found for one in doubts_of(NewsPage.objects.get(pk=news.pk))}

    names = "张小溪 刘小雨 陈小禾 杨小舟 赵小帆 黄小鱼 周小满 吴小桥 王小树"
    assert found == set(names.split())
    assert "图片 5（孤儿王小树）" in {where for where, _text in texts_of(news)}
