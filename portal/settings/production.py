"""Production: every secret comes from the environment; a missing or unsafe value stops the start."""

from django.core.exceptions import ImproperlyConfigured

from . import dev, env
from .base import *  # noqa: F403  settings modules extend one another by name
from .base import DATABASES
from .refusing import unsafe

DEBUG = False
TONGXIN_DEMO = False
# The web server in front or the object store hands out pictures; a single small host may leave it to us.
SERVE_MEDIA = env.flag("TONGXIN_SERVE_MEDIA", False)
SECRET_KEY = env.text("SECRET_KEY")
# Former keys, good for what was signed with them; taken away when the last session of their time is over.
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS", "")
FIELD_KEYS = env.keys("FIELD_KEYS")
BLIND_INDEX_KEY = env.hex_key("BLIND_INDEX_KEY", env.text("BLIND_INDEX_KEY"))
AUDIT_KEY = env.hex_key("AUDIT_KEY", env.text("AUDIT_KEY"))
ALLOWED_HOSTS = env.items("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS]
EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
# Many Chinese mail services offer 465 alone, where the connection is encrypted from the first byte.
EMAIL_USE_SSL = env.flag("EMAIL_USE_SSL", EMAIL_PORT == 465)
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", not EMAIL_USE_SSL)

SECURE_SSL_REDIRECT = True
# Asked by machines inside, without TLS and without a host name of ours.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^readyz/codes$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preloading binds every subdomain of the county's domain for years: not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.integer("TONGXIN_PROXY_COUNT", 0) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
TONGXIN_DEVICE_COOKIE = "__Host-device"


def _refuse(wrong: bool, message: str) -> None:
    if wrong:
        raise ImproperlyConfigured(message)


_refuse(env.flag("TONGXIN_DEMO", False), "TONGXIN_DEMO cannot be set in production: it waives the second factor.")
_refuse(env.flag("TONGXIN_DEBUG", False), "TONGXIN_DEBUG cannot be set in production: it shows data in error pages.")


def _is_weak(key: str) -> bool:
    return len(key) < 50 or len(set(key)) < 5 or key == dev.SECRET_KEY


_refuse(_is_weak(SECRET_KEY), "SECRET_KEY must be at least 50 random characters, not the development key.")
_refuse(
    any(_is_weak(key) for key in SECRET_KEY_FALLBACKS),
    "SECRET_KEY_FALLBACKS must hold former keys of at least 50 random characters, separated by commas.",
)
_refuse(not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS, "ALLOWED_HOSTS must name the site's hosts, without '*'.")
_refuse(
    not WAGTAILADMIN_BASE_URL.startswith("https://"),
    "TONGXIN_BASE_URL must be the site's address and start with https://.",
)
_refuse(
    TONGXIN_APPOINTMENT_WAIT_HOURS < 1,
    "TONGXIN_APPOINTMENT_WAIT_HOURS must be 1 or more: colleagues need time to object to an appointment.",
)
_refuse(
    env.integer("TONGXIN_PROXY_COUNT", 0) < 0,
    "TONGXIN_PROXY_COUNT must be the number of proxies in front of the site: 0 or more.",
)
_refuse(
    "@" not in env.text("TONGXIN_FROM_EMAIL", "") or DEFAULT_FROM_EMAIL.endswith("@localhost"),
    "TONGXIN_FROM_EMAIL must be the address our emails come from.",
)
_refuse(
    "sqlite" in DATABASES["default"]["ENGINE"] and not env.flag("TONGXIN_ALLOW_SQLITE", False),
    "DATABASE_URL must name a PostgreSQL database (or set TONGXIN_ALLOW_SQLITE=1 for a single small host).",
)
_refuse(
    not 5 <= TONGXIN_STAFF_IDLE_MINUTES <= 240,
    "TONGXIN_STAFF_IDLE_MINUTES must be between 5 and 240: after so many idle minutes staff are signed out.",
)
_refuse(
    bool(TONGXIN_ANCHOR_WEBHOOK) and not TONGXIN_ANCHOR_WEBHOOK.startswith("https://"),
    "TONGXIN_ANCHOR_WEBHOOK must start with https://: the audit log's anchor is posted there.",
)
_secrets = [SECRET_KEY, *SECRET_KEY_FALLBACKS, BLIND_INDEX_KEY, AUDIT_KEY, *FIELD_KEYS.values()]
_development = {dev.SECRET_KEY, dev.BLIND_INDEX_KEY, dev.AUDIT_KEY, *dev.FIELD_KEYS.values()}
_refuse(bool(_development & set(_secrets)), "A development key is set in production: make new ones.")
_refuse(len(set(_secrets)) != len(_secrets), "FIELD_KEYS, BLIND_INDEX_KEY, AUDIT_KEY and SECRET_KEY must differ.")
for _reason in unsafe(globals(), plain_database_allowed=env.flag("TONGXIN_ALLOW_PLAIN_DATABASE", False)):
    raise ImproperlyConfigured(_reason)
