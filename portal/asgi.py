"""The ASGI entry point for the web server."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
os.environ["TONGXIN_WEB"] = "1"  # settings: short waits, and connections that go with the places at the database
application = get_asgi_application()
