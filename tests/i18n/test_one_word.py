"""One thing has one word in Chinese: 孩子 where we speak, 儿童 in official terms; 未保工作人员; 教育 as a need."""

from __future__ import annotations

import re
from pathlib import Path

import polib
from django.conf import settings
from django.utils import translation

from children.ledger.enums import NeedDomain
from portal.accounts.enums import Role

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "home", "children", "volunteers", "activities")
# Offices, names of law, headings of the ledger: everywhere else we speak of 孩子.
OFFICIAL = re.compile(
    "儿童之家|留守儿童|困境儿童|(?:事实)?无人抚养儿童|残疾儿童|流浪儿童|儿童福利|儿童主任|儿童督导员|儿童台账"
)
# The heading of the ledger, by its context.
HEADINGS = {("ledger", "Children")}
# Instead of 未保工作人员, and instead of 孩子.
OTHER_WORDS = re.compile("儿童保护专员|保护专员|未成年人保护(?:工作)?人员|负责未成年人保护|未保专员|小孩|娃娃|小朋友")


def texts() -> list[tuple[str, str, str | None, str]]:
    """Where, in English, in which context, in Chinese."""
    found = []
    for app in APPS:
        for entry in polib.pofile(str(ROOT / app / "locale/zh_Hans/LC_MESSAGES/django.po")):
            said = [entry.msgstr, *entry.msgstr_plural.values()]
            found += [(app, entry.msgid, entry.msgctxt, text) for text in said if text]
    return found


def test_the_walk_finds_the_catalogues() -> None:
    assert {app for app, _id, _context, _text in texts()} == set(APPS)


def test_where_we_speak_a_child_is_haizi() -> None:
    official_elsewhere = [
        (app, text)
        for app, msgid, context, text in texts()
        if "儿童" in OFFICIAL.sub("", text) and (context, msgid) not in HEADINGS
    ]
    assert official_elsewhere == []


def test_the_safeguarding_officer_and_the_child_have_no_second_word() -> None:
    assert [(app, text) for app, _id, _context, text in texts() if OTHER_WORDS.search(text)] == []


def test_the_handbook_the_demo_and_the_first_content_say_it_in_the_same_words() -> None:
    sources = [path for app in APPS for path in (ROOT / app).rglob("*.py") if {"demo", "planting"} & set(path.parts)]
    pages = [*(ROOT / "docs/handbook").glob("*.md"), *(ROOT / "home").rglob("demo*.py"), *sources]
    said = {str(path.relative_to(ROOT)): OTHER_WORDS.findall(path.read_text(encoding="utf-8")) for path in pages}
    assert {name: words for name, words in said.items() if words} == {}


def test_what_people_choose_from_says_it_too() -> None:
    with translation.override("zh-hans"):
        assert str(Role.SAFEGUARDING_OFFICER.label) == "未保工作人员"
        assert str(NeedDomain.EDUCATION.label) == "教育"
