"""Everybody is written to in the language of their account; what a message says is kept in each language."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from activities.telling import tell
from portal.accounts.models import User
from portal.notify.delivery import deliver_message, texts
from portal.notify.models import Channel, Message
from portal.notify.outbox import in_each_language, notify
from tests.activities.test_messages import TEMPLATES
from tests.conftest import VILLAGE
from tests.factories.accounts import PASSPHRASE, member, password_only
from tests.factories.activities import make_place, make_serving_volunteer, make_session
from tests.factories.notify import message
from tests.notify.test_templates import names

pytestmark = pytest.mark.django_db

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
# What the messages are about, as an English site has it.
KINDS = ["office", "hotline", "notice", "benefit"]
FACTS = {
    "title": "Homework class", "when": "Sunday 22 November 2026, 14:00–16:00", "place": "Shitang Children's Home",
    "url": "/en/activities/", "link": "https://example.test/en/", "area": "Shitang's Town", "role": "village_officer",
    "page": 1, "uuid": "00000000-0000-0000-0000-000000000000", "minutes": 90, "reason": "a typhoon", "by": "Demo C",
    "changes": [{"kind": kind, "what": "Shitang", "before": "—", "after": "0578-0000101"} for kind in KINDS], "more": 2,
    "address": "1 Market Street", "was_address": "2 Market Street", "was_name": "Shitang's Old Home", "hidden": True,
    "begins": "9:00", "hours": 48,
    "rule": "Own condition · 2026-1", "day": "22 November 2026", "failing": 1,
    "broken_at": "1.3", "unprotected": ["audit_no_update"],
}  # fmt: skip


def sent_to(user: User) -> str:
    """The text of the e-mail this person gets."""
    deliver_message(Message.objects.get(recipient=user, channel=Channel.EMAIL).pk)
    return mail.outbox[-1].body


@pytest.mark.parametrize(("path", "language"), [("/accounts/signup/", "zh-hans"), ("/en/accounts/signup/", "en")])
def test_an_account_speaks_the_language_it_was_made_in(client, path, language):
    client.post(path, {"email": "new@example.test", "password1": PASSPHRASE})

    assert User.objects.get(email="new@example.test").language == language


@pytest.mark.parametrize(("path", "subject"), [("", "您的验证码"), ("/en", "Your code")])
def test_a_code_comes_in_the_language_of_the_page_it_was_asked_for_on(client, path, subject):
    client.post(f"{path}/accounts/signup/", {"email": "new@example.test", "password1": PASSPHRASE})

    assert mail.outbox[-1].subject.startswith(subject) is True


def test_an_account_made_by_a_colleague_speaks_chinese():
    assert User.objects.create_user("new@example.test").language == "zh-hans"


def test_the_language_is_changed_on_the_page_of_the_account():
    user = member()
    client = password_only(user)

    response = client.post("/accounts/", {"language": "en"})

    user.refresh_from_db()
    assert (response.url, user.language) == ("/accounts/", "en")
    assert '<option value="en" selected' in client.get("/accounts/").content.decode()
    assert '<option value="zh-hans" lang="zh-Hans">' in client.get("/en/accounts/").content.decode()


@pytest.mark.parametrize("typed", [{"language": "fr"}, {}], ids=["unknown", "none"])
def test_only_a_language_of_the_site_is_taken(typed):
    user = member()

    response = password_only(user).post("/accounts/", typed)

    user.refresh_from_db()
    assert (response.status_code, list(response.context["form"].errors), user.language) == (
        200,
        ["language"],
        "zh-hans",
    )


def test_the_reader_gets_the_facts_in_their_language(reader, django_assert_num_queries):
    facts = in_each_language(lambda: {"words": reverse("messages")})
    sent = message(reader, context={"by_language": facts})

    with django_assert_num_queries(0):
        assert [texts(sent, language)[1] for language in ("zh-hans", "en")] == [
            "Dear Reader: /messages/",
            "Dear Reader: /en/messages/",
        ]


@pytest.mark.parametrize(
    ("language", "says", "path"),
    [("en", "Reading together", "/en/activities/"), ("zh-hans", "一起读书", "/activities/")],
)
def test_a_session_is_told_of_in_the_language_of_the_account(areas, language, says, path):
    session = make_session(make_place(areas[VILLAGE]), title="一起读书", title_en="Reading together")
    user = make_serving_volunteer(areas[VILLAGE]).user
    User.objects.filter(pk=user.pk).update(language=language)

    tell([user], "signed_up", session, event="e", circle="")

    body = sent_to(user)
    assert (says in body, f"{settings.WAGTAILADMIN_BASE_URL}{path}{session.uuid}/" in body) == (True, True)


def test_a_message_of_before_keeps_its_facts(reader):
    old = {"title": "一起读书", "when": "11月22日", "place": "石塘镇儿童之家", "url": "/activities/1/"}
    body = texts(message(reader, template="activities_signed_up", context=old), "zh-hans")[1]

    link = f"{settings.WAGTAILADMIN_BASE_URL}/activities/1/"
    assert [line in body for line in ("一起读书", "11月22日", "石塘镇儿童之家", link)] == [True] * 4


@pytest.mark.parametrize("template", sorted(names(".subject.txt")))
def test_every_message_reads_in_english_and_in_chinese(reader, template):
    sent = message(reader, template=template, context=FACTS)

    english, chinese = texts(sent, "en"), texts(sent, "zh-hans")

    assert CHINESE.findall("".join(english)) == []
    assert [text for text in (*english, *chinese) if "&#" in text] == []
    assert [bool(CHINESE.search(text)) for text in chinese] == [True, True]


def test_every_message_is_tried_here():
    used = re.compile(r"{{ ?(\w+)[ .|}]")
    found = {path for app in ("portal", "home", "children", "volunteers", "activities") for path in
             (Path(settings.BASE_DIR) / app).rglob("templates/notify/*.txt")}  # fmt: skip
    asked = {name for path in found for name in used.findall(path.read_text(encoding="utf-8"))}

    assert asked - {*FACTS, "site_address", "recipient", "change", "name", "before", "after"} == set()
    assert {f"activities_{template}" for template in TEMPLATES} - names(".subject.txt") == set()


def test_notify_keeps_what_is_the_same_in_both_languages(reader):
    notify(reader, "for_tests", circle="", key="k", words="hello", by_language=in_each_language(dict))

    assert texts(Message.objects.filter(recipient=reader).first(), "en")[1] == "Dear Reader: hello"
