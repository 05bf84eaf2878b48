"""Who visits the site during a drill: a reader, somebody searching, an officer, somebody with a report."""

from __future__ import annotations

import http.client
import itertools
import re
import threading
import time
import urllib.parse
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from . import held

_count = itertools.count()
PATIENCE = 30


@dataclass(frozen=True)
class Visit:
    """How long the answer took and what it was; `line` when it was refused for want of a place."""

    seconds: float
    status: int
    body: str = ""
    line: bool = False


def fetch(site: held.Site, path: str, body: dict[str, str] | None = None, **headers: str) -> Visit:
    """One request on a connection of its own. Somebody who gets no answer at all sees status 0, and `body` says why."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    data = urllib.parse.urlencode(body) if body else None
    if data:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = time.perf_counter()
    try:
        connection.request("POST" if body else "GET", path, data, headers)
        answer = connection.getresponse()
        text, status = answer.read().decode(), answer.status
    except (OSError, http.client.HTTPException) as error:
        text, status = f"{path}: {type(error).__name__} after {time.perf_counter() - began:.1f} s", 0
    finally:
        connection.close()
    seconds = time.perf_counter() - began
    return Visit(seconds, status, text, line=answer_is_quick(seconds))


def answer_is_quick(seconds: float) -> bool:
    """Whoever had a place waits for the lock for seconds; whoever had none is told before."""
    return seconds < held.LOCK_SECONDS * 0.8


def cached(site: held.Site) -> Callable[[], Visit]:
    """The home page, which is in memory."""
    return lambda: fetch(site, "/")


def search(site: held.Site) -> Callable[[], Visit]:
    """A search: never in memory, without a session."""
    return lambda: fetch(site, f"/search/?q={next(_count)}")


def signed_in(site: held.Site) -> Callable[[], Visit]:
    """An officer's list of children: each look is recorded."""
    return lambda: fetch(site, "/desk/children/", Cookie=f"sessionid={site.session}")


def report(site: held.Site, number: int) -> Callable[[], Visit]:
    """Somebody with a report, from a network of their own; sent again as the page gives it back."""
    address = {"X-Forwarded-For": f"10.0.{number // 250}.{number % 250}"}
    page = fetch(site, "/report/", **address).body
    known = re.search(r'name="sending"[^>]*value="([^"]+)"', page)
    sending = known.group(1) if known else str(uuid.uuid4())
    form = {"story": f"演练线索第{number}件", "sending": sending}
    return lambda: fetch(site, "/report/", form, **address)


def crowd(seconds: float, kinds: dict[str, tuple[int, Callable[[], Visit]]]) -> dict[str, list[Visit]]:
    """So many of each kind visit again and again; what each saw."""
    seen: dict[str, list[Visit]] = {kind: [] for kind in kinds}
    until = time.monotonic() + seconds

    def visit(kind: str, once: Callable[[], Visit]) -> None:
        while time.monotonic() < until:
            seen[kind].append(once())
            time.sleep(0.1)

    threads = [
        threading.Thread(target=visit, args=(kind, once), daemon=True)
        for kind, (number, once) in kinds.items()
        for _ in range(number)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen
