"""XML as office programs write it."""

from __future__ import annotations

from typing import Any

from lxml import etree

from .lines import Refused


def tree(raw: bytes) -> Any:
    """XML without entities, without anything from outside. Raises Refused: Office never writes a DOCTYPE."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("bomb" if b"<!DOCTYPE" in raw else "damaged") from error
    if root.getroottree().docinfo.doctype:
        raise Refused("bomb")
    return root
