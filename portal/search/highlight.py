"""A passage of a text around what was searched for, with the hits marked."""

import re
from functools import lru_cache

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from . import analysis, synonyms
from .queries import Terms, chunks, variants

MAX_TEXT = 20_000  # characters of a text that are looked at
MAX_HITS = 200  # hits that are weighed against one another
LEAD = 20  # characters shown before the first hit, where there is room
_CLAUSE_END = re.compile(r" · |[\s，。；：！？、,.;:!?]")
_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f'’]")
_GAP = re.compile(r"[^A-Za-z\u00c0-\u024f'’]")
_WORD = f"(?<!{analysis.WORD_CHARACTER}){{}}(?!{analysis.WORD_CHARACTER})"

Span = tuple[int, int]


def excerpt(text: str, query: str, length: int = 80) -> SafeString:
    """About `length` characters of the plain `text`, with what `query` asks for in <mark>; HTML is escaped.

    The text may be in traditional or full-width characters where the query is not. Synonyms are marked as this
    process knew them at its last search. Without a hit it is the beginning of the text.
    """
    text = text[:MAX_TEXT]
    hits = _hits(text, query)
    start, stop = _window(text, hits, length)
    parts: list[SafeString] = []
    position = start
    for first, last in ((first, min(last, stop)) for first, last in hits if start <= first < stop):
        parts += [conditional_escape(text[position:first]), format_html("<mark>{}</mark>", text[first:last])]
        position = last
    parts.append(conditional_escape(text[position:stop]))
    return format_html(
        "{}{}{}",
        "…" if start else "",
        format_html_join("", "{}", ((part,) for part in parts)),
        "…" if stop < len(text) else "",
    )


def whole_words(text: str, stop: int) -> int:
    """Where to cut so that no word of letters is cut in two: at `stop`, or at most 24 characters before it."""
    if stop >= len(text) or not (_LETTER.match(text[stop]) and _LETTER.match(text[stop - 1])):
        return stop
    start = max(0, stop - 24)
    gaps = [match.start() for match in _GAP.finditer(text, start, stop)]
    return gaps[-1] if gaps else stop


def _hits(text: str, query: str) -> list[Span]:
    """Where the query's words stand in the text, in order, none inside another."""
    needles = _needles(query)
    if not needles:
        return []
    folded, origins = _folded(text)
    pattern = re.compile("|".join(_pattern(terms) for terms in needles))
    spans = ((match.start(), match.end() - 1) for match in pattern.finditer(folded))
    return [(origins[first], origins[last] + 1) for first, last in spans]


def _needles(query: str) -> list[Terms]:
    every = [terms for one in chunks(query) for terms in (one, *variants(one, synonyms.last_seen()))]
    return sorted(every, key=lambda terms: -len(terms.passage))


def _pattern(terms: Terms) -> str:
    """The runs with nothing but punctuation between; a word is not marked inside a longer one."""
    return r"[\W_]*".join(run if analysis.is_ideographic(run) else _WORD.format(run) for run in terms.runs)


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` that it comes from."""
    folded: list[str] = []
    origins: list[int] = []
    for place, character in enumerate(text):
        form = _fold_character(character)
        folded.append(form)
        origins.extend([place] * len(form))
    return "".join(folded), origins


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    return analysis.fold(character)


def _window(text: str, hits: list[Span], length: int) -> Span:
    """Where to cut: from the clause in which the stretch with most hits begins."""
    if not hits or len(text) <= length:
        return 0, whole_words(text, min(length, len(text)))
    hits = hits[:MAX_HITS]
    best = max(hits, key=lambda hit: (sum(hit[0] <= first < hit[0] + length - LEAD for first, _ in hits), -hit[0]))[0]
    start = max(0, min(best - LEAD, len(text) - length))
    ends = [match.end() for match in _CLAUSE_END.finditer(text, start, best)]
    if start and ends:
        start = ends[0]
    return start, whole_words(text, min(start + length, len(text)))
