"""Search on SQLite: one pass over the FTS5 table, joined with the index entries and the objects."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from modelsearch.backends.base import BaseSearchBackend
from modelsearch.backends.database.sqlite.sqlite import (
    IndexEntry,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchRebuilder,
)
from modelsearch.query import And, Not, Or, SearchQuery
from modelsearch.utils import get_content_type_pk

from . import analysis, entries
from .queries import Terms, is_positive
from .results import INTEGERS, Compiler, Plan, SearchResults, Sql

ENTRY = IndexEntry._meta.db_table
FTS = SQLiteFTSIndexEntry._meta.db_table
# The columns of the FTS table in their order: autocomplete, body, title. A word in the title counts ten times.
SCORE = f"-bm25({FTS}, 1.0, 1.0, 10.0)"


class Index(SQLiteIndex):
    """Writes the tokens of objects, each field under its mark."""

    def add_items(self, model: Any, objs: Iterable[Any]) -> None:
        """Index objects of one model, new or changed, in two statements for any number of them."""
        content_type = get_content_type_pk(model)
        rows = [_entry(content_type, obj) for obj in objs] if model.get_search_fields() else []
        self.entries.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["content_type", "object_id"],
            update_fields=["title", "body", "autocomplete"],
        )

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Nothing: bm25 knows the lengths, and the stock way reads the whole table after each save."""


def _entry(content_type: int, obj: Any) -> Any:
    found = entries.pieces(obj)
    return IndexEntry(
        content_type_id=content_type,
        object_id=str(obj.pk),
        title="".join(_stream(piece.text) for piece in found if piece.is_title),
        body="".join(_marked(piece) for piece in found if not piece.is_title and not piece.autocomplete),
        autocomplete="".join(_marked(piece) for piece in found if piece.autocomplete),
    )


def _marked(piece: entries.Piece) -> str:
    return entries.marked(piece.name, _stream(piece.text))


def _stream(text: str) -> str:
    return f" {' '.join(analysis.tokens(text))} "


def _passage(terms: Terms) -> str:
    """The terms as a part of a stream."""
    return f" {' '.join(terms.tokens)}{'' if terms.open_end else ' '}"


def _match(tree: SearchQuery) -> str:
    """A tree without Not in FTS5's language. Tokens are letters and digits, so quoting them is enough."""
    if isinstance(tree, Terms):
        return f'"{" ".join(tree.tokens)}"{"*" if tree.open_end else ""}'
    connector = " AND " if isinstance(tree, And) else " OR "
    return f"({connector.join(map(_match, tree.subqueries))})"


class SearchCompiler(Compiler):
    """Whole words, and any part of Chinese text, in titles and bodies."""

    columns = "title body"
    text_column = "body"

    def make_plan(self, tree: SearchQuery) -> Plan:
        """Join the index on what speaks for an object, which also ranks; look up each branch with a Not by itself."""
        parts = list(tree.subqueries) if isinstance(tree, And) else [tree]
        wanted = [part for part in parts if is_positive(part)]
        others = [self._condition(part) for part in parts if not is_positive(part)]
        if not wanted:
            return Plan([], Sql.joined(others, "AND"), None)
        hit = self._hit(And(wanted) if len(wanted) > 1 else wanted[0])
        same = Sql(f"{self._object_key()} = {self.key[0]}")
        return Plan([FTS, ENTRY], Sql.joined([hit, same, *others], "AND"), Sql(SCORE))

    def _condition(self, tree: SearchQuery) -> Sql:
        if is_positive(tree):
            hit = self._hit(tree)
            text = f"{self.key[0]} IN (SELECT {self._object_key()} FROM {FTS}, {ENTRY} WHERE {hit.text})"  # noqa: S608  names and numbers only
            return Sql(text, hit.params)
        if isinstance(tree, Not):
            inner = self._condition(tree.subquery)
            return Sql(f"NOT ({inner.text})", inner.params)
        return Sql.joined([self._condition(part) for part in tree.subqueries], "OR" if isinstance(tree, Or) else "AND")

    def _hit(self, tree: SearchQuery) -> Sql:
        """The rows of the index that match. The plus signs keep SQLite from matching anew for each single row."""
        own = f"{ENTRY}.id = +{FTS}.rowid AND +{ENTRY}.content_type_id IN ({self.content_types})"
        found = Sql(f"{FTS} MATCH %s AND {own}", (f"{{{self.columns}}} : {_match(tree)}",))
        return found if self.fields is None else Sql.joined([found, self._in_fields(tree)], "AND")

    def _in_fields(self, tree: SearchQuery) -> Sql:
        """Whether the text of the asked fields holds the tree: checked on the few rows that matched."""
        if isinstance(tree, Terms):
            return Sql.joined([self._in_field(name, _passage(tree)) for name in self.fields], "OR")
        return Sql.joined([self._in_fields(part) for part in tree.subqueries], "OR" if isinstance(tree, Or) else "AND")

    def _in_field(self, name: str, passage: str) -> Sql:
        if name == "title" and not self.autocomplete:
            return Sql(f"instr({ENTRY}.title, %s) > 0", (passage,))
        return Sql(f"{ENTRY}.{self.text_column} REGEXP %s", (entries.field_pattern(name, passage),))

    def _object_key(self) -> str:
        """The object's primary key as the index holds it, in the form of the object's own table."""
        field = self.key[1]
        if isinstance(field, INTEGERS):
            return f"CAST({ENTRY}.object_id AS INTEGER)"
        return f"replace({ENTRY}.object_id, '-', '')" if isinstance(field, models.UUIDField) else f"{ENTRY}.object_id"


class AutocompleteCompiler(SearchCompiler):
    """The same in the autocomplete fields; the last word may be unfinished."""

    autocomplete = True
    columns = "autocomplete"
    text_column = "autocomplete"


class SQLiteBackend(BaseSearchBackend):
    """Wagtail's search API on SQLite."""

    index_class = Index
    query_compiler_class = SearchCompiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    results_class = SearchResults
    # Rebuilding writes over the entries, so the index is never empty and needs no transaction around it all.
    rebuilder_class = SQLiteSearchRebuilder
