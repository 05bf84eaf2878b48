"""`rotate_keys`: every value with the current key, in batches, the same twice."""

from __future__ import annotations

import io
import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from children.ledger.models import Child
from portal.accounts.mfa import MFAAdapter
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.privacy import rotation
from portal.privacy.fields import is_unreadable
from portal.privacy.rotation import Rotation, rotate
from tests.conftest import VILLAGE
from tests.factories.children import make_child
from tests.privacy.test_fields import DAMAGED, ID_NUMBER, fresh, put, stored

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OLD, NEW = "11" * 32, "44" * 32


@pytest.fixture
def child(areas) -> Child:
    """Written with the old key."""
    return make_child(areas[VILLAGE], full_name="原名", id_number=ID_NUMBER, address="")


@pytest.fixture
def new_key(settings, child) -> None:
    settings.FIELD_KEYS = {"new": NEW, "dev": OLD}


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("rotate_keys", *options, stdout=out)
    return out.getvalue().strip()


def test_every_value_is_written_again_and_reads_the_same(child, new_key, settings):
    run()

    settings.FIELD_KEYS = {"new": NEW}
    assert stored(child).startswith("v1:new:")
    assert (fresh(child).full_name, fresh(child).id_number, fresh(child).address) == ("原名", ID_NUMBER, "")


def test_a_second_run_rewrites_nothing(child, new_key):
    run()
    before = stored(child)

    assert json.loads(run("--json"))["rewritten"] == 0
    assert stored(child) == before


def test_rows_beyond_one_batch_are_reached(areas, monkeypatch, settings):
    monkeypatch.setattr(rotation, "BATCH", 2)
    children = [make_child(areas[VILLAGE]) for _ in range(5)]
    settings.FIELD_KEYS = {"new": NEW, "dev": OLD}

    result = Rotation()
    rotate(Child, result)

    assert result.rows == 5
    assert {stored(child)[:7] for child in children} == {"v1:new:"}


def test_a_run_that_was_stopped_is_taken_up_again(areas, monkeypatch, settings):
    monkeypatch.setattr(rotation, "BATCH", 1)
    one, two = (make_child(areas[VILLAGE]) for _ in range(2))
    settings.FIELD_KEYS = {"new": NEW, "dev": OLD}
    first = Rotation()
    rotation._rotate_row(Child, rotation._batch(Child, None)[0], first, False)
    before = stored(one)

    result = Rotation()
    rotate(Child, result)

    assert (result.rewritten, stored(one)) == (first.rewritten, before)
    assert stored(two).startswith("v1:new:")


def test_an_unreadable_value_is_counted_named_by_uuid_and_left_alone(child, new_key):
    put(child, DAMAGED)

    with pytest.raises(CommandError) as caught:
        run()

    assert f"1 values cannot be read with any key: children.child.full_name {child.uuid}" in str(caught.value)
    assert stored(child) == DAMAGED
    assert stored(child, "id_number").startswith("v1:new:")


def test_json_names_the_unreadable_and_fails(child, new_key, capsys):
    put(child, DAMAGED)

    with pytest.raises(SystemExit) as caught:
        call_command("rotate_keys", "--json")

    assert caught.value.code == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["unreadable_count"], report["unreadable"]) == (1, [f"children.child.full_name {child.uuid}"])


def test_without_the_old_key_nothing_is_lost(child, settings):
    settings.FIELD_KEYS = {"new": NEW}
    before = stored(child)

    with pytest.raises(CommandError):
        run()

    assert stored(child) == before
    assert is_unreadable(fresh(child).full_name)


def test_blind_indexes_are_computed_again_when_asked(child, settings):
    before = stored(child, "id_number_index")
    settings.BLIND_INDEX_KEY = "55" * 32

    assert json.loads(run("--json"))["reindexed"] == 0
    assert json.loads(run("--json", "--blind-index"))["reindexed"] > 0
    assert stored(child, "id_number_index") == Child._meta.get_field("id_number").index_of(ID_NUMBER) != before


def test_the_secret_of_a_second_factor_follows(db, settings):
    user = User.objects.create_user("officer@example.test")
    adapter = MFAAdapter()
    made = Authenticator.objects.create(user=user, type="totp", data={"secret": adapter.encrypt("SECRET")})
    settings.FIELD_KEYS = {"new": NEW, "dev": OLD}

    run()

    settings.FIELD_KEYS = {"new": NEW}
    made.refresh_from_db()
    assert adapter.decrypt(made.data["secret"]) == "SECRET"


def test_the_log_says_that_it_was_done(child, new_key):
    run()

    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.detail["key"], event.detail["rewritten"] > 0) == (
        "keys.rotated",
        None,
        "new",
        True,
    )
