"""Loading the demo county: its areas, its staff, and each app's part."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from portal.areas.loading import DEMO_COUNTY, load_file
from portal.areas.models import Area

from . import demo

Say = Callable[[str], object]


class NoDemo(Exception):
    """The demo county cannot be loaded here; the text says why and what to do."""


def is_county_wanted() -> bool:
    """Whether this is the demo and nothing has been loaded yet."""
    return bool(settings.TONGXIN_DEMO) and not Area.objects.exists()


def load_county(say: Say) -> None:
    """Load the demo county into an empty database, telling each step. Raises NoDemo."""
    if not settings.TONGXIN_DEMO:
        raise NoDemo("The demo county is only loaded in the demo: set TONGXIN_DEMO=1 (production refuses it).")
    if Area.objects.exists():
        raise NoDemo("There are areas in the database already: the demo county is loaded into an empty one only.")
    # All or nothing: a demo that stopped half way could not be loaded again.
    with transaction.atomic():
        say(f"areas: {load_file(DEMO_COUNTY)}")
        county = Area.objects.get(code=demo.COUNTY)
        say(f"accounts: {demo.make_accounts(county)}, their roles given by one person and at once: in the demo only")
        for path in settings.DEMO_LOADERS:
            with transaction.atomic():
                import_string(path)(county)
            say(path)
