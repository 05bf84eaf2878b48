"""Row scoping: a query on records that belong to an area refuses to run until it is told for whom."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, ClassVar, Protocol, Self

from django.core import checks
from django.db import models
from django.db.models import Q, sql
from django.utils.translation import gettext_lazy as _

from .enums import CODE_LENGTH, AreaLevel
from .ordered import LEVELS, shares_digits


class ScopeNotNamed(RuntimeError):
    """A scoped query was evaluated without `.visible_to(user)` or `.unscoped(reason)`: a programming error."""


class Scoped(Protocol):
    """Whoever a query is for: knows the paths of the areas where it may do a thing."""

    def area_paths(self, capability: str) -> frozenset[str]:
        """The `area_path`s under which `capability` is held."""


def within(paths: Iterable[str], field: str = "area_path") -> Q:
    """Rows at or below any of `paths`.

    A range, not LIKE: it uses the index on every database, and as paths are digits only it does not
    depend on the collation.
    """
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{field}__gte": path, f"{field}__lt": _after(path)})
    return condition


def under(path: str) -> Q:
    """Rows at or below `path`, asked for so that the indexes of `portal.areas.ordered` answer in a list's order."""
    if len(path) == CODE_LENGTH[AreaLevel.VILLAGE]:
        return Q(area_path=path)
    return shares_digits(path) if len(path) in LEVELS else within([path])


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """`paths` without those that lie in another of them, in order."""
    found: list[str] = []
    for path in sorted(paths):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return tuple(found)


def _after(path: str) -> str:
    """The first string that sorts after everything beginning with `path`; letters follow digits in every collation."""
    following = str(int(path) + 1).zfill(len(path))
    return following if len(following) == len(path) else "A"


class ScopedQuery(sql.Query):
    """The SQL behind a ScopedQuerySet: every read compiles it, so this is where an unscoped one stops.

    Subqueries, unions and `Exists` take the query out of its QuerySet; the mark travels with it.
    Queries that Django makes inside one of ours are not marked.
    """

    scope_missing = False

    def require_scope(self) -> None:
        """Raise ScopeNotNamed unless the scope was named; a query for nothing needs none."""
        if self.scope_missing and not self.is_empty():
            name = self.model.__name__ if self.model else "?"
            raise ScopeNotNamed(f"{name}: say .visible_to(user) or .unscoped(reason) first.")

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        """See Query.get_compiler."""
        self.require_scope()
        return super().get_compiler(*args, **kwargs)

    def chain(self, klass: Any = None) -> Any:
        """See Query.chain; updates turn the query into one of another class."""
        if klass is not None:
            self.require_scope()
        return super().chain(klass)

    def combine(self, rhs: sql.Query, connector: str) -> None:
        """`a | b` is scoped when both are."""
        super().combine(rhs, connector)
        self.scope_missing = self.scope_missing or getattr(rhs, "scope_missing", False)


