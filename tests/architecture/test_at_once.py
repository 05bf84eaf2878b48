"""What two people can do at the same moment is done by one mechanism, and has a word for whoever comes second."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import UUIDField

from activities.models import overlap
from home.models import no_overlap
from portal.changes.constraints import GONE, meanings, uniques

ROOT = Path(settings.BASE_DIR)
APPS = ("portal", "home", "children", "volunteers", "activities")
MADE_UP = "drawn by chance: who met it draws again"
BY_THE_MACHINE = "made by the machine, which asks and makes in one (get_or_create)"
# Unique, and met by nobody at the same moment as somebody else.
NEVER_MET = {
    "accounts_addresschange.token": MADE_UP,
    "audit_sentanchor.number": "numbered by the one process that sends them",
    "areas_area.code": "loaded from a file by who runs the machine",
    "audit_event_once_in_its_strand": "who appends holds the strand",
    "children_child.case_number": MADE_UP,
    "children_concern.number": MADE_UP,
    "children_concern.receipt_index": "the second one is the same report: it is found when the change is begun again",
    "device_once_for_each_person": BY_THE_MACHINE,
    "home_sitesettings.site_id": BY_THE_MACHINE,
    "notify_line.queue": BY_THE_MACHINE,
    "notify_message.key": BY_THE_MACHINE,
    "policy_upload_once_per_place_in_its_job": "numbered by who makes the job",
    "unsaved_once_for_each_page": "written by one statement, which replaces what was kept before",
    "volunteer_number_once": MADE_UP,
    "worker_once_for_each_process": BY_THE_MACHINE,
    "volunteer_receipt_code_once": MADE_UP,
}
# Whoever begins a transaction without `change_of_state`, and why.
ATOMIC = {
    "activities/search.py": "the index follows what is kept; nothing that is kept changes",
    "portal/changes/changing.py": "the mechanism itself",
    "portal/audit/log.py": "an event is a part of a change, or a reading: it waits for nobody",
    "portal/accounts/adapter.py": "allauth's own change of an address: a part of its view, which cannot be begun again",
    "portal/accounts/posting.py": "work that is taken back on purpose",
    "portal/accounts/rotation.py": "run by hand at the machine, row by row",
    "portal/privacy/rotation.py": "run by hand at the machine, a batch at a time",
    "portal/areas/loading.py": "run by hand at the machine",
    "portal/ops/county.py": "run by hand at the machine",
    "portal/ops/demo.py": "the demo",
    "activities/demo/loading.py": "the demo",
    "volunteers/application/demo.py": "the demo",
    "home/planting/everything.py": "after migrating",
    "home/importing/domain/steps.py": "a step of a job, which is begun again by the job",
}
# Constraints that Wagtail declares for a table of ours, and asks before it meets them.
WAGTAILS = {"home_picturerendition"}
WRITES = {"save", "create", "update", "delete", "bulk_create", "get_or_create"}
# Called by changes of state only, with the rows they hold.
PARTS = {
    "activities/places/domain/editing.py touched",
    "activities/seats/domain/enrolment.py _enrol_each",
    "activities/seats/domain/signup.py _withdraw",
    "activities/sessions/domain/undoing.py _did_not_come",
    "activities/sessions/domain/undoing.py _seat_again",
    "activities/seats/domain/waitlist.py _lose_offer",
    "activities/seats/domain/waitlist.py _move_up",
    "activities/sessions/domain/walkins.py _came",
    "children/concerns/domain/people.py _give",
    "children/concerns/domain/people.py shut_out",
    "portal/accounts/domain/inviting.py invite",
    "portal/accounts/sign_in/address.py note_change",
    "volunteers/application/demo.py load",
}
# Whoever locks a row with its key, and why.
WITH_KEY = {
    "portal/accounts/sign_in/address.py": "the address is a key, and changes",
    "home/danger/domain/adding.py": "the word is removed",
    "activities/places/domain/editing.py": "the address in the site is a key; only when it changes",
}


def sources() -> dict[str, str]:
    found = (path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
    return {str(path.relative_to(ROOT)): path.read_text() for path in found}


def test_a_transaction_is_begun_in_one_place():
    mine = {name for name, text in sources().items() if re.search(r"\batomic\(|transaction\.atomic|@atomic", text)}

    assert mine == set(ATOMIC)


def test_rows_are_locked_without_their_key_where_it_stays():
    calls = {
        name: re.findall(r"select_for_update\(((?:[^()]|\([^()]*\))*)\)", text) for name, text in sources().items()
    }
    with_key = {name for name, found in calls.items() if any("no_key=True" not in given for given in found)}

    assert with_key == set(WITH_KEY)


def writing_and_recording() -> set[str]:
    """Functions that write rows and an event, and are not declared a change of state."""
    found = set()
    for name, text in sources().items():
        for one in ast.walk(ast.parse(text)):
            if isinstance(one, ast.FunctionDef) and not any(
                "change_of_state" in ast.dump(d) for d in one.decorator_list
            ):
                called = [call.func for call in ast.walk(one) if isinstance(call, ast.Call)]
                names = {call.id for call in called if isinstance(call, ast.Name)}
                methods = {call.attr for call in called if isinstance(call, ast.Attribute)}
                if names & {"record", "record_many", "announce"} and methods & WRITES:
                    found.add(f"{name} {one.name}")
    return found


def test_whoever_writes_and_records_is_a_change_of_state_or_a_part_of_one():
    assert writing_and_recording() == PARTS


def unique() -> set[str]:
    """Every unique field and constraint of ours, what is a made-up name apart."""
    ours = {model._meta.db_table: model for model in apps.get_models() if model.__module__.split(".")[0] in APPS}
    own = {name: (table, columns) for name, (table, columns) in uniques().items() if table in ours}
    return {
        name
        for name, (table, columns) in own.items()
        if not all(isinstance(field, UUIDField) for field in ours[table]._meta.fields if field.column in columns)
    }


def test_whoever_comes_second_is_told_why():
    never_overlapping = {rule.name for rule in overlap.RULES} | {no_overlap.NAME}

    assert set(meanings()) - {GONE} == (unique() | never_overlapping) - set(NEVER_MET)
    assert set(NEVER_MET) <= unique()


@pytest.mark.database
@pytest.mark.django_db
def test_the_databases_own_names_are_known():
    """What PostgreSQL would say; SQLite says columns."""
    if connection.vendor == "sqlite":
        known = {f"{table}.{column}" for table, columns in uniques().values() for column in columns}
        assert known
        return
    tables = {model._meta.db_table for model in apps.get_models() if model.__module__.split(".")[0] in APPS}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, k.conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid "
            "WHERE k.contype IN ('u', 'x')"
        )
        found = {(table, name) for table, name in cursor.fetchall() if table in tables - WAGTAILS}
    fields = {name.replace(".", "_") + "_" for name in uniques() if "." in name}
    named = set(uniques()) | set(meanings())

    assert [name for _table, name in found if name not in named and not name.startswith(tuple(fields))] == []
