"""A PostgreSQL of the drill's own, which may be stopped, starved and killed; run as another user where we are root."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.bench.serving import free_port

from . import ending

OTHER = "postgres"


def _programs() -> Path | None:
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path).parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return found[-1] if found and (found[-1] / "initdb").exists() else None


def is_here() -> bool:
    """Whether PostgreSQL's own programs are on this machine."""
    return _programs() is not None


@dataclass
class Cluster:
    """A database server with one database."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """As DATABASE_URL takes it."""
        return f"postgres://drill@127.0.0.1:{self.port}/postgres"

    def make(self, copy_of: Path | None) -> None:
        """Its data, before the first start; a copy keeps its owner."""
        data = f"{self.folder}/data"
        if copy_of:
            subprocess.run(["cp", "-a", str(copy_of), data], check=True)
        else:
            _run("initdb", "-D", data, "-U", "drill", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")

    def start(self) -> None:
        """And wait until it answers; after a stop at once it first puts itself in order."""
        options = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        _run("pg_ctl", "start", "-w", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-o", options)

    def start_again(self) -> None:
        """Where it has given up by itself; one that is running goes on."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self.start()

    def stop(self, *, how: str = "immediate") -> None:
        """As when the power fails."""
        _run("pg_ctl", "stop", "-w", "-D", f"{self.folder}/data", "-m", how)


@contextlib.contextmanager
def cluster(folder: Path | None = None, *, copy_of: Path | None = None) -> Iterator[Cluster]:
    """A new one, in a folder of its own, or one that goes on from a copy of the data of one that was stopped."""
    with tempfile.TemporaryDirectory(prefix="tongxin-drill-pg-") as room:
        made = Cluster(folder or Path(room), free_port())
        if os.geteuid() == 0:
            shutil.chown(made.folder, OTHER, OTHER)
        try:
            made.make(copy_of)
            made.start()
            yield made
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):
                made.stop()


def _run(program: str, *arguments: str) -> None:
    command = [f"{_programs()}/{program}", *arguments]
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        command = ["runuser", "-u", OTHER, "--", *command]
    quiet = subprocess.DEVNULL
    # A server that is half started when the drill is told to stop would be left behind.
    with ending.undisturbed():
        subprocess.run(command, check=True, stdout=quiet, stderr=quiet, cwd="/", start_new_session=True)
