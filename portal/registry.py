"""Where the apps above meet what stands below: each place is one registry, to which they add in `desk.register()`.

The ground floor knows none of them: it goes through what was added. CONTEXT lists all these places.
"""

from __future__ import annotations

from collections.abc import Iterator, KeysView
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Registry(Generic[Item]):
    """What has been added to one place, by `order`, then in the order of adding."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[int, Item]] = {}

    def add(self, item: Item, *, name: str = "", order: int = 50) -> Item:
        """Called once at start. Adding the same once more changes nothing. Raises LookupError: the name is taken."""
        if any(item == known for _order, known in self._items.values()):
            return item
        name = name or f"#{len(self._items)}"
        if name in self._items:
            raise LookupError(name)
        self._items[name] = (order, item)
        return item

    def __iter__(self) -> Iterator[Item]:
        return iter([item for _order, item in sorted(self._items.values(), key=lambda added: added[0])])

    def __contains__(self, name: str) -> bool:
        return name in self._items

    def __getitem__(self, name: str) -> Item:
        return self._items[name][1]

    def get(self, name: str) -> Item | None:
        """What was added under this name, or None."""
        _order, item = self._items.get(name, (0, None))
        return item

    def names(self) -> KeysView[str]:
        """Under which names things were added."""
        return self._items.keys()
