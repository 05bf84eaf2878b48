"""Parts of a page that are the same on many: drawn once for the values they are made of."""

from __future__ import annotations

from django.template import Context, library
from django.template.base import FilterExpression, Node, NodeList, Parser, TextNode, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Few are in use at a time: two languages, with and without a database.
MOST = 16


class KeptNode(Node):
    """What stands between `kept` and `endkept`."""

    def __init__(self, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self._drawn: dict[tuple[str | None, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """As drawn before for these values in this language."""
        key = (get_language(), *(str(value.resolve(context)) for value in self.values))
        drawn = self._drawn.get(key)
        if drawn is None:
            drawn = self.nodelist.render(context)
            if len(self._drawn) >= MOST:
                self._drawn.clear()
            self._drawn[key] = drawn
        return drawn


def kept(parser: Parser, token: Token) -> KeptNode:
    """`{% kept masthead hotlines %}…{% endkept %}`: nothing inside may depend on more than these and the language."""
    values = [parser.compile_filter(bit) for bit in token.split_contents()[1:]]
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(values, nodelist)


def once_for_all(node: Node) -> Node:
    """The node, or its text where all that it is told stands in the template and nothing depends on the page."""
    if not isinstance(node, library.SimpleNode) or node.takes_context or node.target_var is not None:
        return node
    told = [*node.args, *node.kwargs.values()]
    return node if any(value.is_var or value.filters for value in told) else TextNode(node.render(Context()))
