"""Who is told and who is shown is asked of today's assignments, in one place; who began something is history."""

from __future__ import annotations

import ast
import re

from .models import PACKAGES, ROOT, source_files

# Fields that name whoever did or was given something once.
HISTORY = frozenset(
    {
        *("added_by", "approved_by", "asked_by", "consent_recorded_by", "created_by", "decided_by", "deputy"),
        *("done_by", "enrolled_by", "first_signatory", "found_by", "handled_by", "heard_by", "invited_by"),
        *("managers", "opened_by", "proposed_by", "recorded_by", "requested_by", "second_signatory", "staff"),
        *("supervisor",),
    }
)
# Who imports one of these writes to people.
TELLING = frozenset(
    {
        *("CIRCLES", "Circle", "everyone", "in_office", "members", "notify", "proposer", "remind"),
        *("responsible_for_place", "responsible_today", "send", "tell", "those_in_charge"),
    }
)
# Functions of such modules that read such a field, each with the question about today it asks.
TOLD = {
    "activities/places/domain/photos.py decide_denied_reason": "a rule: nobody confirms their own photo",
    "activities/places/domain/photos.py in_the_library": "history: whose file it is",
    "activities/places/domain/photos.py _tell_who_added": "asks `may`, else `responsible_for_place`",
    "activities/responsible.py responsible_today": "asks `holding` in `_with_level_above`",
    "activities/responsible.py managers_of": "asks `serving`",
    "activities/responsible.py _with_level_above": "asks `holding`",
    "activities/telling.py officers_of": "asks `in_office`",
    "home/editorial/domain/second_reader.py tell_readers": "leaves out who submitted it, of `readers` of today",
    "home/editorial/domain/second_reader.py tell_writer": "asks `readers`",
    "volunteers/pairing/domain/moving.py proposer": "asks `in_office`",
    "volunteers/pairing/domain/supervision.py _who_asked": "asks `in_office`",
}
# Functions that make pages, and templates: what was done by whom, or asked of today.
SHOWN = {
    "activities/places/views/presenting.py _due": "whether anybody ever was manager; names come from `managers_of`",
    "activities/sessions/views/presenting.py _cards": "the team as it was named; who does not count is marked",
    "children/concerns/views/fields.py state_mark": "whether a first person has signed",
    "children/concerns/views/record.py record_of": "whether a first person has signed",
    "portal/desk/appointing.py proposed_for": "whose roles of today are read",
    "portal/desk/people_due.py due": "nobody is asked to confirm their own; `proposer_has_left` asks of today",
    "portal/desk/people_rows.py proposed": "history: who proposed it",
    "portal/desk/people_rows.py row": "history: who proposed it",
    "portal/desk/people_changes.py _facts": "history: who proposed and who decided",
    "volunteers/pairing/views/presenting.py _moments": "history: what happened, by whom",
    "activities/templates/activities/desk/photos.html": "history: who added the photo",
    "home/danger/rows.py rows_of": "history: who added the word",
    "home/danger/rows.py row": "history: who added the word",
    "children/concerns/rows.py row": "whether a first person has signed",
    "volunteers/templates/volunteers/pairing_children.html": "a name that `contacts_of` has asked of today",
}
# Where assignments are asked by time, role or account, beside the one place that does.
ASKING = {
    "portal/accounts/models/holding.py": "the one place",
    "portal/accounts/enums.py": "the table of capabilities",
    "portal/accounts/models/people.py": "one person's own roles, read once a request",
    "portal/accounts/domain/assignments.py": "whether this very role is held already",
    "portal/accounts/domain/editors.py": "whether this very person is an editor",
    "portal/desk/appointing.py": "the list of who serves, account open or not",
    "portal/desk/management/commands/appoint.py": "the role that is to end",
    "portal/desk/telling.py": "whether this very role is still held",
}


def trees():
    for path in source_files():
        yield path, ast.parse((ROOT / path).read_text(encoding="utf-8"))


def imported(tree):
    return {name.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for name in node.names}


def read_in(path, tree):
    """Functions that read a field of history."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            read = [one for one in ast.walk(node) if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Load)]
            if {one.attr.removesuffix("_id") for one in read} & HISTORY:
                yield f"{path} {node.name}"


def makes_pages(path):
    return (
        "views" in path.parts
        or path.name in {"cards.py", "panels.py", "rows.py"}
        or path.parts[:2] == ("portal", "desk")
    )


def asks(tree):
    """Whether assignments are asked here by what they allow, by time or by account."""
    words = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    by_time = any(isinstance(one, ast.Attribute) and one.attr == "current" for one in ast.walk(tree))
    given = {word.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords}
    filtered = by_time or (given & {"user__is_active", "area__code__in"} and given & {"role__in", "role"})
    return "ROLE_CAPABILITIES" in words or bool("Assignment" in words and filtered)


def test_the_walk_bites():
    told = (
        "from portal.notify.outbox import notify\ndef say(row):\n    notify(row.created_by, 'x', key='', circle='')\n"
    )
    kept = "from portal.notify.outbox import notify\ndef keep(row, by):\n    row.created_by = by\n"
    asked = "Assignment.objects.filter(role='x', user__is_active=True)"

    assert [list(read_in("a.py", ast.parse(text))) for text in (told, kept)] == [["a.py say"], []]
    assert [asks(ast.parse(text)) for text in (asked, told)] == [True, False]


def test_no_recipient_is_taken_from_who_did_something_once():
    found = {name for path, tree in trees() if imported(tree) & TELLING for name in read_in(path, tree)}

    own = {name for path, tree in trees() if str(path) == "activities/responsible.py" for name in read_in(path, tree)}
    assert found | own == set(TOLD)


def test_nobody_is_shown_as_the_one_to_ask_who_did_something_once():
    found = {name for path, tree in trees() if makes_pages(path) for name in read_in(path, tree)}
    words = re.compile(r"\.(" + "|".join(sorted(HISTORY)) + r")\b")
    for package in PACKAGES:
        for path in (ROOT / package).rglob("templates/**/*.*"):
            if path.suffix in {".html", ".txt"} and words.search(path.read_text(encoding="utf-8")):
                found.add(str(path.relative_to(ROOT)))

    assert found == set(SHOWN)


def test_who_holds_what_is_asked_in_one_place():
    assert {str(path) for path, tree in trees() if asks(tree)} == set(ASKING)
