"""`make lighthouse`: every kind of public page on a slow phone; fails when a page has less than 100 of 100.

With words (`make lighthouse ONLY=policies`) only the addresses that hold one of them.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.robotparser import RobotFileParser

import django

from . import checkers
from .crawl import crawl
from .site import CHROMIUM, FLAGS, running_site

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# A machine that does something else at the same time makes a page look slow: the best of so many runs counts.
RUNS = 3


def main(only: list[str]) -> int:
    """Print four marks a page; 1 when one is below 100, 2 when this machine cannot measure."""
    if lacking := checkers.missing():
        sys.stderr.write(f"Lighthouse cannot run: {lacking}.\n")
        return 2
    if not CHROMIUM:
        sys.stderr.write("Lighthouse cannot run: install Chromium (Debian: chromium fonts-noto-cjk).\n")
        return 2
    # The kinds of pages are told apart by the routes of the site.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    django.setup()
    program = checkers.installed() / "lighthouse" / "cli" / "index.js"
    low = 0
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site:
        found = crawl(site.address)
        robots = RobotFileParser(f"{site.address}/robots.txt")
        robots.read()
        for path in found.templates().values():
            if only and not any(word in path for word in only):
                continue
            hidden = path in found.hidden or not robots.can_fetch("*", site.address + path)
            marks, faults = best_marks(program, site.address + path, hidden=hidden)
            sys.stdout.write(f"{'  '.join(f'{marks[name]:3}' for name in CATEGORIES)}  {path}\n")
            for fault in faults:
                sys.stdout.write(f"{'':20}{fault}\n")
            sys.stdout.flush()
            low += min(marks.values()) < 100
    sys.stdout.write(f"marks: {', '.join(CATEGORIES)}; {low} pages below 100\n")
    return int(low > 0)


def best_marks(program: Path, url: str, *, hidden: bool) -> tuple[dict[str, int], list[str]]:
    """The four marks of the best run, and what was found wrong in it; runs again only when a mark is below 100."""
    marks, faults = dict.fromkeys(CATEGORIES, 0), ["Lighthouse did not finish"]
    for _run in range(RUNS):
        # The browser it starts dies now and then on a busy machine.
        with contextlib.suppress(subprocess.CalledProcessError):
            run = measured(program, url, hidden=hidden)
            marks, faults = max((marks, faults), run, key=lambda run: sum(run[0].values()))
        if min(marks.values()) == 100:
            break
    return marks, faults


def measured(program: Path, url: str, *, hidden: bool) -> tuple[dict[str, int], list[str]]:
    """One run as a phone on a slow line. A page that asks not to be indexed is not blamed for it."""
    command = ["node", str(program), url, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags=--headless=new {' '.join(FLAGS)}"]
    command += ["--skip-audits=is-crawlable"] if hidden else []
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM)}
    answer = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    report = json.loads(answer.stdout)
    marks = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    faults = []
    for name in CATEGORIES:
        for part in report["categories"][name]["auditRefs"]:
            audit = report["audits"][part["id"]]
            if part["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                faults.append(f"{name}: {audit['title']} {audit.get('displayValue', '')}".rstrip())
    return marks, faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
