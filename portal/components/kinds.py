"""The kinds a component may have; any other is a mistake of the template."""

from django.template import TemplateSyntaxError


def checked(component: str, kind: str, allowed: tuple[str, ...]) -> str:
    """`kind` itself. Raises TemplateSyntaxError when the component has no such kind."""
    if kind not in allowed:
        raise TemplateSyntaxError(f"{component} has no kind {kind!r}; it has {', '.join(map(repr, allowed))}.")
    return kind
