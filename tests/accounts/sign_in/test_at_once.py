"""Of many tries at the same moment no more count than of as many one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from portal.accounts.sign_in.limits import GUESSES, count

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]
AT_ONCE = 12


def test_twelve_guesses_at_the_same_moment_are_five():
    ready = Barrier(AT_ONCE)

    def guess(_number: int) -> bool:
        try:
            ready.wait(timeout=20)
            return count(GUESSES, "stranger", "victim@example.test") is None
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(guess, range(AT_ONCE))) == 5
