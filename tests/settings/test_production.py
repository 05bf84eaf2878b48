"""Production does not start with a missing or unsafe value, and says which."""

import os
import subprocess
import sys

import pytest

from portal.settings import dev

SAFE = {
    "SECRET_KEY": "0123456789abcdefghij" * 3,
    "FIELD_KEYS": f"one:{'a1' * 32}",
    "BLIND_INDEX_KEY": "b2" * 32,
    "AUDIT_KEY": "c3" * 32,
    "ALLOWED_HOSTS": "tongxin.example.test",
    "TONGXIN_BASE_URL": "https://tongxin.example.test",
    "TONGXIN_FROM_EMAIL": "tongxin@example.test",
    "DATABASE_URL": "postgres://tongxin:pw@db.example.test/tongxin",
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


UNSAFE = [
    ("TONGXIN_DEMO", "1", "TONGXIN_DEMO cannot be set in production: it waives the second factor."),
    ("TONGXIN_DEBUG", "1", "TONGXIN_DEBUG cannot be set in production: it shows data in error pages."),
    ("SECRET_KEY", "short", "SECRET_KEY must be at least 50 random characters, not the development key."),
    ("SECRET_KEY", dev.SECRET_KEY, "SECRET_KEY must be at least 50 random characters, not the development key."),
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
