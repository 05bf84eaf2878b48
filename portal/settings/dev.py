"""Development and demo: runs out of the box, with keys that production refuses."""

from . import env
from .base import *  # noqa: F403  settings modules extend one another by name

DEBUG = env.flag("TONGXIN_DEBUG", False)
TONGXIN_DEMO = env.flag("TONGXIN_DEMO", True)
SECRET_KEY = "development-only-" + "0" * 50
FIELD_KEYS = {"dev": "11" * 32}
BLIND_INDEX_KEY = "22" * 32
AUDIT_KEY = "33" * 32
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
MAIL_SERVER = "portal.notify.backends.StoredEmailBackend"
# A security key can be tried at http://localhost; browsers refuse it at a bare number.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