class ScopedQuerySet(models.QuerySet[Any]):
    """A QuerySet that fails closed. `parts`: what a list puts together, each in the order of an index."""

    parts: tuple[Q, ...] = ()

    def __init__(self, model: Any = None, query: sql.Query | None = None, using: Any = None, hints: Any = None) -> None:
        if query is None:
            query = ScopedQuery(model)
            query.scope_missing = True
        super().__init__(model, query, using, hints)

    def visible_to(self, user: Scoped) -> Self:
        """The rows this person may see, by the model's `scope_capability` and their areas."""
        return self.where_can(user, self.model.scope_capability)

    def listed_for(self, user: Scoped, capability: str | None = None) -> Self:
        """The rows of `visible_to` (or of `where_can`) as a list asks for them: by `portal.areas.ordered.indexes`.

        Not for records that more than the area decides about: they have a `where_can` of their own.
        """
        if type(self).where_can is not ScopedQuerySet.where_can:
            raise ScopeNotNamed(f"{self.model.__name__}: more than the area decides: say .visible_to(user).")
        paths = user.area_paths(capability or self.model.scope_capability)
        return self._named().in_parts(*map(under, outermost(paths)))

    def in_parts(self, *conditions: Q) -> Self:
        """Rows of any of these conditions, none of which an index could answer together with another."""
        found = self.filter(reduce(or_, conditions, Q(pk__in=[])))
        found.parts = tuple(part & one for part in self.parts or (Q(),) for one in conditions)
        return found

    def counts_by(self, field: str) -> dict[str, int]:
        """How many of these rows have each value of `field`; one query."""
        rows = self.order_by().values_list(field).annotate(models.Count("pk"))
        return {str(value): int(number) for value, number in rows}

    def where_can(self, user: Scoped, capability: str) -> Self:
        """The rows on which this person holds `capability`."""
        return self._named().filter(within(user.area_paths(capability)))

    def unscoped(self, reason: str) -> Self:
        """All rows, for code that has its own good reason; `reason` is for the reader of the code."""
        if not reason.strip():
            raise ScopeNotNamed("unscoped() needs a reason.")
        return self._named()

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]  # Django's private hook, not in the stubs
        clone.parts = self.parts
        return clone  # type: ignore[no-any-return]

    def _named(self) -> Self:
        clone = self._chain()  # type: ignore[attr-defined]  # Django's private hook, not in the stubs
        clone.query.scope_missing = False
        return clone

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """See QuerySet.raw; SQL by hand carries its own scope, so the reason must be given here."""
        self._require_scope()
        return super().raw(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """See QuerySet.update; the area moves together with its path, so a move goes through `save()`."""
        if {"area", "area_id", "area_path"} & kwargs.keys():
            raise ScopeNotNamed(f"{self.model.__name__}: move a record to another area with save(), not update().")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """See QuerySet.delete."""
        self._require_scope()
        return super().delete()

    def _raw_delete(self, using: str | None) -> int:
        self._require_scope()
        return super()._raw_delete(using)  # type: ignore[misc]  # Django's private hook, not in the stubs

    def _require_scope(self) -> None:
        if isinstance(self.query, ScopedQuery):
            self.query.require_scope()


class AreaPathField(models.CharField):  # type: ignore[type-arg]  # generic only in the stubs
    """The path of the record's area, taken from it whenever a row is written (`bulk_create` too)."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """See Field.pre_save."""
        record: Any = model_instance
        record.area_path = record.area.path
        return str(record.area_path)

    def deconstruct(self) -> Any:
        """In migrations an ordinary text column."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class ScopedModel(models.Model):
    """A record that belongs to an area.

    `objects` refuses to run unscoped. Django's own validation and cascades need a manager that does
    not, so `plain` is the default and base manager; a test bans it from our code outside a short list.
    """

    scope_capability: ClassVar[str]

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", verbose_name=_("area"))
    area_path = AreaPathField(max_length=12, db_index=True, editable=False)

    objects = ScopedQuerySet.as_manager()
    plain = models.Manager()  # noqa: DJ012  a manager, which the rule takes for a field

    class Meta:
        abstract = True
        default_manager_name = "plain"
        base_manager_name = "plain"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A change of `area` saves `area_path` with it."""
        fields = kwargs.get("update_fields")
        if fields is not None and {"area", "area_id"} & set(fields):
            kwargs["update_fields"] = {*fields, "area_path"}
        super().save(*args, **kwargs)

    @classmethod
    def check(cls, **kwargs: Any) -> list[checks.CheckMessage]:
        """Also: the managers are the ones above, which a Meta of one's own can undo by accident."""
        errors = super().check(**kwargs)
        names = (cls._default_manager.name, cls._base_manager.name, hasattr(cls, "scope_capability"))
        if names != ("plain", "plain", True) or not isinstance(cls._meta.managers_map["objects"].all(), ScopedQuerySet):
            hint = "class Meta(ScopedModel.Meta), scope_capability = Capability.…, and no objects of its own."
            errors.append(checks.Error("A scoped model lost its fail-closed manager.", hint, cls, "areas.E001"))
        return errors
