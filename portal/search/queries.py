"""From what was asked to what is looked up: query trees of `Terms` under And, Or, Not and MatchAll."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from modelsearch.query import (
    MATCH_ALL,
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from . import analysis

MAX_QUERY = 100  # characters; what comes after them is not looked at
MAX_CHUNKS = 12
MAX_SINGLES = 3  # chunks of one ideograph; each reads all pairs that begin with it, a large part of the index
MAX_VARIANTS = 12  # ways to say one chunk of a query with synonyms

Expand = Callable[["Terms"], list["Terms"]]


class Terms(SearchQuery):
    """Runs that stand together in the text. With `open_end` a last word may go on; one ideograph always may."""

    def __init__(self, runs: Sequence[str], *, open_end: bool = False) -> None:
        self.runs = tuple(runs)
        last = self.runs[-1]
        self.open_end = len(last) == 1 if analysis.is_ideographic(last) else open_end

    def __repr__(self) -> str:
        return f"<Terms {self.passage!r}>"

    @cached_property
    def tokens(self) -> list[str]:
        """The tokens to be found one after the other; the last is a prefix if `open_end`."""
        *before, last = self.runs
        found = [token for run in before for token in analysis.run_tokens(run)]
        return found + ((analysis.pairs(last) if analysis.is_ideographic(last) else []) or analysis.run_tokens(last))

    @cached_property
    def passage(self) -> str:
        """The terms as a part of a canonical text: spaces mark where a word must begin and end."""
        start = "" if analysis.is_ideographic(self.runs[0]) else " "
        end = "" if self.open_end or analysis.is_ideographic(self.runs[-1]) else " "
        return f"{start}{' '.join(self.runs)}{end}"


def rewrite(query: SearchQuery, *, open_end: bool, expand: Expand) -> SearchQuery:
    """The tree for `query`, without useless branches.

    Text without a letter or digit asks for nothing: it is left out of And and Or, and alone it finds nothing.
    `open_end` takes the last word as a beginning (autocomplete). Raises NotImplementedError for an unknown class.
    """
    rewritten = _rewrite(query, open_end=open_end, expand=expand)
    return MATCH_NONE if rewritten is None else rewritten


def _rewrite(query: SearchQuery, **how: Any) -> SearchQuery | None:
    match query:
        case PlainText() | Fuzzy():
            return _plain(query.query_string, operator=query.operator, **how)
        case Phrase():
            runs = analysis.runs(query.query_string[:MAX_QUERY])
            return Terms(runs) if runs else None
        case Boost():
            return _rewrite(query.subquery, **how)
        case And() | Or():
            parts = [part for part in (_rewrite(part, **how) for part in query.subqueries) if part is not None]
            return _joined(parts, And if isinstance(query, And) else Or)
        case Not():
            inner = _rewrite(query.subquery, **how)
            return None if inner is None else _negated(inner)
        case MatchAll():
            return MATCH_ALL
    raise NotImplementedError(f"{type(query).__name__} queries are not supported.")


def _plain(text: str, *, operator: str, open_end: bool, expand: Expand) -> SearchQuery | None:
    found = chunks(text)
    if not found:
        return None
    if open_end:
        found[-1] = Terms(found[-1].runs, open_end=True)
    parts = [_joined([terms, *expand(terms)], Or) for terms in found]
    return _joined(parts, Or if operator.lower() == "or" else And)


def chunks(text: str) -> list[Terms]:
    """The chunks of a text that are looked up: the first ones, each once."""
    found = {terms.passage: terms for terms in map(Terms, analysis.chunks(text[:MAX_QUERY]))}.values()
    surplus = [terms for terms in found if terms.open_end][MAX_SINGLES:]
    return [terms for terms in found if terms not in surplus][:MAX_CHUNKS]


def _joined(parts: Sequence[SearchQuery], connector: type) -> SearchQuery | None:
    """And or Or of the parts, where everything and nothing are worked out at once."""
    winner, neutral = (is_nothing, is_everything) if connector is And else (is_everything, is_nothing)
    if not parts:
        return None
    if any(map(winner, parts)):
        return MATCH_NONE if connector is And else MATCH_ALL
    left = [part for part in parts if not neutral(part)]
    if not left:
        return parts[0]
    return left[0] if len(left) == 1 else connector(left)


def _negated(query: SearchQuery) -> SearchQuery:
    return query.subquery if isinstance(query, Not) else Not(query)


def is_everything(query: SearchQuery) -> bool:
    """Whether the tree matches every object."""
    return isinstance(query, MatchAll)


def is_nothing(query: SearchQuery) -> bool:
    """Whether the tree matches no object."""
    return isinstance(query, Not) and isinstance(query.subquery, MatchAll)


def is_positive(query: SearchQuery) -> bool:
    """Whether the tree holds no Not and no MatchAll, so that the full-text index can answer it alone."""
    if isinstance(query, (And, Or)):
        return all(is_positive(part) for part in query.subqueries)
    return isinstance(query, Terms)


def positive_terms(query: SearchQuery) -> list[Terms]:
    """All terms that speak for an object, for ranking: those under a Not are left out."""
    if isinstance(query, Terms):
        return [query]
    if isinstance(query, (And, Or)):
        return [terms for part in query.subqueries for terms in positive_terms(part)]
    return []


def variants(terms: Terms, groups: Iterable[Sequence[str]]) -> list[Terms]:
    """Other ways to say the same: each word of `terms` that stands in a group of synonyms, replaced by the others.

    `groups` holds the passages of synonyms, as `Terms.passage` gives them. At most MAX_VARIANTS are returned.
    """
    text = f" {' '.join(terms.runs)} "
    found: dict[str, Terms] = {}
    for group in groups:
        present = max((word for word in group if word in text), key=len, default="")
        for other in group:
            if present and other != present:
                variant = Terms(analysis.runs(_without_seams(text.replace(present, f" {other} "))))
                found.setdefault(variant.passage, variant)
        if len(found) >= MAX_VARIANTS:
            break
    found.pop(terms.passage, None)
    return list(found.values())[:MAX_VARIANTS]


def _without_seams(text: str) -> str:
    """Without the spaces that replacing has left between two ideographs."""
    return re.sub(
        r"(?<=\S) +(?=\S)",
        lambda gap: "" if all(map(analysis.is_ideographic, (text[gap.start() - 1], text[gap.end()]))) else " ",
        text,
    )
