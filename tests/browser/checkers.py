"""The checkers that come from npm: installed once, into var/checkers."""

from __future__ import annotations

import fcntl
import json
import shutil
import subprocess
from pathlib import Path

from .site import ROOT

WISHES = Path(__file__).with_name("package.json")
FOLDER = ROOT / "var" / "checkers"
# It runs for seconds: what a virtual machine does to be fast after minutes cost it more than half of its time.
JAVA = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss2m"]


def missing() -> str:
    """What this machine lacks for them, in one line; empty when nothing."""
    absent = [name for name in ("npm", "node", "java") if shutil.which(name) is None]
    return f"install {', '.join(absent)} (Debian: npm default-jre-headless)" if absent else ""


def installed() -> Path:
    """The folder of their modules. Raises CalledProcessError when npm cannot get them."""
    FOLDER.parent.mkdir(exist_ok=True)
    # Tests run in several processes, and more than one asks.
    with FOLDER.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = FOLDER / "done.json"
        if not done.exists() or done.read_bytes() != WISHES.read_bytes():
            _install()
            shutil.copy(WISHES, done)
    return FOLDER / "node_modules"


def _install() -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    shutil.copy(WISHES, FOLDER)
    command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--silent"]
    subprocess.run(command, cwd=FOLDER, check=True)


def faults(checker: Path, pages: dict[str, str], folder: Path) -> list[str]:
    """What the checker calls an error, each with the address of its page."""
    names = {}
    for number, (path, html) in enumerate(sorted(pages.items())):
        file = folder / f"{number:05}.html"
        file.write_text(html)
        names[file.name] = path
    command = ["java", *JAVA, "-jar", str(checker), "--format", "json", "--exit-zero-always", "--stdout", str(folder)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(answer.stdout)["messages"]
    return [
        f"{names[message['url'].rpartition('/')[2]]}:{message.get('lastLine')} {message['message']}: "
        f"{message.get('extract', '').strip()[:160]}"
        for message in messages
        if message["type"] in {"error", "non-document-error"}
    ]
