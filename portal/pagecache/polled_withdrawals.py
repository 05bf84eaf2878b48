"""What leaves the public, where several hosts share a database: said to all of them before it is committed."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.core.cache import cache
from django.db import Error, connections

CACHE_KEY = "pagecache.withdrawn"
POLL_SECONDS = 1.0
# Seconds between saying that something leaves the public and committing it: within them every process has asked.
LEASE = 3.0


class PolledWithdrawals:
    """A word in the shared cache, another one for each withdrawal, for which each process asks every second.

    Whoever commits has waited for longer than that. So a process that was answered within that time before the
    database stopped has heard of all that was committed; any other shows no copies late.
    """

    def __init__(self, *, settles: float, wait: Callable[[float], None] = time.sleep, watching: bool = True) -> None:
        self.settles, self._wait, self._watching = settles, wait, watching
        self._lock = threading.Lock()
        self._word, self._since = "", time.monotonic()
        # When the last question that was answered was put, and when the first after it had not been.
        self._answered_at = float("-inf")
        self._failed_at: float | None = None
        self._thread: threading.Thread | None = None

    def begin(self, renew: Callable[[], None]) -> int:
        """Say that something is about to leave the public, begin a new generation, and wait until all have heard.

        Raises Error when the database does not answer: then nothing can leave the public either.
        """

        def say() -> None:
            cache.set(CACHE_KEY, secrets.token_hex(8), None)
            renew()
            self.ask()

        _on_a_connection_of_its_own(say)
        self._wait(LEASE)
        return 0

    def end(self, number: int) -> None:
        """It is committed; that is known to all when it has settled."""

    def mark(self) -> str:
        """For a copy that is made from now on; empty until what has begun to leave the public is over."""
        self._watch()
        return f"several.{self._word}" if time.monotonic() - self._since >= self.settles else ""

    def allows(self, mark: str) -> bool:
        """Whether a copy with this mark may be shown late: nothing has begun to leave the public since."""
        if self._failed_at is None:
            self.ask()
        unanswered = 0.0 if self._failed_at is None else self._failed_at - self._answered_at
        return mark == f"several.{self._word}" and unanswered <= LEASE

    def ask(self) -> None:
        """What is said now."""
        with self._lock:
            put_at = time.monotonic()
            try:
                word = str(cache.get(CACHE_KEY, ""))
            except Error:
                self._failed_at = self._failed_at or time.monotonic()
                return
            if word != self._word:
                self._since, self._word = time.monotonic(), word
            self._answered_at, self._failed_at = put_at, None

    def _watch(self) -> None:
        if self._watching and self._thread is None:
            self._thread = threading.Thread(target=self._ask_again_and_again, daemon=True)
            self._thread.start()

    def _ask_again_and_again(self) -> None:
        while True:
            self.ask()
            connections.close_all()
            time.sleep(POLL_SECONDS)


def _on_a_connection_of_its_own(act: Callable[[], object]) -> None:
    """What is written within the transaction of the act would be read only when that is committed."""

    def alone() -> None:
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as other:
        other.submit(alone).result()
