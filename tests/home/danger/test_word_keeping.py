"""Safeguarding officers and editors add danger words; the shipped ones stay; each change is on the record."""

import pytest
from django.urls import reverse

from home.danger.domain.adding import add_denied_reason, add_word, remove_word, shipped
from home.enums.danger import DangerKind, DangerWordReason
from home.models import DangerWord
from portal.accounts.enums import Role
from portal.audit.models import AuditEvent
from portal.changes.denied import Denied
from tests.conftest import COUNTY

pytestmark = pytest.mark.django_db

LIST = reverse("home:danger_words")
REMOVE = reverse("home:danger_word_remove")


def events():
    kept = AuditEvent.objects.filter(action__startswith="danger_word").order_by("sequence")
    return [(event.action, event.detail, event.actor_id) for event in kept]


@pytest.fixture
def officer(staff):
    return staff(Role.SAFEGUARDING_OFFICER, COUNTY)


class TestOnTheDesk:
    def test_an_officer_adds_a_word_and_it_leads_to_help_at_once(self, officer, sign_in, client):
        assert "help-now" not in client.get("/search/", {"q": "关黑屋"}).content.decode()
        answer = sign_in(officer).post(LIST, {"kind": "violence", "word": "关黑屋"})

        assert (answer.status_code, answer.url) == (302, LIST)
        assert "help-now" in client.get("/search/", {"q": "老师把我 關黑屋"}).content.decode()
        assert events() == [("danger_word.added", {"kind": "violence", "word": "关黑屋"}, officer.pk)]

    def test_asks_before_it_takes_one_away(self, officer, sign_in):
        word = add_word("violence", "关黑屋", by=officer)
        browser = sign_in(officer)

        assert "要删去“关黑屋”吗" in browser.get(REMOVE, {"word": word.pk}).content.decode()
        assert DangerWord.objects.count() == 1
        browser.post(REMOVE, {"word": word.pk})
        assert (DangerWord.objects.count(), events()[-1][0]) == (0, "danger_word.removed")
        assert browser.post(REMOVE, {"word": word.pk}).url == LIST  # a second click

    def test_keeps_what_was_typed_when_it_is_refused(self, officer, sign_in):
        answer = sign_in(officer).post(LIST, {"kind": "despair", "word": "自杀"})

        assert (answer.status_code, 'value="自杀"' in answer.content.decode()) == (422, True)
        assert "这个词已经会显示求助电话了" in answer.content.decode()

    def test_lists_the_shipped_words_and_offers_no_way_to_take_them_away(self, officer, sign_in):
        text = sign_in(officer).get(LIST).content.decode()

        assert ("自杀、" in text, REMOVE in text) == (True, False)
        assert min(len(words) for words in shipped().values()) > 15

    @pytest.mark.parametrize("word", ["", "x", "-1", "99999999999999999999", "0"])
    def test_a_word_that_is_not_there_leads_back(self, officer, sign_in, word):
        assert sign_in(officer).post(REMOVE, {"word": word}).url == LIST

    def test_is_not_there_for_others(self, staff, sign_in):
        for role in (Role.COUNTY_OFFICER, Role.TOWNSHIP_SUPERVISOR, Role.OPERATOR, Role.AUDITOR):
            assert sign_in(staff(role, COUNTY)).get(LIST).status_code == 404


@pytest.mark.parametrize(
    ("kind", "word", "reason"),
    [
        ("despair", "自殺", DangerWordReason.KNOWN),
        ("despair", "z i s h a", DangerWordReason.KNOWN),
        ("violence", "疼", DangerWordReason.TOO_SHORT),
        ("violence", "abc", DangerWordReason.TOO_SHORT),
        ("violence", "wxyz", None),
        ("violence", "529999201503070011", DangerWordReason.DIGITS),
        ("violence", "孤儿", DangerWordReason.EVERYDAY),
        ("violence", "school", DangerWordReason.EVERYDAY),
        ("violence", "关黑屋", None),
    ],
)
def test_what_can_be_added(officer, kind, word, reason):
    assert add_denied_reason(kind, word, by=officer) == reason


def test_a_word_is_added_once(officer):
    add_word("violence", "关黑屋", by=officer)
    with pytest.raises(Denied) as refused:
        add_word("despair", "關 黑屋", by=officer)
    assert refused.value.reason == DangerWordReason.KNOWN


def test_nobody_else_adds_or_takes_away(officer, staff, technician):
    word = add_word("violence", "关黑屋", by=officer)
    for other in (staff(Role.COUNTY_OFFICER, COUNTY), technician):
        assert add_denied_reason("despair", "关小屋", by=other) == DangerWordReason.NOT_ALLOWED
        with pytest.raises(Denied):
            remove_word(word, by=other)
    assert DangerWord.objects.count() == 1


class TestInTheAdmin:
    ADD = "/admin/snippets/home/dangerword/add/"

    def test_an_editor_adds_a_word(self, editor, anna):
        editor.post(self.ADD, {"kind": "lost", "word": "抱走孩子"})

        assert events() == [("danger_word.added", {"kind": "lost", "word": "抱走孩子"}, anna.pk)]
        assert DangerWord.objects.get().added_by == anna

    def test_is_told_why_not(self, editor):
        answer = editor.post(self.ADD, {"kind": "lost", "word": "拐卖"})

        assert "这个词已经会显示求助电话了" in answer.content.decode()

    def test_takes_an_added_word_away_and_changes_none(self, editor, anna):
        word = add_word("lost", "抱走孩子", by=anna)
        editor.post(f"/admin/snippets/home/dangerword/edit/{word.pk}/", {"kind": "lost", "word": "孩子"})
        assert DangerWord.objects.get().word == "抱走孩子"

        editor.post(f"/admin/snippets/home/dangerword/delete/{word.pk}/")
        assert (DangerWord.objects.count(), events()[-1][::2]) == (0, ("danger_word.removed", anna.pk))

    def test_its_list_speaks_chinese(self, editor, anna):
        add_word("lost", "抱走孩子", by=anna)
        text = editor.get("/admin/snippets/home/dangerword/").content.decode()

        assert ("抱走孩子" in text, "孩子走失、被拐" in text, "危险词" in text) == (True, True, True)


@pytest.mark.database
def test_the_database_knows_the_kinds(officer):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        DangerWord.objects.create(kind="other", word="关黑屋", looked_for="关黑屋")
    assert [kind.value for kind in DangerKind] == ["despair", "violence", "lost", "money"]
