"""Production does not start with a missing or unsafe value, and says which."""

import hashlib
import os
import subprocess
import sys

import pytest

from portal.settings import dev


def key(name: str) -> str:
    """32 bytes that look random, the same on each run."""
    return hashlib.sha256(name.encode()).hexdigest()


SAFE = {
    "SECRET_KEY": "0123456789abcdefghij" * 3,
    "FIELD_KEYS": f"one:{key('field')}",
    "BLIND_INDEX_KEY": key("blind index"),
    "AUDIT_KEY": key("audit"),
    "ALLOWED_HOSTS": "tongxin.example.test",
    "TONGXIN_BASE_URL": "https://tongxin.example.test",
    "TONGXIN_FROM_EMAIL": "tongxin@example.test",
    "DATABASE_URL": "postgres://tongxin:pw@db.example.test/tongxin?sslmode=require",
    "EMAIL_HOST": "mail.example.test",
}


def run(tmp_path, changes: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the production settings and nothing else in the environment."""
    environment = {"PATH": os.environ["PATH"], "TONGXIN_VAR_DIR": str(tmp_path)} | SAFE | changes
    environment["DJANGO_SETTINGS_MODULE"] = "portal.settings.production"
    kept = {name: value for name, value in environment.items() if value != "unset"}
    return subprocess.run([sys.executable, *command], env=kept, capture_output=True, text=True, check=False)


def refusal(tmp_path, **changes: str) -> str:
    """The last line of what a refused start says."""
    result = run(tmp_path, changes, "-c", "import portal.settings.production")
    assert result.returncode == 1
    return result.stderr.strip().splitlines()[-1].removeprefix("django.core.exceptions.ImproperlyConfigured: ")


def test_safe_values_pass_the_deployment_check_without_a_word(tmp_path):
    (tmp_path / "static").mkdir()
    result = run(tmp_path, {}, "-W", "error", "manage.py", "check", "--deploy", "--fail-level", "INFO")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith("System check identified no issues")


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "FIELD_KEYS", "BLIND_INDEX_KEY", "AUDIT_KEY", "ALLOWED_HOSTS", "EMAIL_HOST"]
)
def test_each_missing_value_is_named(tmp_path, name):
    assert refusal(tmp_path, **{name: "unset"}) == f"Set the environment variable {name} (or {name}_FILE)."


MAKE = "make one with python -c 'import secrets; print(secrets.token_hex(32))'."
WHOLE_HOSTS = "ALLOWED_HOSTS must name each host in full: a name that begins with a dot takes in hosts of others."
BASE_URL = "TONGXIN_BASE_URL must be an address of one of the ALLOWED_HOSTS: e-mails lead there."
EXIT_URL = "TONGXIN_EXIT_URL must be the full address of a page and start with https://."
PLAIN_DATABASE = (
    "DATABASE_URL must ask for an encrypted connection (…?sslmode=require; verify-full is better), or set "
    "TONGXIN_ALLOW_PLAIN_DATABASE=1 where only this site's own machines are on the network between."
)
RETRY = "TONGXIN_TASK_RETRY must be well above twice TONGXIN_TASK_TIMEOUT, else a slow task runs twice."
UNSAFE = [
    ("TONGXIN_DEMO", "1", "TONGXIN_DEMO cannot be set in production: it waives the second factor."),
    ("TONGXIN_DEBUG", "1", "TONGXIN_DEBUG cannot be set in production: it shows data in error pages."),
    ("SECRET_KEY", "short", "SECRET_KEY must be at least 50 random characters, not the development key."),
    ("SECRET_KEY", dev.SECRET_KEY, "SECRET_KEY must be at least 50 random characters, not the development key."),
    (
        "SECRET_KEY_FALLBACKS",
        f"{'klmnopqrstuvwxyz' * 4},short",
        "SECRET_KEY_FALLBACKS must hold former keys of at least 50 random characters, separated by commas.",
    ),
    (
        "SECRET_KEY_FALLBACKS",
        dev.SECRET_KEY,
        "SECRET_KEY_FALLBACKS must hold former keys of at least 50 random characters, separated by commas.",
    ),
    (
        "SECRET_KEY_FALLBACKS",
        SAFE["SECRET_KEY"],
        "FIELD_KEYS, BLIND_INDEX_KEY, AUDIT_KEY and SECRET_KEY must differ.",
    ),
    ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name the site's hosts, without '*'."),
    ("ALLOWED_HOSTS", "one.example.test,*", "ALLOWED_HOSTS must name the site's hosts, without '*'."),
    ("TONGXIN_BASE_URL", "http://x.test", "TONGXIN_BASE_URL must be the site's address and start with https://."),
    ("TONGXIN_BASE_URL", "unset", "TONGXIN_BASE_URL must be the site's address and start with https://."),
    ("TONGXIN_PROXY_COUNT", "-1", "TONGXIN_PROXY_COUNT must be the number of proxies in front of the site: 0 or more."),
    ("TONGXIN_FROM_EMAIL", "unset", "TONGXIN_FROM_EMAIL must be the address our emails come from."),
    ("BLIND_INDEX_KEY", dev.BLIND_INDEX_KEY, "A development key is set in production: make new ones."),
    ("AUDIT_KEY", dev.AUDIT_KEY, "A development key is set in production: make new ones."),
    ("FIELD_KEYS", f"one:{'11' * 32}", "A development key is set in production: make new ones."),
    (
        "AUDIT_KEY",
        SAFE["BLIND_INDEX_KEY"],
        "FIELD_KEYS, BLIND_INDEX_KEY, AUDIT_KEY and SECRET_KEY must differ.",
    ),
    *[
        ("AUDIT_KEY", weak, f"AUDIT_KEY is not random: {MAKE}")
        for weak in ("00" * 32, "a1" * 32, "0123456789abcdef" * 4)
    ],
    ("FIELD_KEYS", f"one:{key('field')},old:{'00' * 32}", f"FIELD_KEYS (old) is not random: {MAKE}"),
    (
        "TONGXIN_HEALTH_TOKEN",
        "health",
        "TONGXIN_HEALTH_TOKEN must have 24 characters or more, or none: it opens a public page.",
    ),
    ("ALLOWED_HOSTS", ".cn", WHOLE_HOSTS),
    ("ALLOWED_HOSTS", "tongxin.example.test,.gov.cn", WHOLE_HOSTS),
    ("TONGXIN_BASE_URL", "https://elsewhere.example.test", BASE_URL),
    ("TONGXIN_EXIT_URL", "javascript:history.back()", EXIT_URL),
    ("TONGXIN_EXIT_URL", "https:weather", EXIT_URL),
    ("DATABASE_URL", "postgres://tongxin:pw@db.example.test/tongxin", PLAIN_DATABASE),
    ("DATABASE_URL", "postgres://tongxin:pw@db.example.test/tongxin?sslmode=prefer", PLAIN_DATABASE),
    (
        "DATABASE_URL",
        "postgres://localhost/tongxin?connect_timeout=0",
        "connect_timeout in DATABASE_URL must be 1 second or more: 0 waits for ever.",
    ),
    (
        "EMAIL_USE_TLS",
        "0",
        "Set EMAIL_USE_TLS=1 or EMAIL_USE_SSL=1: sign-in codes must not cross a network in the clear.",
    ),
    (
        "TONGXIN_ANCHOR_WEBHOOK",
        "http://robot.example.test/x",
        "TONGXIN_ANCHOR_WEBHOOK must start with https://: the audit log's anchor is posted there.",
    ),
    ("TONGXIN_TASK_TIMEOUT", "0", "TONGXIN_TASK_TIMEOUT must be 1 second or more."),
    ("TONGXIN_TASK_RETRY", "90", RETRY),
    ("TONGXIN_TASK_RETRY", "0", RETRY),
    (
        "DATABASE_URL",
        "sqlite:///var/x.sqlite3",
        "DATABASE_URL must name a PostgreSQL database (or set TONGXIN_ALLOW_SQLITE=1 for a single small host).",
    ),
]


@pytest.mark.parametrize(("name", "value", "message"), UNSAFE)
def test_each_unsafe_value_is_refused(tmp_path, name, value, message):
    assert refusal(tmp_path, **{name: value}) == message


def test_a_single_small_host_may_choose_sqlite(tmp_path):
    changes = {"DATABASE_URL": "unset", "TONGXIN_ALLOW_SQLITE": "1"}
    show = "from portal.settings.production import DATABASES; print(DATABASES['default']['NAME'])"
    assert run(tmp_path, changes, "-c", show).stdout.strip() == str(tmp_path / "db.sqlite3")


def test_the_demo_is_off_and_cookies_are_bound_to_the_host(tmp_path):
    show = "from portal.settings import production as p; print(p.TONGXIN_DEMO, p.DEBUG, p.SESSION_COOKIE_NAME)"
    assert run(tmp_path, {}, "-c", show).stdout.split() == ["False", "False", "__Host-session"]


@pytest.mark.parametrize(
    "changes",
    [
        {"DATABASE_URL": "postgres://localhost/tongxin", "EMAIL_HOST": "localhost", "EMAIL_USE_TLS": "0"},
        {"DATABASE_URL": "postgres:///tongxin", "EMAIL_PORT": "465"},
        {"DATABASE_URL": "postgres://db/tongxin", "TONGXIN_ALLOW_PLAIN_DATABASE": "1"},
    ],
)
def test_what_stays_on_the_machine_or_is_encrypted_from_the_first_byte_is_fine(tmp_path, changes):
    show = "from portal.settings import production as p; print(p.EMAIL_USE_TLS, p.EMAIL_USE_SSL)"
    expected = ["False", "True"] if "EMAIL_PORT" in changes else [str(changes.get("EMAIL_USE_TLS") != "0"), "False"]

    assert run(tmp_path, changes, "-c", show).stdout.split() == expected


def test_former_secret_keys_come_from_a_file_of_lines(tmp_path):
    former = ["klmnopqrstuvwxyz" * 4, "abcdefghijklmnop" * 4]
    (tmp_path / "former").write_text("\n".join(former) + "\n")
    show = "from portal.settings import production; print(production.SECRET_KEY_FALLBACKS)"
    result = run(tmp_path, {"SECRET_KEY_FALLBACKS_FILE": str(tmp_path / "former")}, "-c", show)

    assert result.stdout.strip() == str(former)
