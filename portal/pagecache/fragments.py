"""Parts of a page that are the same for everybody: drawn once a generation, also for those whose page is not kept."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.db import connection
from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from .generations import Generation
from .lasting import Shown, expires_at, first_end, noting, shows
from .stamp import stamp

# For one place in a template: the variants of a list have hardly any bounds.
MOST = 50


@dataclass(frozen=True, slots=True)
class Fragment:
    """What was drawn, in which generation, until when it lasts at most, and what it shows."""

    text: SafeString
    generation: Generation
    expires_at: float
    shown: Shown


class SharedNode(Node):
    """What stands between `shared` and `endshared`."""

    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self._kept: dict[tuple[str | None, ...], Fragment] = {}

    def render(self, context: Context) -> SafeString:
        """As drawn before in this generation. Not in a preview, nor inside a transaction that may come to nothing."""
        if connection.in_atomic_block or getattr(context.get("request"), "is_preview", False):
            return self.nodelist.render(context)
        key = (get_language(), *(str(value.resolve(context)) for value in self.values))
        generation, kept = stamp.read(), self._kept.get(key)
        if kept is None or kept.generation != generation or kept.expires_at <= time.monotonic():
            kept = self._drawn(context, generation)
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = kept
        else:
            shows(kept.shown)
        return kept.text

    def _drawn(self, context: Context, generation: Generation) -> Fragment:
        until = expires_at()
        with noting() as shown:
            text = self.nodelist.render(context)
        return Fragment(text, generation, min(until, first_end(shown)), shown)


def shared(parser: Parser, token: Token) -> SharedNode:
    """`{% shared page.pk %}…{% endshared %}`: nothing inside may depend on more than these values, language and day.

    And on what is public: what is asked for only inside it, such as a lazy list, is asked once a generation.
    """
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(values, nodelist)
