"""A running site on a database of its own, and a transaction that holds what the site wants."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from portal.ops import web
from portal.settings import serving
from tests.bench.serving import free_port, wait_for

from . import ending

LOCK_SECONDS = serving.LOCK_TIMEOUT
STEPS = (["migrate", "-v0"], ["createcachetable"], ["collectstatic", "--noinput", "-v0"], ["load_demo"])
# What a program of the site's own answers about it.
SESSION = """
from django.contrib.sessions.backends.db import SessionStore
from portal.accounts.models import User
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.conf import settings
user = User.objects.get(email="township@demo.test")
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""
REPORTS = """
import json
from collections import Counter
from children.models import Concern
rows = Counter(row.story for row in Concern._base_manager.all())
print(json.dumps([rows[f"演练线索第{number}件"] for number in range(BETWEEN)]))
"""


@dataclass
class Site:
    """One running site."""

    url: str
    port: int
    environment: dict[str, str]
    session: str = ""
    ends: Sequence[str] = field(default_factory=list)
    everything: Sequence[str] = field(default_factory=list)

    @contextlib.contextmanager
    def holding(self, statements: Sequence[str]) -> Iterator[None]:
        """Another program's transaction, which does this and does not end."""
        if self.url.startswith("sqlite"):
            connection = sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None, timeout=20)
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
            connection.close()
            return
        with psycopg.connect(self.url) as holder:
            for statement in statements:
                holder.execute(statement.encode())
            yield
            holder.rollback()

    def reports(self, number: int, *, first: int = 0) -> tuple[int, int]:
        """How many of the reports sent, from `first` up to `number`, are not there, and how many more than once."""
        counts = json.loads(self.ask(REPORTS.replace("BETWEEN", f"{first}, {number}")))
        return sum(count == 0 for count in counts), sum(count > 1 for count in counts)

    def ask(self, program: str) -> str:
        """What a program with the site's settings prints."""
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", program]
        done = subprocess.run(command, env=self.environment, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout.strip().splitlines()[-1]


def sites() -> Iterator[tuple[str, AbstractContextManager[Site]]]:
    """SQLite, and PostgreSQL when DATABASE_URL names one: its database is not touched, one beside it is made."""
    yield "SQLite", _on_sqlite()
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        yield "PostgreSQL", _on_postgresql(os.environ["DATABASE_URL"])


@contextlib.contextmanager
def _on_sqlite() -> Iterator[Site]:
    folder = tempfile.mkdtemp(prefix="tongxin-drill-")
    try:
        with _running(f"sqlite:///{folder}/db.sqlite3", Path(folder)) as site:
            yield site
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def _on_postgresql(beside: str) -> Iterator[Site]:
    name = f"tongxin_drill_{os.getpid()}"
    with psycopg.connect(beside, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}".encode())
        try:
            url = urlsplit(beside)._replace(path=f"/{name}").geturl()
            with tempfile.TemporaryDirectory(prefix="tongxin-drill-") as folder, _running(url, Path(folder)) as site:
                yield site
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextlib.contextmanager
def _running(url: str, folder: Path) -> Iterator[Site]:
    environment = os.environ | {"DATABASE_URL": url, "TONGXIN_VAR_DIR": str(folder), "TONGXIN_PROXY_COUNT": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.dev"
    for step in STEPS:
        command = [sys.executable, "manage.py", *step]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    site = Site(url, free_port(), environment)
    site.ends = ["SELECT id FROM audit_audithead FOR UPDATE"]
    site.everything = [
        "LOCK TABLE wagtailcore_site, accounts_user, django_session IN ACCESS EXCLUSIVE MODE",
        *site.ends,
    ]
    site.session = site.ask(SESSION)
    with ending.undisturbed():
        process = ending.started(web.command(port=site.port), environment)
    try:
        wait_for(site.port, seconds=60)
        yield site
    finally:
        ending.stopped(process)
