"""A whole site on real processes: web, the workers of each queue, a mail server that counts."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from portal.ops import web
from tests.bench.__main__ import table
from tests.bench.serving import free_port, wait_for

from . import county, ending, held, postgresql
from .post_office import GOOD, PostOffice

QUEUES = ("tongxin", "mail", "urgent")
# Seconds that a letter takes, so that some are under way; and until a worker that has ended is started again.
THINKING, AGAIN = 0.1, 1
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
    disk: Path | None = None
    posted: set[str]
    cluster: postgresql.Cluster | None = None
    web: subprocess.Popen[bytes] | None = None
    workers: dict[str, subprocess.Popen[bytes]]

    def start_web(self, processes: int = 1) -> None:
        """The web server; it starts a process of its own again that died."""
        command = web.command(port=self.port, workers=processes)
        with ending.undisturbed():
            self.web = ending.started(command, self.environment)
        wait_for(self.port, seconds=60)

    def start_worker(self, name: str, queue: str = "") -> None:
        """A worker of a queue, under this name; the one of that name before it is gone."""
        around = self.environment | {"Q_CLUSTER_NAME": queue or name}
        with ending.undisturbed():
            self.workers[name] = ending.started([sys.executable, "manage.py", "qcluster"], around)

    def kill_worker(self, name: str) -> None:
        """At once, with all its processes."""
        ending.signal_group(self.workers[name], signal.SIGKILL)
        self.workers[name].wait(10)

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
        return Counter(numbers(self.office.taken))

    def unsent(self) -> set[str]:
        """Those that were posted and not yet taken by the mail server."""
        return self.posted - set(self.letters())

    def chain_is_whole(self) -> bool:
        """Whether the audit log is."""
        return self.ask(CHAIN) == "1"

    def stop(self) -> None:
        """Web and workers."""
        ending.stopped(*self.workers.values(), *([self.web] if self.web else []))


def numbers(identities: list[str]) -> list[str]:
    """Of the messages with these Message-IDs."""
    return [identity.partition("@")[0].removeprefix("message-") for identity in list(identities)]


Sites = Iterator[tuple[str, AbstractContextManager[Whole]]]


def on_each(sites: Sites, words: str, drill: Callable[[str, Whole], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Run a drill on each site; its rows, which are also told at once: what comes later may fail."""
    rows: list[dict[str, Any]] = []
    for name, site in sites:
        with site as one:
            sys.stderr.write(f"  {name}: {words}\n")
            found = drill(name, one)
        sys.stderr.write(table(found) + "\n")
        rows += found
    return rows


def sites(**how: Any) -> Sites:
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
        with running(county.on_sqlite(disk), disk, **how) as site:
            yield site


@contextlib.contextmanager
def _on_postgresql(**how: Any) -> Iterator[Whole]:
    with (
        tempfile.TemporaryDirectory(prefix="tongxin-drill-") as folder,
        county.on_postgresql(Path(folder)) as cluster,
        running(cluster.url, Path(folder), **how) as site,
    ):
        site.cluster = cluster
        yield site


@contextlib.contextmanager
def running(url: str, folder: Path, *, web_processes: int = 1, twice: bool = False) -> Iterator[Whole]:
    """A site on a database with the demo county; `twice`: with two workers of each queue."""
    with contextlib.closing(PostOffice(GOOD, seconds=THINKING)) as office, _clock() as clock:
        environment = os.environ | AROUND | {"DATABASE_URL": url, "TONGXIN_VAR_DIR": str(folder)}
        environment |= {"DRILL_MAIL_PORT": str(office.port), "DRILL_CLOCK": str(clock)}
        site = Whole(url, free_port(), environment)
        site.office, site.folder, site.workers, site.posted = office, folder, {}, set()
        site.session = site.ask(held.SESSION)
        with _started(site, web_processes, twice=twice):
            yield site


@contextlib.contextmanager
def _started(site: Whole, web_processes: int, *, twice: bool) -> Iterator[None]:
    stopping = threading.Event()
    keeper = threading.Thread(target=site.keep_up, args=(stopping,))
    try:
        site.start_web(web_processes)
        for queue in QUEUES:
            site.start_worker(queue)
            if twice:
                site.start_worker(f"{queue} again", queue)
        keeper.start()
        yield
    finally:
        with ending.undisturbed():
            stopping.set()
            if keeper.is_alive():
                keeper.join()  # it must not start another one behind our back
            site.stop()


@contextlib.contextmanager
def _clock() -> Iterator[Path]:
    """A clock that is right, beside the disk that may be taken away."""
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-clock-") as aside:
        (clock := Path(aside) / "clock").write_text("0", encoding="ascii")
        yield clock
