"""Who makes a page anew: one visitor at a time."""

from __future__ import annotations

import threading

from .store import Key

# Few wait for a page until it is made, or a second. The others wait so many times as long as it usually takes: longer,
# and where something holds it up other pages have no thread left; shorter, and many would make the same page at once.
FEW, PATIENCE, TIMES = 8, 1.0, 5


class Turns:
    """Which pages are being made, each by one visitor."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[Key, threading.Event] = {}
        self._waiting = threading.BoundedSemaphore(FEW)

    def __contains__(self, key: Key) -> bool:
        return key in self._made

    def take(self, key: Key) -> bool:
        """Whether it is now this visitor's turn; they must give it back."""
        with self._lock:
            if key in self._made:
                return False
            self._made[key] = threading.Event()
            return True

    def give_back(self, key: Key) -> None:
        """The page is made, or could not be."""
        with self._lock:
            done = self._made.pop(key)
        done.set()

    def wait(self, key: Key, *, usually: float) -> None:
        """Until the page is made, which takes `usually` so many seconds, but not for long."""
        done = self._made.get(key)
        if done is None:
            return
        if not self._waiting.acquire(blocking=False):
            done.wait(min(TIMES * usually, PATIENCE))
            return
        try:
            done.wait(PATIENCE)
        finally:
            self._waiting.release()
