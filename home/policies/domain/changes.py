"""What changed between two versions of a policy, article by article; worked out once and kept."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home.models import PolicyPage
from home.text.anchors import article_of, plain_text

KEEP_SECONDS = 7 * 24 * 3600
# Two sections are one that was rewritten when they share this part of their character pairs.
ALIKE = 0.35
# Longer sections are shown whole, old and new: comparing them would take too long.
MAX_COMPARED = 6_000
# Fewer unchanged characters than this between two changes read better as changed.
MIN_EQUAL = 2
_TOKENS = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|\s+|.", re.DOTALL)
_LINES = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")


@dataclass(frozen=True)
class Section:
    """One article, or what stands under one heading; its lines without markup."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Change:
    """One section: `kind` is same, changed, added or removed; `pieces` are (same|del|ins, words)."""

    kind: str
    label: str
    pieces: list[tuple[str, str]] = field(default_factory=list)


def changes(old: PolicyPage, new: PolicyPage) -> list[Change]:
    """The sections of `new` in order, with those of `old` that are gone where they stood.

    Kept under the versions of both, so publishing either works them out anew.
    """
    key = f"policy-changes:{get_language()}:{_version(old)}:{_version(new)}"
    found: list[Change] | None = cache.get(key)
    if found is None:
        found = list(compare(sections(old), sections(new)))
        cache.set(key, found, KEEP_SECONDS)
    return found


def _version(page: PolicyPage) -> str:
    published = page.last_published_at
    return f"{page.pk}-{published.timestamp() if published else 0}"


def sections(page: PolicyPage) -> list[Section]:
    """The facts, the steps, and the text by article or heading."""
    found = [Section(f"fact:{question}", str(question), answer) for question, answer in page.facts]
    steps = [f"{step.value['title']}　{plain_text(str(step.value['text']))}".strip() for step in page.steps]
    if steps:
        found.append(Section("steps", _("How to apply"), "\n".join(steps)))
    label, lines = "", list[str]()
    for heading, line in _lines(page.body):
        if heading:
            found += _section(label, lines)
            label, lines = heading, []
        if line:
            lines.append(line)
    return [*found, *_section(label, lines)]


def _section(label: str, lines: list[str]) -> list[Section]:
    if not label and not lines:
        return []
    return [Section(article_of(label) or label, label or _("At the beginning"), "\n".join(lines))]


def _lines(body: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """The lines of a text as (heading or number of an article that begins here, words)."""
    for block in body:
        if block.block_type == "heading":
            yield block.value["text"], ""
            continue
        for line in _block_lines(block):
            number = re.match(r"第[^条]{1,8}条(?:之[^\s]{1,3})?", line) if article_of(line) else None
            yield (number[0], line[number.end() :].strip("　 ：:")) if number else ("", line)


def _block_lines(block: Any) -> list[str]:
    """The words of a block, a row or a paragraph a line."""
    if block.block_type == "table":
        rows = [
            [column["heading"] for column in block.value.columns],
            *([c.value for c in row] for row in block.value.rows),
        ]
        return [" | ".join(plain_text(str(cell)) for cell in row) for row in rows]
    if block.block_type == "paragraph":
        pieces = _LINES.split(str(block.value))
    elif block.block_type == "steps":
        pieces = [piece for step in block.value for piece in _LINES.split(str(step))]
    else:
        pieces = block.block.get_searchable_content(block.value)
    return [words for piece in pieces if (words := plain_text(str(piece)))]


def compare(old: list[Section], new: list[Section]) -> Iterator[Change]:
    """The new sections in order; a removed one stands before the section that followed it."""
    pairs = _pairs(old, new)
    waiting = [number for number in range(len(old)) if number not in pairs.values()]
    for number, section in enumerate(new):
        partner = pairs.get(number)
        while partner is not None and waiting and waiting[0] < partner:
            yield _removed(old[waiting.pop(0)])
        yield _change(old[partner], section) if partner is not None else _added(section)
    yield from (_removed(old[number]) for number in waiting)


def _pairs(old: list[Section], new: list[Section]) -> dict[int, int]:
    """Which new section comes from which old one: the same words, else the same name, else alike enough."""
    pairs: dict[int, int] = {}
    free = dict(enumerate(old))

    def pair(fits: Any) -> None:
        for number, section in enumerate(new):
            if number not in pairs:
                best = max(free, key=lambda other: fits(free[other], section), default=None)
                if best is not None and fits(free[best], section) > 0:
                    pairs[number] = best
                    del free[best]

    pair(lambda a, b: a.text == b.text and a.label == b.label)
    pair(lambda a, b: bool(a.text) and a.text == b.text)
    pair(lambda a, b: a.key == b.key and (not a.key.startswith("article") or _alike(a, b) >= ALIKE / 2))
    pair(lambda a, b: _alike(a, b) if _alike(a, b) >= ALIKE else 0)
    return pairs


def _alike(one: Section, other: Section) -> float:
    """The part of their character pairs that both share, 0 to 1."""
    a, b = ({text[i : i + 2] for i in range(len(text) - 1)} for text in (one.text, other.text))
    return len(a & b) / len(a | b) if a and b else 0.0


def _added(section: Section) -> Change:
    return Change("added", section.label, [("ins", section.text)])


def _removed(section: Section) -> Change:
    return Change("removed", section.label, [("del", section.text)])


def _change(old: Section, new: Section) -> Change:
    before = _("before: %s") % old.label
    label = new.label if old.label == new.label else f"{new.label}（{before}）"
    if old.text == new.text:
        return Change("same" if old.label == new.label else "changed", label, [("same", new.text)])
    if max(len(old.text), len(new.text)) > MAX_COMPARED:
        return Change("changed", label, [("del", old.text), ("ins", new.text)])
    return Change("changed", label, _pieces(_TOKENS.findall(old.text), _TOKENS.findall(new.text)))


def _pieces(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """Runs of words that stayed, went and came; short runs between two changes count as changed."""
    pieces: list[tuple[str, str]] = []
    gone, come = "", ""
    blocks = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(blocks):
        before, after = "".join(old[a:b]), "".join(new[c:d])
        short = kind == "equal" and 0 < number < len(blocks) - 1 and len(before) < MIN_EQUAL
        if kind != "equal" or short:
            gone, come = gone + before, come + after
            continue
        pieces += [("del", gone), ("ins", come), ("same", before)]
        gone, come = "", ""
    pieces += [("del", gone), ("ins", come)]
    return [(kind, words) for kind, words in pieces if words]
