"""Whatever a package leaves in English, our overlay says in Chinese, and it changes nothing else."""

import json
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings as project
from django.test import RequestFactory
from django.utils.translation import gettext, ngettext, override, pgettext
from django.views.i18n import JSONCatalog

from .sources import Source, english, entry_source, in_packages, installed_packages

OVERLAY = project.BASE_DIR / "portal" / "locale_overlay"
DOMAINS = ["django", "djangojs"]

KEPT = "the package's own Chinese catalogue says the same"
SAME_IN_CHINESE = {
    "URL": "known by this name",
    "ID": "known by this name",
    "IPv4": "known by this name",
    "IPv6": "known by this name",
    "WebAuthn": "the name of the standard",
    "Passkey": KEPT,
    "Cron": KEPT,
    "Wagtail API v2": "the name of a product",
    "Wagtail API v3": "the name of a product",
    "TQ": "a column heading of the terminal monitor",
    "RQ": "a column heading of the terminal monitor",
    "RC": "a column heading of the terminal monitor",
    "a.m.": KEPT,
    "p.m.": KEPT,
    "AM": KEPT,
    "PM": KEPT,
    "%s KB": "a unit",
    "%s MB": "a unit",
    "%s GB": "a unit",
    "%s TB": "a unit",
    "%s PB": "a unit",
    "%(range_start)s - %(range_end)s": "a pattern without words",
    "…": "punctuation",
    ":?.!": "punctuation",
    ":": "punctuation",
}


def overlay(domain: str) -> polib.POFile:
    return polib.pofile(str(OVERLAY / "zh_Hans" / "LC_MESSAGES" / f"{domain}.po"))


@pytest.fixture
def chinese(tmp_path: Path, settings):
    """Chinese as it is spoken with the overlay, compiled here because .mo files are not committed."""
    folder = tmp_path / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for domain in DOMAINS:
        overlay(domain).save_as_mofile(str(folder / f"{domain}.mo"))
    settings.LOCALE_PATHS = [tmp_path]
    with override("zh-hans"):
        yield


def spoken(source: Source) -> str:
    if source.plural:
        return ngettext(source.text, source.plural, 5)
    return pgettext(source.context, source.text) if source.context else gettext(source.text)


def placeholders(text: str) -> list[str]:
    """The parts a translation must keep: %(name)s, %d, {name} and HTML tags, in any order."""
    return sorted(re.findall(r"%\(\w+\)[a-z]|%[sdr](?![a-z])|\{\w*\}|<[^>]+>", text))


@pytest.mark.parametrize("package", installed_packages())
def test_a_package_speaks_chinese_throughout(package, chinese):
    unchanged = {source.text for source in english(package) if spoken(source) in {source.text, source.plural}}

    assert unchanged - SAME_IN_CHINESE.keys() == set()


def test_the_scripts_of_the_admin_speak_chinese_throughout(chinese):
    response = JSONCatalog.as_view(packages=["wagtail.admin"])(RequestFactory().get("/"))
    catalogue = json.loads(response.content)["catalog"]

    unchanged = {
        source.text
        for source in english("wagtail.admin", "djangojs")
        if catalogue.get(source.text) in (None, source.text, [source.text])
    }

    assert unchanged == set()


def test_each_string_left_in_english_has_a_use(chinese):
    unchanged = {
        source.text
        for package in installed_packages()
        for source in english(package)
        if spoken(source) in {source.text, source.plural}
    }

    assert set(SAME_IN_CHINESE) - unchanged == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_overlay_translates_only_what_the_packages_leave_out(domain):
    ours = [entry_source(entry) for entry in overlay(domain)]
    needed = {source.key for package in installed_packages() for source in english(package, domain)}

    assert len(ours) == len(set(ours))
    assert {source.key for source in ours} & in_packages(domain) == set()
    assert {source.key for source in ours} - needed == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_translation_keeps_placeholders_and_markup(domain):
    broken = [
        entry.msgid
        for entry in overlay(domain)
        for text in [entry.msgstr or entry.msgstr_plural[0]]
        if placeholders(text) not in [placeholders(entry.msgid), placeholders(entry.msgid_plural or entry.msgid)]
    ]

    assert broken == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_entry_is_empty_or_fuzzy_or_padded(domain):
    catalogue = overlay(domain)

    assert [entry.msgid for entry in catalogue if not entry.translated()] == []
    assert [entry.msgid for entry in catalogue if spaced(entry)] == []
    assert catalogue.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


def spaced(entry: polib.POEntry) -> bool:
    """A space at either end of a translation runs into the next word or is never seen."""
    text = entry.msgstr or entry.msgstr_plural[0]
    return text != text.strip()


def test_our_own_wording_is_not_lost_to_the_overlay():
    """The overlay outranks the catalogues of the feature apps: the same English must have the same Chinese."""
    overlaid = {entry_source(entry).key: entry.msgstr for entry in overlay("django")}
    own = [
        entry
        for path in project.BASE_DIR.glob("*/locale/zh_Hans/LC_MESSAGES/django.po")
        if path.parts[-5] != "portal"
        for entry in polib.pofile(str(path))
    ]

    differing = [entry.msgid for entry in own if overlaid.get(entry_source(entry).key, entry.msgstr) != entry.msgstr]

    assert differing == []


def test_the_overlay_is_the_last_of_the_locale_paths():
    assert project.LOCALE_PATHS[-1] == OVERLAY
