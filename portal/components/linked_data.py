"""Data for search engines (JSON-LD)."""

import json
from typing import Any

from django.utils.safestring import SafeString

_JSON_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def linked_data(data: dict[str, Any]) -> SafeString:
    """`{% linked_data data %}`: a data block (JSON-LD). No browser runs it, and nothing in it can end it early."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_JSON_ESCAPES)
    return SafeString(f'<script type="application/ld+json">{text}</script>')
