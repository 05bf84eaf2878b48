"""What both databases share: checking a query, and running it as one join with the index."""

from collections import OrderedDict
from functools import cached_property
from typing import Any, NamedTuple

from django.db import models
from django.db.models import Count, F, FloatField, QuerySet, Value
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import BaseSearchQueryCompiler, BaseSearchResults, FilterFieldError, SearchFieldError
from modelsearch.index import AutocompleteField, SearchField
from modelsearch.query import SearchQuery
from modelsearch.utils import get_descendants_content_types_pks

from . import synonyms
from .queries import Expand, Terms, is_everything, is_nothing, rewrite

INTEGERS = (models.IntegerField, models.AutoField)


class Sql(NamedTuple):
    """A piece of SQL and its parameters. Only names from the models and numbers are ever written into the text."""

    text: str
    params: tuple[Any, ...] = ()

    @classmethod
    def joined(cls, parts: list["Sql"], connector: str) -> "Sql":
        """The parts in brackets, with AND or OR between."""
        text = f" {connector} ".join(f"({part.text})" for part in parts)
        return cls(text, tuple(param for part in parts for param in part.params))


class Plan(NamedTuple):
    """How a query is answered: tables to join, the condition, and the relevance (higher is better)."""

    tables: list[str]
    where: Sql
    score: Sql | None


def _no_synonyms(terms: Terms) -> list[Terms]:
    return []


class Compiler(BaseSearchQueryCompiler):
    """Turns a query into a queryset of the hits."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    autocomplete = False

    def make_plan(self, tree: SearchQuery) -> Plan:
        """The plan for a tree that is neither everything nor nothing."""
        raise NotImplementedError

    @cached_property
    def tree(self) -> SearchQuery:
        """The query as terms. Worked out when the results are wanted, once for rows and count."""
        expand: Expand = _no_synonyms if self.autocomplete else synonyms.expand
        return rewrite(self.query, open_end=self.autocomplete, expand=expand)

    @cached_property
    def plan(self) -> Plan:
        """How the query is answered."""
        return self.make_plan(self.tree)

    @cached_property
    def content_types(self) -> str:
        """The ids of the content types searched, for use in SQL."""
        return ", ".join(str(int(pk)) for pk in sorted(get_descendants_content_types_pks(self.queryset.model)))

    @property
    def key(self) -> tuple[str, models.Field]:
        """The column of the primary key, qualified and quoted, and the field that decides its type."""
        field = self.queryset.model._meta.pk
        quote = self.queryset.query.get_compiler(self.queryset.db).quote_name_unless_alias
        column = f"{quote(self.queryset.query.get_initial_alias())}.{quote(field.column)}"
        while field.remote_field:
            field = field.target_field
        return column, field

    def check(self) -> None:
        """Refuse fields and filters that are not indexed. Raises SearchFieldError or FilterFieldError."""
        kinds = (SearchField, AutocompleteField) if self.autocomplete else SearchField
        model = self.queryset.model
        allowed = {field.field_name for field in model.get_search_fields() if isinstance(field, kinds)}
        for name in self.fields or ():
            if name not in allowed:
                message = f'Cannot search with field "{name}": add it to {model.__name__}.search_fields.'
                raise SearchFieldError(message, field_name=name)
        self._get_filters_from_queryset(check_only=True)
        list(self._get_order_by())

    def matching(self) -> QuerySet:
        """The hits, in no order."""
        if is_everything(self.tree):
            return self.queryset
        if is_nothing(self.tree):
            return self.queryset.none()
        # extra() is the only public way to join a table without a foreign key, and the join is the point: the
        # index is read once, where a subquery for the score would be run again for every hit.
        return self.queryset.extra(  # noqa: S610  the texts hold names of tables and numbers only
            tables=self.plan.tables, where=[self.plan.where.text], params=self.plan.where.params
        )

    def ranked(self, score_field: str | None) -> QuerySet:
        """The hits in the order asked for, each with its score if that has a name or is needed."""
        queryset = self.matching()
        score = None if is_everything(self.tree) or is_nothing(self.tree) else self.plan.score
        if score_field or (self.order_by_relevance and score):
            expression = RawSQL(score.text, score.params, FloatField()) if score else Value(0.0)  # noqa: S611  as above
            queryset = queryset.annotate(**{score_field or "_score": expression})
        if self.order_by_relevance and score:
            return queryset.order_by(F(score_field or "_score").desc(), "-pk")
        return queryset if queryset.query.order_by else queryset.order_by("-pk")


class SearchResults(BaseSearchResults):
    """The hits, evaluated when they are looked at."""

    supports_facet = True

    def get_queryset(self) -> QuerySet:
        """The rows of this slice of the results."""
        return self.query_compiler.ranked(self._score_field)[self.start : self.stop]

    def _do_search(self) -> list[Any]:
        return list(self.get_queryset())

    def _do_count(self) -> int:
        return self.query_compiler.matching()[self.start : self.stop].count()

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """How many hits have each value of a field. Raises FilterFieldError if it is not a FilterField."""
        if self.query_compiler._get_filterable_field(field_name) is None:
            model = self.query_compiler.queryset.model.__name__
            message = f'Cannot facet with field "{field_name}": add a FilterField to {model}.search_fields.'
            raise FilterFieldError(message, field_name=field_name)
        counted = self.query_compiler.matching().order_by().values(field_name).annotate(count=Count("pk"))
        return OrderedDict(counted.order_by("-count", field_name).values_list(field_name, "count"))
