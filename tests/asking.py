"""What tests ask of an act: why it was refused, and what the row is afterwards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from portal.changes.denied import Denied


def refusal_of(act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The reason why the act was refused; the test fails when it was done."""
    with pytest.raises(Denied) as refusal:
        act(*args, **kwargs)
    return refusal.value.reason


def fresh(row: Any) -> Any:
    """The row as the database has it now, whoever may see it."""
    return type(row).objects.unscoped("the test looks again").get(pk=row.pk)
