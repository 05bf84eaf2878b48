"""People who report something while the site is in trouble, and do not give up."""

from __future__ import annotations

import threading
import time

from .visits import report
from .whole import Whole

# Seconds between two reports of one person: more than three thousand a day are not taken.
PAUSE = 0.2


class Reporters:
    """People with a report each, one after the other, who send it again until it is taken."""

    def __init__(self, site: Whole, *, at_once: int = 3, first: int = 0) -> None:
        self.site, self.taken, self.statuses = site, 0, set[int]()
        self._first = self._number = first
        self._lock, self._stop, self._gone = threading.Lock(), threading.Event(), threading.Event()
        self.threads = [threading.Thread(target=self._report, daemon=True) for _ in range(at_once)]

    def __enter__(self) -> Reporters:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, error: object, *_more: object) -> None:
        self._stop.set()
        if error:  # the drill itself has ended: nobody waits for them
            self._gone.set()
        for thread in [] if error else self.threads:
            thread.join(120)
        self._gone.set()

    def lost_and_doubled(self) -> tuple[int, int]:
        """Of all that were begun."""
        return self.site.reports(self._number, first=self._first)

    def _report(self) -> None:
        while not self._stop.is_set():
            with self._lock:
                number, self._number = self._number, self._number + 1
            send = report(self.site, number)
            while (status := send().status) in {0, 500, 502, 503} and not self._gone.wait(0.3):
                self.statuses.add(status)
            self.statuses.add(status)
            with self._lock:
                self.taken += status in {302, 303}
            time.sleep(PAUSE)
