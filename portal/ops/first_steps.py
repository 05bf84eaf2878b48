"""What must be there before web and worker start: tables, translations, static files, the demo county."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from .catalogues import compile_catalogues
from .county import is_county_wanted, load_county
from .health import is_migration_needed

Say = Callable[[str], object]


def prepare(say: Say) -> None:
    """Do what is missing and tell each step; a second start finds nothing to do."""
    compile_catalogues()
    if is_migration_needed():
        say("Preparing the database …")
        call_command("migrate", verbosity=0)
    collect_static(lambda: say("Collecting static files …"))
    if is_county_wanted():
        say("Loading the demo county …")
        load_county(lambda line: say(f"  {line}"))


def collect_static(begins: Callable[[], object] = lambda: None) -> bool:
    """Collect the static files where one has changed. Returns whether there was anything to do."""
    stamp = static_stamp()
    if _stamp_file().exists() and _stamp_file().read_text() == stamp:
        return False
    begins()
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    _stamp_file().write_text(stamp)
    return True


def static_stamp() -> str:
    """A digest of the names, sizes and times of all static files: another when one changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda pair: pair[0]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _stamp_file() -> Path:
    return Path(settings.VAR_DIR) / "static.stamp"
