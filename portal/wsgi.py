"""The WSGI entry point for the web server."""

import os

from django.core.wsgi import get_wsgi_application

from portal.web.unreadable import with_a_known_charset

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
os.environ["TONGXIN_WEB"] = "1"  # settings: short waits, and connections that go with the places at the database
application = with_a_known_charset(get_wsgi_application())
