"""Reads texts that come with the site: a TOML head and a body in a small markup, turned into blocks."""

from __future__ import annotations

import re
import tomllib
import uuid
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "demo_content"
Block = dict[str, Any]
_IDS = uuid.UUID("6f1d3c52-2b57-4b0e-9a52-5f7f0a3f7a10")


def site_words() -> dict[str, Any]:
    """The words of the site's settings and of its sections."""
    return tomllib.loads((FOLDER / "site.toml").read_text(encoding="utf-8"))


def benefits() -> list[dict[str, Any]]:
    """Invented benefits, each with its amounts, the newest first."""
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / "benefits.toml").read_text(encoding="utf-8"))["benefits"]
    return found


def texts(kind: str) -> dict[str, dict[str, Any]]:
    """All texts of a folder by slug, `body` already as blocks."""
    found = {}
    for path in sorted((FOLDER / kind).glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        data["body"] = blocks(data["body"], seed=f"{kind}/{path.stem}")
        found[path.stem] = data
    return found


def blocks(text: str, *, seed: str) -> list[Block]:
    """The body's lines as StreamField blocks; ids depend only on `seed` and position."""
    made: list[tuple[str, Any]] = []
    for line in text.strip().splitlines():
        _add(made, line.strip())
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid5(_IDS, f"{seed}#{number}"))}
        for number, (kind, value) in enumerate(_finished(made))
    ]


def _add(made: list[tuple[str, Any]], line: str) -> None:
    if line.startswith("#"):
        level = len(line) - len(line.lstrip("#"))
        made.append(("heading", {"text": line[level:].strip(), "level": str(level)}))
    elif line.startswith("!"):
        kind, _, rest = line[1:].partition(" ")
        title, _, words = rest.partition("|")
        made.append(("callout", {"kind": kind, "title": title, "text": f"<p>{_rich(words)}</p>"}))
    elif line.startswith("1. "):
        _gather(made, "steps", f"<p>{_rich(line[3:])}</p>")
    elif line.startswith("- "):
        _gather(made, "bullets", _rich(line[2:]))
    elif line.startswith("|"):
        _gather(made, "rows", [cell.strip() for cell in line.strip("|").split("|")])
    elif line:
        made.append(("paragraph", f"<p>{_rich(line)}</p>"))


def _gather(made: list[tuple[str, Any]], kind: str, item: Any) -> None:
    """Lines of one kind that follow one another become one block."""
    if made and made[-1][0] == kind:
        made[-1][1].append(item)
    else:
        made.append((kind, [item]))


def _finished(made: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    finish: dict[str, Callable[[Any], tuple[str, Any]]] = {"bullets": _bullets, "rows": _table}
    return [finish[kind](value) if kind in finish else (kind, value) for kind, value in made]


def _bullets(items: list[str]) -> tuple[str, str]:
    return "paragraph", "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def _table(rows: list[list[str]]) -> tuple[str, dict[str, Any]]:
    head, *body = rows
    columns = [{"type": "text", "heading": heading} for heading in head]
    return "table", {"columns": columns, "rows": [{"values": row} for row in body], "caption": ""}


def _rich(text: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text, quote=False))
