"""What a Word document or a table may not hold besides macros: any file wrapped up, parts fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from .lines import Refused
from .trees import tree

# How Windows wraps up a file of any kind, a program too, so that it opens with a double click.
_WRAPPED = "Ole10Native".encode("utf-16-le")
# What office programs fetch when the document is opened, unasked; a template brings its macros with it.
_FETCHED = ("/attachedTemplate", "/oleObject", "/frame", "/subDocument")
_ON_THIS_MACHINE = re.compile(r"(?:file:/{3})?[a-z]:(?![\\/]{2})|[^:\\/][^:]*$", re.I)


def refuse_active(names: Iterable[str], read: Callable[[str], bytes]) -> None:
    """Raises Refused; `names` are in small letters, `read` gives a member's bytes."""
    for name in names:
        if "/embeddings/" in name and _WRAPPED in read(name):
            raise Refused("archive")
        if name.endswith(".rels"):
            for relation in tree(read(name)):
                if _fetches(relation):
                    raise Refused("macros")


def _fetches(relation: Any) -> bool:
    external = relation.get("TargetMode") == "External" and str(relation.get("Type")).endswith(_FETCHED)
    return external and not _ON_THIS_MACHINE.match(str(relation.get("Target")))
