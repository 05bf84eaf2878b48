"""The generation of the public pages: changes whenever something the public sees has changed."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from .generations import FileStamp, PolledStamp
from .withdrawals import withdrawals


def make_stamp() -> FileStamp | PolledStamp:
    """The stamp that `PAGE_CACHE_HOSTS` ("one" or "several") asks for."""
    return PolledStamp() if settings.PAGE_CACHE_HOSTS == "several" else FileStamp(settings.VAR_DIR / "pages.stamp")


stamp = make_stamp()


def bump_on_commit() -> None:
    """What the public sees changes with this transaction: no copy of any page from before it is shown again, anywhere.

    Call it before the end of the transaction. That is written down now, where it is read without a database, so that
    it holds also when the database stops right after the commit or this process is killed (record 0029).
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        forget_now()
    elif any(isinstance(entry[1], _Committed) for entry in connection.run_on_commit):
        renew_on_commit()
    else:
        transaction.on_commit(_Committed(withdrawals.begin(stamp.bump)), robust=True)


def renew_on_commit() -> None:
    """Something has been added: all pages are made anew when it is committed; without a database last copies do."""
    transaction.on_commit(stamp.bump, robust=True)


def renew_figures_on_commit() -> None:
    """A figure changes with this transaction (places left, hours): pages that show any are made anew.

    Who comes meanwhile may see the figure of before, for two seconds (record 0042). Never for what leaves the public.
    """
    transaction.on_commit(stamp.renew, robust=True)


def forget_now() -> None:
    """No copy of any page from before is shown again, whatever happens now, in or out of the database."""
    withdrawals.begin(stamp.bump)


class _Committed:
    """What follows the commit of an act that `bump_on_commit` was called for."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self) -> None:
        # Once more: what was rendered since the act began may show what was before.
        stamp.bump()
        withdrawals.end(self.number)
