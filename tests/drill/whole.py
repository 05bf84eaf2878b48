"""A whole site on real processes: web, the workers of each queue, a mail server that counts."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from portal.ops import web
from tests.bench.cached_page import free_port, wait_for

from . import held, postgresql
from .post_office import GOOD, PostOffice
from .visits import fetch

QUEUES = ("tongxin", "mail", "urgent")
# Seconds until a worker that has ended is started again.
AGAIN = 1
# Seconds: a task of a killed worker counts as lost after half of TONGXIN_TASK_RETRY.
AROUND = {"TONGXIN_TASK_TIMEOUT": "5", "TONGXIN_TASK_RETRY": "16", "DJANGO_SETTINGS_MODULE": "tests.drill.settings"}
AROUND |= {"TONGXIN_PROXY_COUNT": "1"}
MESSAGES = """
from portal.accounts.models import User
from portal.notify.circles import THEMSELVES
from portal.notify.models import Message
from portal.notify.outbox import notify
for number in range({first}, {last}):
    reader, _new = User.objects.get_or_create(email=f"reader{{number}}@example.test")
    notify(reader, "second_step_reset", key=f"drill:{{number}}", circle=THEMSELVES)
print(*Message.objects.filter(key__startswith="drill:", channel="email").values_list("pk", flat=True))
"""
CHAIN = "from portal.audit.verification import verify; print(int(verify().intact))"


class Whole(held.Site):
    """See `held.Site`; with workers, and a mail server."""

    office: PostOffice
    folder: Path
    posted: set[str]
    cluster: postgresql.Cluster | None = None
    web: subprocess.Popen[bytes]
    workers: dict[str, subprocess.Popen[bytes]]

    def start_web(self, processes: int = 1) -> None:
        """The web server; it starts a process of its own again that died."""
        command = web.command(port=self.port, workers=processes)
        self.web = _started(command, self.environment)
        wait_for(self.port, seconds=60)

    def start_worker(self, name: str, queue: str = "") -> None:
        """A worker of a queue, under this name; the one of that name before it is gone."""
        around = self.environment | {"Q_CLUSTER_NAME": queue or name}
        self.workers[name] = _started([sys.executable, "manage.py", "qcluster"], around)

    def kill_worker(self, name: str) -> None:
        """At once, with all its processes."""
        _kill_group(self.workers[name], signal.SIGKILL)

    def keep_up(self, stopping: threading.Event) -> None:
        """Start each worker again that has ended, until told to stop: what the machine's service manager does."""
        while not stopping.wait(AGAIN):
            for name, process in list(self.workers.items()):
                if process.poll() is not None:
                    self.start_worker(name, name.partition(" ")[0])

    def kill_web_process(self) -> None:
        """One of the processes that answer, at once."""
        asked = subprocess.run(["pgrep", "-P", str(self.web.pid)], capture_output=True, text=True, check=False)
        for number in asked.stdout.split()[-1:]:
            os.kill(int(number), signal.SIGKILL)

    def post(self, first: int, last: int) -> None:
        """Put messages with these numbers into the outbox."""
        self.posted = set(self.ask(MESSAGES.format(first=first, last=last)).split())

    def clock(self, seconds: int) -> None:
        """From now on all its processes believe that it is so many seconds later."""
        moved = Path(self.environment["DRILL_CLOCK"])
        unfinished = moved.with_suffix(".new")
        unfinished.write_text(str(seconds), encoding="ascii")
        unfinished.rename(moved)

    def letters(self) -> Counter[str]:
        """How often the mail server took each message, by its number; alerts of reports among them."""
        return Counter(identity.partition("@")[0].removeprefix("message-") for identity in list(self.office.taken))

    def unsent(self) -> set[str]:
        """Those that were posted and not yet taken by the mail server."""
        return self.posted - set(self.letters())

    def chain_is_whole(self) -> bool:
        """Whether the audit log is."""
        return self.ask(CHAIN) == "1"

    def stop(self) -> None:
        """All of it."""
        for process in [*self.workers.values(), self.web]:
            _kill_group(process, signal.SIGTERM)
        for process in [*self.workers.values(), self.web]:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            _kill_group(process, signal.SIGKILL)
        self.office.close()
        Path(self.environment["DRILL_CLOCK"]).unlink()


def sites(**how: Any) -> Iterator[tuple[str, AbstractContextManager[Whole]]]:
    """SQLite, and PostgreSQL where its programs are on this machine: a cluster of its own, which may be stopped."""
    yield "SQLite", _on_sqlite(**how)
    if postgresql.is_here():
        yield "PostgreSQL", _on_postgresql(**how)
    else:
        sys.stderr.write("  PostgreSQL's programs are not on this machine: SQLite alone is drilled\n")


@contextlib.contextmanager
def _on_sqlite(**how: Any) -> Iterator[Whole]:
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-") as folder:
        disk = Path(folder) / "disk"
        disk.mkdir()
        with running(f"sqlite:///{disk}/db.sqlite3", disk, **how) as site:
            yield site


@contextlib.contextmanager
def _on_postgresql(**how: Any) -> Iterator[Whole]:
    with (
        postgresql.cluster() as cluster,
        tempfile.TemporaryDirectory(prefix="tongxin-drill-") as folder,
        running(cluster.url, Path(folder), **how) as site,
    ):
        site.cluster = cluster
        yield site


@contextlib.contextmanager
def running(url: str, folder: Path, *, web_processes: int = 1, twice: bool = False) -> Iterator[Whole]:
    """A site with the demo county; `twice`: with two workers of each queue."""
    office = PostOffice(GOOD)
    environment = os.environ | AROUND | {"DATABASE_URL": url, "TONGXIN_VAR_DIR": str(folder)}
    environment |= {"DRILL_MAIL_PORT": str(office.port), "DRILL_CLOCK": str(_clock())}
    for step in held.STEPS:
        command = [sys.executable, "manage.py", *step]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    site = Whole(url, free_port(), environment)
    site.office, site.folder, site.workers, site.posted = office, folder, {}, set()
    site.session = site.ask(held.SESSION)
    stopping = threading.Event()
    keeper = threading.Thread(target=site.keep_up, args=(stopping,))
    try:
        site.start_web(web_processes)
        for queue in QUEUES:
            site.start_worker(queue)
            if twice:
                site.start_worker(f"{queue} again", queue)
        keeper.start()
        yield site
        stopping.set()
        keeper.join()
    finally:
        stopping.set()
        site.stop()


def seconds_until(is_so: Callable[[], bool], *, at_most: float) -> float:
    """How long it took; `at_most` when it did not come."""
    began = time.monotonic()
    while not is_so() and time.monotonic() - began < at_most:
        time.sleep(0.1)
    return min(time.monotonic() - began, at_most)


def answers(site: held.Site, path: str = "/search/?q=1") -> Callable[[], bool]:
    """Whether a page that needs the database is there."""
    return lambda: fetch(site, path).status == 200


def count(what: str, ours: float, limit: float | None = 0, unit: str = "") -> dict[str, Any]:
    """A row: no more than the limit."""
    ok = None if limit is None else ours <= limit
    return {"what": what, "peer": None, "limit": limit, "ours": round(ours, 1), "unit": unit, "ok": ok}


def _clock() -> Path:
    """A clock that is right, beside the disk that may be taken away."""
    number, name = tempfile.mkstemp(prefix="tongxin-drill-clock-")
    os.write(number, b"0")
    os.close(number)
    return Path(name)


def _started(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)


def _kill_group(process: subprocess.Popen[bytes], number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
    if number == signal.SIGKILL:
        process.wait(10)
