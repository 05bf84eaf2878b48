"""Compiling and checking translations."""

import json
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from portal.ops import catalogues

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
GOOD = 'msgid "Hello %(name)s"\nmsgstr "你好，%(name)s"\n'


@pytest.fixture
def catalogue(tmp_path, monkeypatch):
    """Writes one catalogue, the only one there is."""
    path = tmp_path / "made_up" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    monkeypatch.setattr(catalogues, "locale_folders", lambda: [tmp_path / "made_up" / "locale"])
    monkeypatch.setattr(catalogues, "packages", lambda: [tmp_path / "made_up"])

    def write(text: str, source: str = "") -> Path:
        path.write_text(HEAD + text, encoding="utf-8")
        (tmp_path / "made_up" / "source.py").write_text(source, encoding="utf-8")
        return path

    return write


def kinds(monkeypatch) -> list[str]:
    monkeypatch.setattr(catalogues.shutil, "which", lambda name: None)
    return [problem.kind for problem in catalogues.problems()]


def test_a_catalogue_is_compiled_once(catalogue):
    path = catalogue(GOOD)
    assert [catalogues.compile_catalogues(), catalogues.compile_catalogues()] == [1, 0]
    assert [entry.msgstr for entry in polib.mofile(str(path.with_suffix(".mo")))] == ["你好，%(name)s"]


def test_a_compiled_catalogue_speaks_in_the_same_process(catalogue, settings):
    path = catalogue('msgid "A text of this test"\nmsgstr "测试的文字"\n')
    settings.LOCALE_PATHS = [path.parents[2]]
    with translation.override("zh-hans"):
        before = translation.gettext("A text of this test")
        catalogues.compile_catalogues()
        after = translation.gettext("A text of this test")

    assert (before, after) == ("A text of this test", "测试的文字")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD, []),
        ('msgid "Hello"\nmsgstr ""\n', ["not translated"]),
        ('#, fuzzy\nmsgid "Hello"\nmsgstr "你好"\n', ["fuzzy"]),
        ('#~ msgid "Hello"\n#~ msgstr "你好"\n', ["no longer used"]),
        ('msgid "Hello %(name)s"\nmsgstr "你好"\n', ["different placeholders"]),
        ('msgid "{n} left"\nmsgstr "还有{m}个"\n', ["different placeholders"]),
        ('msgid "100%% of %s"\nmsgstr "%s的100%%"\n', []),
        ('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s天"\n', []),
        ('msgid "one day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(x)s天"\n', ["different placeholders"]),
    ],
)
def test_what_is_wrong_with_an_entry_is_named(catalogue, monkeypatch, text, expected):
    catalogue(text)
    assert kinds(monkeypatch) == expected


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ('msgid "Day"\nmsgstr "日期"\n', []),
        ('msgid "Day"\nmsgstr "日"\n', ["said otherwise in another catalogue"]),
        ('msgctxt "part of a date"\nmsgid "Day"\nmsgstr "日"\n', []),
    ],
)
def test_one_text_is_said_in_one_way_on_the_whole_site(catalogue, tmp_path, monkeypatch, other, expected):
    catalogue('msgid "Day"\nmsgstr "日期"\n')
    beside = tmp_path / "other" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    beside.parent.mkdir(parents=True)
    beside.write_text(HEAD + other, encoding="utf-8")
    monkeypatch.setattr(catalogues, "locale_folders", lambda: [tmp_path / "made_up" / "locale", beside.parents[2]])
    assert kinds(monkeypatch) == expected


@pytest.mark.skipif(not catalogues.shutil.which("xgettext"), reason="needs the gettext tools")
def test_texts_only_in_the_sources_or_only_in_the_catalogue_are_found(catalogue):
    source = 'from django.utils.translation import gettext as _\n\nwords = [_("New text"), _("Kept text")]\n'
    path = catalogue('msgid "Kept text"\nmsgstr "留下"\n\nmsgid "Old text"\nmsgstr "旧的"\n', source)
    before = path.read_text(encoding="utf-8")
    found = [(problem.kind, problem.text) for problem in catalogues.problems()]
    assert found == [("in the sources only", "New text"), ("in the catalogue only", "Old text")]
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.skipif(not catalogues.shutil.which("xgettext"), reason="needs the gettext tools")
def test_a_package_without_a_catalogue_is_found(catalogue):
    path = catalogue("", 'from django.utils.translation import gettext as _\n\nwords = _("New text")\n')
    path.unlink()
    assert [(problem.kind, problem.text) for problem in catalogues.problems()] == [("in the sources only", "New text")]


def test_the_command_prints_json_and_fails(catalogue, monkeypatch):
    catalogue('msgid "Hello"\nmsgstr ""\n')
    monkeypatch.setattr(catalogues.shutil, "which", lambda name: None)
    out = StringIO()
    with pytest.raises(CommandError, match="1 texts need work"):
        call_command("check_translations", "--json", stdout=out)
    assert [(each["kind"], each["text"]) for each in json.loads(out.getvalue())] == [("not translated", "Hello")]
