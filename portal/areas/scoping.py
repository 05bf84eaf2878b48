"""Row scoping: a query on records that belong to an area refuses to run until it is told for whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, Protocol, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


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


def _after(path: str) -> str:
    """The first digit string that sorts after everything beginning with `path`."""
    return str(int(path) + 1).zfill(len(path))


class ScopedQuerySet(models.QuerySet[Any]):
    """A QuerySet that fails closed."""

    _scope_named = False

    def visible_to(self, user: Scoped) -> Self:
        """The rows this person may see, by the model's `scope_capability` and their areas."""
        return self._named().filter(within(user.area_paths(self.model.scope_capability)))

    def where_can(self, user: Scoped, capability: str) -> Self:
        """The rows on which this person holds `capability`."""
        return self._named().filter(within(user.area_paths(capability)))

    def unscoped(self, reason: str) -> Self:
        """All rows, for code that has its own good reason; `reason` is for the reader of the code."""
        if not reason.strip():
            raise ScopeNotNamed("unscoped() needs a reason.")
        return self._named()

    def _named(self) -> Self:
        clone = self._chain()  # type: ignore[attr-defined]  # Django's private hook, not in the stubs
        clone._scope_named = True
        return clone

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]  # Django's private hook, not in the stubs
        clone._scope_named = self._scope_named
        return clone

    def _require_scope(self) -> None:
        if not self._scope_named:
            raise ScopeNotNamed(f"{self.model.__name__}: say .visible_to(user) or .unscoped(reason) first.")

    def _fetch_all(self) -> None:
        self._require_scope()
        super()._fetch_all()  # type: ignore[misc]  # Django's private hook, not in the stubs

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """As a subquery it would be evaluated by another query, so the scope is asked for here."""
        self._require_scope()
        return super().resolve_expression(*args, **kwargs)  # type: ignore[misc]  # not in the stubs

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """See QuerySet.iterator."""
        self._require_scope()
        return super().iterator(*args, **kwargs)

    def count(self) -> int:
        """See QuerySet.count."""
        self._require_scope()
        return super().count()

    def exists(self) -> bool:
        """See QuerySet.exists."""
        self._require_scope()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """See QuerySet.aggregate."""
        self._require_scope()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """See QuerySet.update."""
        self._require_scope()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """See QuerySet.delete."""
        self._require_scope()
        return super().delete()


class ScopedModel(models.Model):
    """A record that belongs to an area.

    `objects` refuses to run unscoped. Django's own validation and cascades need a manager that does
    not, so `plain` is the default and base manager; a test bans it from our code outside a short list.
    """

    scope_capability: ClassVar[str]

    area = models.ForeignKey("areas.Area", models.PROTECT, related_name="+", verbose_name=_("area"))
    area_path = models.CharField(max_length=12, db_index=True, editable=False)

    objects = ScopedQuerySet.as_manager()
    plain = models.Manager()  # noqa: DJ012  a manager, which the rule takes for a field

    class Meta:
        abstract = True
        default_manager_name = "plain"
        base_manager_name = "plain"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep `area_path` in step with `area`."""
        self.area_path = self.area.path
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "area_path"}
        super().save(*args, **kwargs)
