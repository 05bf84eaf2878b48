"""Who runs this site: its name, the line below it and the host organisation."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.registry import Registry


@dataclass(frozen=True)
class Masthead:
    """What stands in the head and the foot of every page; `notice` is what all should know today, mostly nothing."""

    name: str
    tagline: str
    host: str
    notice: str = ""


MastheadProvider = Callable[[], Masthead | None]
# The first that has an opinion is heard.
MASTHEADS: Registry[MastheadProvider] = Registry()


def masthead() -> Masthead:
    """The first provider's; until one has an opinion, the product's own name."""
    for provider in MASTHEADS:
        found = provider()
        if found is not None:
            return found
    return default_masthead()


def default_masthead() -> Masthead:
    """The product's own name, for pages that may not ask the database."""
    return Masthead(_("Tongxin"), _("Care for left-behind children and children in difficulty"), "")
