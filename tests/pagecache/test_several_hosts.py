"""Several hosts hear that something leaves the public before it is committed."""

import pytest
from django.db import OperationalError

from portal.pagecache.polled_withdrawals import LEASE, PolledWithdrawals
from portal.pagecache.withdrawals import SETTLES

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
HOUR = 3600.0


def nothing() -> None:
    """No generation to begin."""


@pytest.fixture
def hosts(clock):
    """Two hosts that share a database; whoever waits lets the time pass, in which the other asks."""

    def wait(seconds):
        clock.go_on(seconds)
        other.ask()

    one = PolledWithdrawals(settles=SETTLES, wait=wait, watching=False)
    other = PolledWithdrawals(settles=SETTLES, wait=wait, watching=False)
    other.ask()
    clock.go_on(SETTLES)
    other.ask()
    return one, other


@pytest.fixture
def stop(monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError

    return lambda: monkeypatch.setattr("portal.pagecache.polled_withdrawals.cache.get", away)


def test_hosts_hear_of_it_before_it_is_committed(hosts, stop):
    one, other = hosts
    mark = other.mark()
    one.begin(nothing)
    stop()

    assert (mark != "", other.allows(mark), other.mark()) == (True, False, "")


def test_hosts_show_last_copies_when_they_were_answered_just_before_the_database_stopped(hosts, stop, clock):
    _one, other = hosts
    mark = other.mark()
    clock.go_on(1)
    stop()
    other.ask()
    clock.go_on(HOUR)

    assert other.allows(mark) is True


def test_hosts_show_none_when_something_may_have_gone_since_they_were_answered(hosts, stop, clock):
    _one, other = hosts
    mark = other.mark()
    clock.go_on(LEASE + 1)
    stop()
    other.ask()

    assert other.allows(mark) is False
