"""The cast every test may call on: one county, two townships, their villages, and staff of each role."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from django.utils import timezone, translation
from freezegun import freeze_time
from pytest_django import DjangoDbBlocker

from portal.accounts.enums import Role
from portal.accounts.models import Assignment, StaffIdentity, User
from portal.areas.models import Area, AreaLevel
from portal.ops.catalogues import compile_catalogues
from tests import databases

COUNTY, TOWNSHIP, VILLAGE = "331125", "331125106", "331125106001"
OTHER_TOWNSHIP, OTHER_VILLAGE = "331125105", "331125105001"
ELSEWHERE = "331126"
READ_ON = timezone.localdate()
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)

TREE = [
    ("33", "测试省", AreaLevel.PROVINCE),
    ("3311", "测试市", AreaLevel.CITY),
    (COUNTY, "甲县", AreaLevel.COUNTY),
    (TOWNSHIP, "石塘镇", AreaLevel.TOWNSHIP),
    (VILLAGE, "上村", AreaLevel.VILLAGE),
    ("331125106002", "下村", AreaLevel.VILLAGE),
    (OTHER_TOWNSHIP, "崇头镇", AreaLevel.TOWNSHIP),
    (OTHER_VILLAGE, "山后村", AreaLevel.VILLAGE),
    (ELSEWHERE, "乙县", AreaLevel.COUNTY),
    ("331126101", "河东镇", AreaLevel.TOWNSHIP),
    ("331126101001", "河边村", AreaLevel.VILLAGE),
]


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Chinese is what people see: the catalogues are compiled once, before the workers start."""
    if not hasattr(config, "workerinput"):
        compile_catalogues()


def pytest_collection_finish() -> None:
    """What was loaded and found stays to the end: no test waits while garbage is looked for in it."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Content is no name: files hold the second they were made in, and two processes would name one test apart."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> bool:
    """Each process begins with a copy of one migrated database (tests/databases.py)."""
    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock():
            test["TEMPLATE"] = databases.postgresql_template()
        return bool(request.config.getvalue("reuse_db"))
    # Django would remove the file to begin with an empty one; the next run puts a new copy in its place.
    databases.sqlite_copy(Path(test["NAME"]))
    return True


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """After a test that commits, SQLite is as the migrations and what follows them have left it; see `returning`."""
    if connection.vendor != "sqlite":
        yield
        return
    with django_db_blocker.unblock():
        bring_back = databases.returning()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: bring_back())
        yield


@pytest.fixture(autouse=True)
def back_to_chinese() -> Iterator[None]:
    """A page asked for in English leaves its language behind in the process: not for the next test."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def still_the_day_the_module_speaks_of(request: pytest.FixtureRequest) -> Iterator[None]:
    """A run over midnight: what a module called TODAY when it was read is today while its tests run."""
    with still(getattr(request.module, "TODAY", None), read_on=READ_ON):
        yield


@contextlib.contextmanager
def still(today: date | None, *, read_on: date) -> Iterator[None]:
    """The last minutes of `today`, if that was the day the tests were read on and is over; else the clock as it is."""
    if today != read_on or read_on == timezone.localdate():
        yield
        return
    with freeze_time(datetime.combine(read_on, time(23, 50), timezone.get_current_timezone()), tick=True):
        yield


@pytest.fixture(scope="module")
def planted(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DjangoDbBlocker]:
    """What fixtures of a module plant stays for all its tests, and then goes.

    They ask for it and write inside `with planted.unblock():`. Each test begins with what they have planted: it runs in
    a savepoint of its own above it. Nothing in the module may commit.
    """
    with django_db_blocker.unblock():
        # Django's own mark, too: what insists on beginning a transaction may do so in here.
        held = transaction.atomic()
        held._from_testcase = True
        held.__enter__()
    yield django_db_blocker
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        held.__exit__(None, None, None)


@pytest.fixture
def areas(db: None) -> dict[str, Area]:
    """The areas by code."""
    return plant_areas()


def plant_areas() -> dict[str, Area]:
    """Make the areas of the cast; by code."""
    made: dict[str, Area] = {}
    for code, name, level in TREE:
        parent = next((made[code[:n]] for n in (9, 6, 4, 2) if n < len(code) and code[:n] in made), None)
        made[code] = Area.objects.create(code=code, name=name, level=level, parent=parent)
    return made


@pytest.fixture
def staff(areas: dict[str, Area]) -> Callable[..., User]:
    """Makes a member of staff: `staff(Role.COUNTY_OFFICER, COUNTY)`."""
    return staff_of(areas)


def staff_of(areas: dict[str, Area]) -> Callable[..., User]:
    """Makes members of staff in these areas."""

    def make(role: str, code: str = COUNTY, email: str = "") -> User:
        user = User.objects.create_user(email or f"{role}.{code}@example.test", "a good passphrase", display_name="")
        # Long in force: it counts for whatever a test begins later.
        held = {"since": LONG_AGO.date(), "effective_at": LONG_AGO}
        Assignment.objects.create(user=user, role=role, area=areas[code], **held)
        StaffIdentity.objects.create(user=user, phone=f"1{user.pk:010}")
        return user

    return make


@pytest.fixture
def county_officer(staff: Callable[..., User]) -> User:
    """The officer of the whole county."""
    return staff(Role.COUNTY_OFFICER)


@pytest.fixture
def supervisor(staff: Callable[..., User]) -> User:
    """The supervisor of one township."""
    return staff(Role.TOWNSHIP_SUPERVISOR, TOWNSHIP)


@pytest.fixture
def village_officer(staff: Callable[..., User]) -> User:
    """The child officer of one village."""
    return staff(Role.VILLAGE_OFFICER, VILLAGE)


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """A browser in which this person is signed in, with a second factor if they are staff."""
    return signed_in


def signed_in(user: User) -> Client:
    """A browser in which this person is signed in, with a second factor if they are staff."""
    client = Client()
    client.force_login(user)
    if user.works_here:
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "at": 0, "type": "totp"}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client
