"""The telephone numbers that stand at the foot of every page."""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.registry import Registry

Hotline = dict[str, str]
HotlineProvider = Callable[[], list[Hotline]]
# Each hotline has `number` and `name`; an empty list means: no opinion.
HOTLINES: Registry[HotlineProvider] = Registry()
_last_found: dict[str | None, list[Hotline]] = {}


def hotlines() -> list[Hotline]:
    """The first provider's hotlines; the national ones when nobody has any, so that the foot is never empty."""
    for provider in HOTLINES:
        found = provider()
        if found:
            _last_found[get_language()] = found
            return found
    return national_hotlines()


def hotlines_without_asking() -> list[Hotline]:
    """Those that this process last showed in this language, for pages that may not ask the database.

    The national ones when it showed none yet.
    """
    return _last_found.get(get_language()) or national_hotlines()


def national_hotlines() -> list[Hotline]:
    """Police, the government service line and the youth service line: the same everywhere in China."""
    return [
        {"number": "110", "name": _("Police")},
        {"number": "12345", "name": _("Government service line")},
        {"number": "12355", "name": _("Youth service line")},
    ]
