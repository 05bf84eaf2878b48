"""Search on PostgreSQL: text search vectors find, the stored text decides about longer passages."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database.postgres.postgres import IndexEntry, PostgresIndex, PostgresSearchRebuilder
from modelsearch.query import Not, Or, SearchQuery
from modelsearch.utils import get_content_type_pk

from . import analysis, entries
from .queries import Terms, positive_terms
from .results import INTEGERS, Compiler, Plan, SearchResults, Sql

ENTRY = IndexEntry._meta.db_table
# Of one vector; PostgreSQL refuses 1 MB. A text would need some 40,000 different pairs to reach it.
MAX_VECTOR_BYTES = 450_000
# PostgreSQL keeps 255 positions of a token, none above 16,383; for ranking fewer do.
MAX_POSITIONS, LAST_POSITION = 64, 16_383
# The weights of D, C, B and A in the score. Titles are A, bodies D.
WEIGHTS = "{0.1, 0.2, 0.4, 1.0}"
# Searchable texts stand before it in `body_text`, autocomplete texts after it.
HALVES = "\x1d"


class Index(PostgresIndex):
    """Writes vectors made here, not by PostgreSQL's parser, whose letters depend on the server's locale."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Index objects of one model, new or changed, in one statement for any number of them."""
        content_type = get_content_type_pk(model)
        rows = [_entry(content_type, obj) for obj in objs] if model.get_search_fields() else []
        self.entries.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "body", "autocomplete", "title_text", "body_text"],
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: the score does not use them, and the stock way reads the whole table after each save."""


def _entry(content_type: int, obj: Any) -> Any:
    found = entries.pieces(obj)
    title = [piece for piece in found if piece.is_title]
    body = [piece for piece in found if not piece.is_title and not piece.autocomplete]
    autocomplete = [piece for piece in found if piece.autocomplete]
    return IndexEntry(
        content_type_id=content_type,
        object_id=str(obj.pk),
        title=vector(title, "A"),
        body=vector(body, "D"),
        autocomplete=vector(autocomplete, "D"),
        title_text="".join(analysis.canonical(piece.text) for piece in title),
        body_text=HALVES.join(
            "".join(entries.marked(piece.name, analysis.canonical(piece.text)) for piece in half)
            for half in (body, autocomplete)
        ),
    )


def vector(found: list[entries.Piece], weight: str) -> str:
    """The pieces as PostgreSQL writes a tsvector. Tokens are letters and digits, so quoting them is enough."""
    positions: dict[str, list[str]] = defaultdict(list)
    every = (token for piece in found for token in analysis.tokens(piece.text))
    for position, token in enumerate(every, start=1):
        if len(positions[token]) < MAX_POSITIONS:
            positions[token].append(f"{min(position, LAST_POSITION)}{weight}")
    words, size = [], 0
    for token, places in positions.items():
        size += len(token.encode()) + 2 * len(places) + 6
        if size > MAX_VECTOR_BYTES:
            break
        words.append(f"'{token}':{','.join(places)}")
    return " ".join(words)


def tsquery(terms: Terms) -> str:
    """The tokens of the terms, all of them wanted, as PostgreSQL writes a tsquery."""
    words = [f"'{token}'" for token in dict.fromkeys(terms.tokens[:-1])]
    return f"({' & '.join([*words, _last(terms)])})"


def _last(terms: Terms) -> str:
    return f"'{terms.tokens[-1]}'{':*' if terms.open_end else ''}"


class SearchCompiler(Compiler):
    """Whole words, and any part of Chinese text, in titles and bodies."""

    # Exactly the expression of the GIN index made in migration 0002.
    vectors = f'("{ENTRY}"."title" || "{ENTRY}"."body")'
    half = f"split_part({ENTRY}.body_text, E'\\x1d', 1)"
    texts = f"({ENTRY}.title_text || {half})"

    def make_plan(self, tree: SearchQuery) -> Plan:
        """Join the index entries; each branch of the tree is a condition that the GIN index can answer."""
        own = Sql(f"{ENTRY}.content_type_id IN ({self.content_types}) AND {self._object_key()} = {self.key[0]}")
        wanted = " | ".join(map(tsquery, positive_terms(tree)))
        # 1: a long text is worth less than a short one with the same words.
        score = Sql(f"ts_rank('{WEIGHTS}', {self.vectors}, %s::tsquery, 1)", (wanted,)) if wanted else None
        return Plan([ENTRY], Sql.joined([own, self._condition(tree)], "AND"), score)

    def _condition(self, tree: SearchQuery) -> Sql:
        if isinstance(tree, Terms):
            return self._in_index(tree) if self.fields is None else self._in_fields(tree)
        if isinstance(tree, Not):
            inner = self._condition(tree.subquery)
            return Sql(f"NOT ({inner.text})", inner.params)
        return Sql.joined([self._condition(part) for part in tree.subqueries], "OR" if isinstance(tree, Or) else "AND")

    def _in_index(self, terms: Terms) -> Sql:
        found = Sql(f"{self.vectors} @@ %s::tsquery", (tsquery(terms),))
        if len(terms.tokens) == 1:
            return found
        # Not a phrase of PostgreSQL's: it forgets a token's place after the 255th time, and in long laws that happens.
        return Sql.joined([found, Sql(f"strpos({self.texts}, %s) > 0", (terms.passage,))], "AND")

    def _in_fields(self, terms: Terms) -> Sql:
        return Sql.joined([self._in_field(name, terms) for name in self.fields], "OR")

    def _in_field(self, name: str, terms: Terms) -> Sql:
        if name == "title" and not self.autocomplete:
            found = Sql(f"{ENTRY}.title @@ %s::tsquery", (tsquery(terms),))
            return Sql.joined([found, Sql(f"strpos({ENTRY}.title_text, %s) > 0", (terms.passage,))], "AND")
        found = Sql(f"{self.vectors} @@ %s::tsquery", (tsquery(terms),))
        exact = Sql(f"{self.half} ~ %s", (entries.field_pattern(name, terms.passage),))
        return Sql.joined([found, exact], "AND")

    def _object_key(self) -> str:
        """The object's primary key as the index holds it. Entries of other models must not break the conversion."""
        field = self.key[1]
        if isinstance(field, INTEGERS):
            return f"CASE WHEN {ENTRY}.object_id ~ '^[0-9]+$' THEN {ENTRY}.object_id::bigint END"
        if isinstance(field, models.UUIDField):
            return f"CASE WHEN length({ENTRY}.object_id) = 36 THEN {ENTRY}.object_id::uuid END"
        return f"{ENTRY}.object_id"


class AutocompleteCompiler(SearchCompiler):
    """The same in the autocomplete fields; the last word may be unfinished."""

    autocomplete = True
    vectors = f'"{ENTRY}"."autocomplete"'
    half = f"split_part({ENTRY}.body_text, E'\\x1d', 2)"
    texts = half


class PostgresBackend(BaseSearchBackend):
    """Wagtail's search API on PostgreSQL."""

    index_class = Index
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    results_class = SearchResults
    # Rebuilding writes over the entries, so the index is never empty and needs no transaction around it all.
    rebuilder_class = PostgresSearchRebuilder
