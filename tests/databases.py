"""One migrated database, made once and copied by every process: migrating takes longer than most folders of tests.

The copy is what the migrations alone make. What is planted afterwards, and the triggers, come with each run's own
`migrate`, which finds nothing to apply, so no run sees what other code has planted.
"""

from __future__ import annotations

import ast
import contextlib
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from portal.pagecache.stamp import stamp

ROOT = Path(__file__).resolve().parents[1]
APPS = ("portal", "children", "volunteers", "activities", "home")
MIGRATE = """
import django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
"""


def sqlite_copy(target: Path) -> None:
    """Put the migrated file at `target`, in place of what is there."""
    with _held():
        made = _shelf() / f"{digest()}.sqlite3"
        if not made.exists():
            for older in _shelf().glob("*.sqlite3*"):
                older.unlink()
            unfinished = made.with_suffix(".part")
            unfinished.unlink(missing_ok=True)
            _migrate(f"sqlite:///{quote(str(unfinished))}")
            unfinished.rename(made)
        for rest in ("", "-wal", "-shm"):
            target.with_name(target.name + rest).unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, target)


def postgresql_template() -> str:
    """The name of a migrated database on the server that CREATE DATABASE … TEMPLATE can copy."""
    has, name = connection.settings_dict, f"tongxin_template_{digest()[:16]}"
    with _held(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not cursor.fetchone():
            unfinished = f"{name}_part"
            cursor.execute(f"DROP DATABASE IF EXISTS {unfinished}")
            cursor.execute(f"CREATE DATABASE {unfinished}")
            user = f"{quote(has['USER'])}:{quote(has['PASSWORD'])}" if has["PASSWORD"] else quote(has["USER"])
            _migrate(f"postgres://{user}@{has['HOST']}:{has['PORT'] or 5432}/{unfinished}")
            cursor.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
    return name


def returning() -> Callable[[], None]:
    """Remembers the SQLite database under test as it is now; what is returned brings it back, in a hundredth second.

    Emptying each table and planting again, as Django does after a test that commits, takes half a second.
    """
    connection.ensure_connection()
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.connection.backup(kept)

    def bring_back() -> None:
        connection.ensure_connection()
        kept.backup(connection.connection, progress=_held_up())
        stamp.bump()  # what this process remembers of the pages was read before

    return bring_back


def _held_up(times: int = 80) -> Callable[[int, int, int], None]:
    """What a backup tells of its steps: it would wait for ever for a lock. Raises RuntimeError after twenty seconds."""
    left = iter(range(times))

    def told(status: int, remaining: int, total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and next(left, None) is None:
            raise RuntimeError("a connection that the test has left open holds the database")

    return told


def digest() -> str:
    """Of every migration of ours, what they import of ours, and which packages are installed."""
    told = hashlib.sha256(sys.version.encode())
    migrations = sorted(path for app in APPS for path in (ROOT / app).rglob("migrations/*.py"))
    for path in [
        *migrations,
        *_imported_by(migrations),
        *(ROOT / "requirements" / name for name in ("base.txt", "dev.txt")),
    ]:
        told.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return told.hexdigest()


def _imported_by(migrations: list[Path]) -> list[Path]:
    names = set()
    for path in migrations:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
            elif isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
    ours = sorted(name for name in names if name.split(".")[0] in APPS)
    return sorted({path for name in ours if (path := _file_of(name))})


def _file_of(name: str) -> Path | None:
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:  # what was imported from a module is no module itself
        return None
    return Path(spec.origin) if spec and spec.origin else None


def _migrate(url: str) -> None:
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", MIGRATE], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the template could not be migrated:\n{done.stderr[-3000:]}")


def _shelf() -> Path:
    """In the place of everything this checkout makes: `make clean` forgets it."""
    shelf = ROOT / "var" / "test-databases"
    shelf.mkdir(parents=True, exist_ok=True)
    return shelf


@contextlib.contextmanager
def _held() -> Iterator[None]:
    """One process makes it, the others wait."""
    with (_shelf() / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
