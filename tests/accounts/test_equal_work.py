"""Nobody learns from how long a page works whether an address has an account."""

import gc
from statistics import median
from time import process_time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Counter, User
from portal.notify.models import SealedLetter
from tests.accounts.test_enumeration import ROUTES
from tests.factories.accounts import PASSPHRASE, member

pytestmark = [pytest.mark.django_db, pytest.mark.database]
KNOWN = "known@example.test"
ROUNDS = 7


@pytest.fixture(autouse=True)
def as_in_production(settings):
    """The outbox and the slow password hash."""
    settings.EMAIL_BACKEND = "portal.notify.backends.OutboxBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    member(KNOWN)
    gc.disable()  # its pauses are nobody's work
    yield
    gc.enable()


def forget_counts() -> None:
    """One address asks again and again here, the others once each."""
    cache.clear()
    Counter.objects.all().delete()


def asked(email: str, path: str, field: str, data: dict[str, str]) -> tuple[float, list[str]]:
    """CPU in seconds and the queries of one request by a stranger."""
    forget_counts()
    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        began = process_time()
        client.post(path, {field: email, **data})
        spent = process_time() - began
    return spent, [query["sql"] for query in queries]


def compared(path: str, field: str, data: dict[str, str]):
    asked(KNOWN, path, field, data), asked("warm@example.test", path, field, data)
    known, unknown = [], []
    for number in range(ROUNDS):
        known.append(asked(KNOWN, path, field, data))
        unknown.append(asked(f"unknown{number}@example.test", path, field, data))
    return known, unknown


def questions(queries: list[str]) -> int:
    """How much the database was asked; its bookkeeping of nested transactions does not count."""
    return sum(not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")) for sql in queries)


def assert_alike(known, unknown):
    here, there = (median(spent for spent, _queries in each) for each in (known, unknown))
    assert abs(here - there) < max(0.25 * there, 0.004), (here, there)
    counts = [median(questions(queries) for _spent, queries in each) for each in (known, unknown)]
    assert abs(counts[0] - counts[1]) <= 1, counts


@pytest.mark.parametrize(("path", "field", "data"), ROUTES, ids=[route[0] for route in ROUTES])
def test_a_known_address_costs_as_much_as_an_unknown_one(path, field, data):
    assert_alike(*compared(path, field, data))


def test_asking_again_for_the_code_of_a_sign_up_costs_the_same():
    def again(email: str) -> tuple[float, list[str]]:
        client = Client()
        forget_counts()
        client.post("/accounts/signup/", {"email": email, "password1": PASSPHRASE})
        forget_counts()
        with CaptureQueriesContext(connection) as queries:
            began = process_time()
            assert client.post("/accounts/confirm-email/", {"action": "resend"}).status_code == 302
            return process_time() - began, [query["sql"] for query in queries]

    # By turns, and once before it counts: what the machine does meanwhile falls on both.
    turns = [(again(KNOWN), again(f"new{n}@example.test")) for n in range(ROUNDS + 1)]
    assert_alike(*zip(*turns[1:], strict=True))
    # Two each, and the decoy instead of the account of a known address.
    assert SealedLetter.objects.count() == 5 * len(turns)


def test_signing_up_an_address_that_has_an_account_leaves_nothing_but_letters():
    before = User.objects.count()

    Client().post("/accounts/signup/", {"email": KNOWN, "password1": PASSPHRASE})

    assert (User.objects.count(), SealedLetter.objects.count()) == (before, 2)
