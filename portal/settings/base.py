"""Settings that are the same everywhere."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from . import env
from .content_security import CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY_ADMIN  # noqa: F401  settings, read by name
from .database import database, sqlite_url
from .logs import *  # noqa: F403  a settings module is a list of names
from .sign_in import *  # noqa: F403  a settings module is a list of names

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("TONGXIN_VAR_DIR", str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

INSTALLED_APPS = [
    "home",
    "activities",
    "volunteers",
    "children",
    "portal",
    "portal.desk",
    "portal.notify",
    "portal.undo",
    "portal.unsaved",
    "portal.privacy",
    "portal.audit",
    "portal.search",
    "portal.pagecache",
    "portal.jobs",
    "portal.ops",
    "portal.accounts",
    "portal.areas",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_q",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.locales",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "portal.web.compression.VisitorGZipMiddleware",
    "portal.pagecache.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.web.content_security.ContentSecurityPolicyMiddleware",
    "portal.web.refusals.RefusalMiddleware",
    "portal.web.connections.PlacesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.accounts.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.unsaved.middleware.UnsavedMiddleware",
    "portal.accounts.sign_in.middleware.SessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.StaffSecondFactorMiddleware",
    "portal.desk.on_record.OnRecordMiddleware",
    "portal.web.once.OnceMiddleware",
    "home.middleware.EditorialRefusalMiddleware",
    "home.middleware.DraftOpenedMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
CSRF_FAILURE_VIEW = "portal.web.refusals.csrf_failure"
WSGI_APPLICATION = "portal.wsgi.application"
ASGI_APPLICATION = "portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.pages.context.site",
                "portal.notify.context.unread_messages",
                "portal.undo.offering.offers",
                "portal.ops.context.demo_accounts",
            ],
            "builtins": ["portal.templatetags.components"],
        },
    },
]

# The entry points of the web server say that they are one: the worker and the terminal wait longer for a lock.
DATABASES = {
    "default": database(
        env.text("DATABASE_URL", sqlite_url(VAR_DIR / "db.sqlite3")), BASE_DIR, web=env.flag("TONGXIN_WEB", False)
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Rate limits must be shared by all processes; memory of one process lets four times as many through.
# Far more entries than Django's 300: when it is full a third goes, the counters of failed sign-ins first.
CACHES = {
    "default": {
        "BACKEND": "portal.web.signed_cache.SignedDatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# "one": the stamp of the public pages is a file; "several" hosts: a value polled in the shared cache.
PAGE_CACHE_HOSTS = env.one_of("TONGXIN_HOSTS", {"one", "several"}, "one")

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [BASE_DIR / "portal" / "locale", BASE_DIR / "portal" / "locale_overlay"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
FORMAT_MODULE_PATH = ["portal.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.pages.styles.BundleFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
SERVE_MEDIA = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = _("Tongxin")
# Notes beside the text are mailed out with their words and outlive them; what a second reader asks for is told here.
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_BASE_URL = env.text("TONGXIN_BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one country, one time: nothing to choose
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.search.backend"}}
WAGTAILIMAGES_IMAGE_MODEL = "home.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.editorial.forms.pictures.PictureForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "home.importing.forms.documents.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# retry > timeout × (queue_limit / workers + 1): otherwise one slow task is started many times over.
TASK_TIMEOUT = env.integer("TONGXIN_TASK_TIMEOUT", 60)
TASK_RETRY = env.integer("TONGXIN_TASK_RETRY", 10 * TASK_TIMEOUT)
# Codes and alerts: seconds until a task is stopped, and that a mail server may be silent.
URGENT_TASK_TIMEOUT = min(20, TASK_TIMEOUT)
URGENT_TIMEOUT = 5
Q_CLUSTER = {
    "name": "tongxin",
    "orm": "default",
    "workers": env.integer("TONGXIN_WORKERS", 2),
    "queue_limit": env.integer("TONGXIN_WORKERS", 2),
    "timeout": TASK_TIMEOUT,
    "retry": TASK_RETRY,
    "max_attempts": 5,
    "bulk": 1,
    "catch_up": False,
    "poll": 1,
    "save_limit": 500,
    "log_level": "WARNING",
    "label": _("Background tasks"),
    # Each has workers of its own, started with Q_CLUSTER_NAME: a mail server that hangs holds up nothing else, and
    # codes and alerts wait behind no mail. (`qcluster --name` works off the default queue instead: on Linux the
    # configuration is read before the option.)
    "ALT_CLUSTERS": {
        "mail": {"workers": 1, "queue_limit": 1},
        "urgent": {"workers": 2, "queue_limit": 2, "timeout": URGENT_TASK_TIMEOUT},
    },
}

# What the worker does by itself: name → (function, minutes between two runs). `migrate` writes it to the database.
SCHEDULES = {
    "notify.sweep": ("portal.notify.tasks.sweep", 5),
    "notify.sweep_urgent": ("portal.notify.tasks.sweep_urgent", 1),
    "pairings.lapsed": ("volunteers.pairing.tasks.pause_lapsed", 60),
    "pairings.orphaned": ("volunteers.pairing.tasks.tell_of_orphans", 60),
    "concerns.onwards": ("children.concerns.tasks.hand_concerns_onwards", 10),
    "concerns.alert": ("children.concerns.tasks.alert_of_concerns", 10),
    "children.ages": ("children.ledger.tasks.ask_ages_again", 60),
    "pairings.grown": ("volunteers.pairing.tasks.end_grown", 60),
    "activities.grown": ("activities.seats.tasks.withdraw_grown_children", 60),
    "activities.offers": ("activities.seats.tasks.release_expired_offers", 10),
    "activities.past": ("activities.tasks.forget_past_in_search", 60),
    "activities.adults": ("activities.adults.tasks.recheck_adults", 24 * 60),
    "activities.removed": ("activities.places.tasks.forget_removed_photos", 10),
    "activities.photos": ("activities.places.tasks.remove_undecided_photos", 24 * 60),
    "pages.due": ("home.tasks.publish_due", 1),
    "acts.forget": ("portal.undo.tasks.forget", 60),
    "unsaved.forget": ("portal.unsaved.tasks.forget", 10),
    "cache.expired": ("portal.ops.tasks.forget_expired", 10),
    "backup.nightly": ("portal.ops.tasks.back_up", 24 * 60),
    "sign_in.forget": ("portal.accounts.tasks.forget_old", 60),
    "jobs.sweep": ("portal.jobs.tasks.sweep", 1),
    "people.take_effect": ("portal.desk.tasks.take_effect", 5),
    "audit.anchor": ("portal.ops.tasks.send_anchor", 60),
    "audit.check": ("portal.ops.tasks.check_audit", 24 * 60),
}

# Those that another queue's workers do; the rest is done by the workers of the work.
SCHEDULE_QUEUES = {
    "notify.sweep": "mail",
    "notify.sweep_urgent": "urgent",
    "concerns.alert": "urgent",
    "concerns.onwards": "urgent",
}

# What the site sends goes into the outbox; the workers hand it to the mail server.
EMAIL_BACKEND = "portal.notify.backends.OutboxBackend"
MAIL_SERVER = "django.core.mail.backends.smtp.EmailBackend"
# Seconds that a mail server may be silent.
EMAIL_TIMEOUT = 10
# Nightly backups where a folder is named; the private key that opens them is never on this machine.
BACKUP_DIR = env.text("BACKUP_DIR", "")
# A second folder, on another machine, to which each backup is sent on.
BACKUP_SECOND_DIR = env.text("BACKUP_SECOND_DIR", "")
BACKUP_RECIPIENTS = env.items("BACKUP_RECIPIENTS", "")
BACKUP_KEEP = env.integer("BACKUP_KEEP", 14)

# The second place of the audit log's anchor: addresses (none: every auditor), and a receiver such as a group robot.
TONGXIN_ANCHOR_TO = env.items("TONGXIN_ANCHOR_TO", "")
TONGXIN_ANCHOR_WEBHOOK = env.text("TONGXIN_ANCHOR_WEBHOOK", "")

# Whoever shows it may ask /readyz/codes from elsewhere; without one only a program on the same machine may.
TONGXIN_HEALTH_TOKEN = env.text("TONGXIN_HEALTH_TOKEN", "")
DEFAULT_FROM_EMAIL = env.text("TONGXIN_FROM_EMAIL", "tongxin@localhost")
TONGXIN_DEMO = False
# Project policy: two vetted adults at every session, one of them experienced, and enough for the children's age.
# Hours between the second person's confirmation of a sensitive role and the moment it opens anything.
TONGXIN_APPOINTMENT_WAIT_HOURS = env.integer("TONGXIN_APPOINTMENT_WAIT_HOURS", 24)
TONGXIN_TWO_ADULT_RULE = env.flag("TONGXIN_TWO_ADULT_RULE", True)

# The public reads "places left" from so many on, "few" below: fewer than this would let one family be watched.
TONGXIN_PLENTY_FROM = env.integer("TONGXIN_PLENTY_FROM", 5)

# Where "leave this page at once" leads: a page anybody may have open. It learns nothing of where the reader came from.
TONGXIN_EXIT_URL = env.text("TONGXIN_EXIT_URL", "https://weather.cma.cn/")

# Only the test settings may empty the audit log, between tests.
AUDIT_FLUSH_ALLOWED = False

# Each app's part of the demo county, in the order they build on one another: home (settings), children, volunteers,
# activities, home (pages).
DEMO_LOADERS: list[str] = [
    "home.demo.loading.load_settings",
    "children.ledger.demo.load",
    "children.concerns.demo.load",
    "volunteers.application.demo.load",
    "volunteers.pairing.demo.load",
    "activities.demo.loading.load",
    "home.demo.loading.load_pages",
]
