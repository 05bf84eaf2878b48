"""Whatever is put on the record is a member of an enum that an app has registered, with its words in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from portal.audit.actions import ACTIONS, action_choices, action_named
from portal.audit.models import AuditEvent

APPS = ("portal", "home", "children", "volunteers", "activities")
# Functions that put something on the record, and which of their arguments names the action.
RECORDING = {"record": 0, "Happening": 0, "touched": 0, "announce": 1, "Transition": 3}
# Where the action comes from a caller, a table or a choice just above: those are found by themselves.
PASSED_ON = {
    "portal/transitions/making.py": "from the table of transitions, whose rows are looked at",
    "portal/accounts/domain/changes.py": "by what was decided: the table stands above",
    "portal/desk/revealing.py": "`read`, which each caller gives by name",
    "portal/desk/listing.py": "`listed` and `seen` pass on what they were called with",
    "activities/places/domain/editing.py": "`touched` passes on what it was called with",
    "activities/sessions/domain/walkins.py": "a child or a volunteer",
    "portal/audit/log.py": "the mechanism itself",
    "home/danger/domain/adding.py": "`_note` passes on what it was called with",
}
# They only look up what others have recorded.
LOOKING_UP = {"volunteers/application/domain/history.py", "portal/desk/audit_words.py"}
FORMER = {"rule.decided": "until November 2026 one event for entering and confirming; the rows stay"}
IRREGULAR = {"Began", "Gave", "Let", "Made", "Put", "Said", "Saw", "Sent", "Set", "Shut", "Took", "Withdrew", "Wrote"}
MEMBERS = [action for enum in ACTIONS for action in enum]
EACH = pytest.mark.parametrize("action", MEMBERS, ids=lambda action: action.value)


def modules() -> Iterator[tuple[str, ast.Module]]:
    root, enums = Path(settings.BASE_DIR), {enum.__module__.replace(".", "/") + ".py" for enum in ACTIONS}
    for app in APPS:
        for path in sorted(root.joinpath(app).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if "migrations" not in path.parts and name not in enums:
                yield name, _tree(path)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def action_of(call: ast.Call) -> ast.expr | None:
    place = RECORDING[name_of(call)]
    named = [word.value for word in call.keywords if word.arg == "action"]
    return named[0] if named else call.args[place] if len(call.args) > place else None


def recordings() -> Iterator[tuple[str, ast.expr]]:
    for path, tree in modules():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and name_of(call) in RECORDING and (action := action_of(call)):
                yield path, action


def members_in(expression: ast.AST) -> set[str]:
    enums = {enum.__name__: enum for enum in ACTIONS}
    found = set()
    for node in ast.walk(expression):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in enums:
            found.add(enums[node.value.id][node.attr].value)
    return found


def codes_in(expression: ast.expr) -> set[str]:
    if isinstance(expression, ast.IfExp):
        return codes_in(expression.body) | codes_in(expression.orelse)
    if isinstance(expression, ast.Constant) and action_named(str(expression.value)):
        return {str(expression.value)}
    return members_in(expression) if isinstance(expression, ast.Attribute) else set()


def test_whatever_is_recorded_is_a_member_of_a_registered_enum():
    other = {path for path, action in recordings() if not codes_in(action)}

    assert other == set(PASSED_ON)


def test_no_action_is_put_together_from_pieces():
    assert [path for path, action in recordings() if isinstance(action, ast.JoinedStr | ast.BinOp)] == []


def test_every_action_is_recorded_somewhere_or_was_before():
    used = {code for path, tree in modules() if path not in LOOKING_UP for code in members_in(tree)}
    used |= {code for _path, action in recordings() for code in codes_in(action)}

    assert used == {action.value for action in MEMBERS} - set(FORMER)


def test_the_names_of_the_enums_are_told_apart():
    names = [enum.__name__ for enum in ACTIONS]

    assert sorted(names) == sorted(set(names))


@EACH
def test_it_says_in_the_past_tense_of_both_languages_what_happened(action):
    with translation.override("en"):
        english = str(action.label)
    with translation.override("zh-hans"):
        chinese = str(action.label)

    first = english.split(maxsplit=1)[0]
    assert first in IRREGULAR or first.endswith("ed"), english
    assert re.search("[\u4e00-\u9fff]", chinese), f"{english} has no Chinese"
    assert "了" in chinese, chinese


def test_every_irregular_verb_is_used():
    with translation.override("en"):
        assert {str(action.label).split()[0] for action in MEMBERS} & IRREGULAR == IRREGULAR


def test_every_code_fits_the_log_and_looking_is_told_from_changing():
    longest = AuditEvent._meta.get_field("action").max_length
    unknown = {code for enum in ACTIONS for code in enum.reads} - {action.value for action in MEMBERS}

    assert ([action for action in MEMBERS if len(action.value) > longest], unknown) == ([], set())


def test_every_subject_has_a_heading_in_chinese():
    with translation.override("zh-hans"):
        headings = [str(heading) for heading, _choices in action_choices()]

    assert all(re.search("[\u4e00-\u9fff]", heading) for heading in headings)
    assert len(headings) == len(set(headings))


def test_no_code_has_words_in_two_enums():
    codes = [action.value for action in MEMBERS]

    assert sorted(codes) == sorted(set(codes))
