"""Reading settings: typed, from files when asked, one clear line when wrong."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import env

KEY, OTHER = "ab" * 32, "cd" * 32


def message(call, *arguments) -> str:
    with pytest.raises(ImproperlyConfigured) as caught:
        call(*arguments)
    return str(caught.value)


def test_text_is_read(monkeypatch):
    monkeypatch.setenv("X_NAME", "value")
    assert env.text("X_NAME") == "value"


def test_a_word_that_is_not_one_of_those_known_is_refused(monkeypatch):
    monkeypatch.setenv("X_NAME", "Several")
    assert message(env.one_of, "X_NAME", {"one", "several"}, "one") == "X_NAME must be one or several, not 'Several'."


def test_one_of_the_known_words_is_taken_and_else_the_default(monkeypatch):
    monkeypatch.setenv("X_NAME", "several")
    assert [env.one_of(name, {"one", "several"}, "one") for name in ("X_NAME", "X_OTHER")] == ["several", "one"]


def test_missing_text_names_the_variable():
    assert message(env.text, "X_NAME") == "Set the environment variable X_NAME (or X_NAME_FILE)."


@pytest.mark.parametrize("value", [None, ""])
def test_unset_and_empty_take_the_default(monkeypatch, value):
    if value is not None:
        monkeypatch.setenv("X_NAME", value)
    assert env.text("X_NAME", "default") == "default"


def test_empty_text_without_default_is_missing(monkeypatch):
    monkeypatch.setenv("X_NAME", "")
    assert message(env.text, "X_NAME") == "Set the environment variable X_NAME (or X_NAME_FILE)."


def test_a_secret_is_read_from_its_file_without_the_line_end(monkeypatch, tmp_path: Path):
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.setenv("X_NAME_FILE", str(tmp_path / "secret"))
    assert env.text("X_NAME") == "from a file"


def test_value_and_file_together_are_refused(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("X_NAME", "a")
    monkeypatch.setenv("X_NAME_FILE", str(tmp_path / "secret"))
    assert message(env.text, "X_NAME") == "Set X_NAME or X_NAME_FILE, not both."


def test_an_unreadable_file_says_why(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("X_NAME_FILE", str(tmp_path / "absent"))
    assert message(env.text, "X_NAME") == "X_NAME_FILE cannot be read: No such file or directory."


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("TRUE", True), ("yes", True), (" on ", True), ("0", False), ("Off", False)]
)
def test_flags_are_read(monkeypatch, value, expected):
    monkeypatch.setenv("X_FLAG", value)
    assert env.flag("X_FLAG") is expected


def test_flag_takes_its_default():
    assert env.flag("X_FLAG", True) is True


def test_a_strange_flag_is_refused(monkeypatch):
    monkeypatch.setenv("X_FLAG", "maybe")
    assert message(env.flag, "X_FLAG") == "X_FLAG must be 1 or 0, not 'maybe'."


def test_whole_numbers_are_read(monkeypatch):
    monkeypatch.setenv("X_NUMBER", "42")
    assert env.integer("X_NUMBER") == 42


def test_a_number_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("X_NUMBER", "4.2")
    assert message(env.integer, "X_NUMBER") == "X_NUMBER must be a whole number, not '4.2'."


def test_lists_drop_empty_entries(monkeypatch):
    monkeypatch.setenv("X_ITEMS", "a, b,, c ")
    assert env.items("X_ITEMS") == ["a", "b", "c"]


def test_keys_keep_their_order(monkeypatch):
    monkeypatch.setenv("X_KEYS", f"new:{KEY},old:{OTHER}")
    assert list(env.keys("X_KEYS").items()) == [("new", KEY), ("old", OTHER)]


def test_keys_without_any_are_refused(monkeypatch):
    monkeypatch.setenv("X_KEYS", ",")
    assert message(env.keys, "X_KEYS") == "X_KEYS needs at least one key, written id:hex."


@pytest.mark.parametrize("value", [KEY, f":{KEY}", f"one:{KEY},one:{OTHER}"])
def test_keys_without_an_id_of_their_own_are_refused(monkeypatch, value):
    monkeypatch.setenv("X_KEYS", value)
    assert message(env.keys, "X_KEYS") == "X_KEYS must be written id:hex,id:hex with a different id for each key."


@pytest.mark.parametrize("material", ["", "zz" * 32, "ab" * 31, "ab" * 33])
def test_a_bad_key_is_refused_and_not_repeated(material):
    text = message(env.hex_key, "X_KEY", material)
    assert text == "X_KEY must hold 32 bytes written as 64 hexadecimal digits."
