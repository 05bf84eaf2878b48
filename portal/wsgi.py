"""The WSGI entry point for the web server."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

from portal.web.unreadable import with_a_known_charset

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
os.environ["TONGXIN_WEB"] = "1"  # settings: short waits, and connections that go with the places at the database
# Seconds a thread may go on while others wait for the interpreter: a page from memory takes a fifth of a millisecond,
# and would otherwise wait five for each thread that draws a page (docs/handbook/busy.md).
sys.setswitchinterval(0.001)


def _application() -> WSGIApplication:
    from portal.pagecache.front import with_pages_from_memory  # reads the settings, which know now what this is

    return with_pages_from_memory(lambda: with_a_known_charset(get_wsgi_application()))


# What is loaded stays: looking through it for what nobody needs takes an eighth of the start, and time ever after.
gc.disable()
application = _application()
gc.freeze()
gc.enable()
