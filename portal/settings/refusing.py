"""What production does not start with, beside what is missing: values that look set and protect nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

# 32 random bytes hold about thirty different ones; a key typed by hand or filled up holds a few.
SHORTEST_TOKEN = 24
FEWEST_DIFFERENT_BYTES = 12
FEWEST_TOLD = 3
ENCRYPTED = {"require", "verify-ca", "verify-full"}
LOCAL = {"", "localhost", "127.0.0.1", "::1"}

Settings = Mapping[str, Any]


def unsafe(settings: Settings, *, plain_database_allowed: bool) -> Iterator[str]:
    """One sentence for each unsafe value; `settings` is a settings module's dictionary.

    `plain_database_allowed`: the operator has said that the way to the database is a private one.
    """
    yield from _keys(settings)
    yield from _small_counts(settings)
    yield from _addresses(settings)
    yield from _connections(settings, plain_database_allowed=plain_database_allowed)
    yield from _timeouts(settings)


def is_guessable(key: str) -> bool:
    """Whether a hexadecimal key is one byte or a short pattern again and again."""
    return len(set(bytes.fromhex(key))) < FEWEST_DIFFERENT_BYTES


def _keys(settings: Settings) -> Iterator[str]:
    named = {"BLIND_INDEX_KEY": settings["BLIND_INDEX_KEY"], "AUDIT_KEY": settings["AUDIT_KEY"]}
    named |= {f"FIELD_KEYS ({key_id})": key for key_id, key in settings["FIELD_KEYS"].items()}
    for name, key in named.items():
        if is_guessable(key):
            yield f"{name} is not random: make one with python -c 'import secrets; print(secrets.token_hex(32))'."

    if 0 < len(settings["TONGXIN_HEALTH_TOKEN"]) < SHORTEST_TOKEN:
        yield f"TONGXIN_HEALTH_TOKEN must have {SHORTEST_TOKEN} characters or more, or none: it opens a public page."


def _small_counts(settings: Settings) -> Iterator[str]:
    if settings["TONGXIN_PLENTY_FROM"] < FEWEST_TOLD:
        yield f"TONGXIN_PLENTY_FROM must be {FEWEST_TOLD} or more: below, the words tell who has just signed up."


def _addresses(settings: Settings) -> Iterator[str]:
    hosts = settings["ALLOWED_HOSTS"]
    if any(host.startswith(".") for host in hosts):
        yield "ALLOWED_HOSTS must name each host in full: a name that begins with a dot takes in hosts of others."
    if urlsplit(settings["WAGTAILADMIN_BASE_URL"]).hostname not in hosts:
        yield "TONGXIN_BASE_URL must be an address of one of the ALLOWED_HOSTS: e-mails lead there."
    leave = urlsplit(settings["TONGXIN_EXIT_URL"])
    if leave.scheme != "https" or not leave.hostname:
        yield "TONGXIN_EXIT_URL must be the full address of a page and start with https://."


def _connections(settings: Settings, *, plain_database_allowed: bool) -> Iterator[str]:
    database = settings["DATABASES"]["default"]
    options = database.get("OPTIONS", {})
    is_far = "postgresql" in database["ENGINE"] and not _is_local(database["HOST"])
    if is_far and options.get("sslmode") not in ENCRYPTED and not plain_database_allowed:
        yield (
            "DATABASE_URL must ask for an encrypted connection (…?sslmode=require; verify-full is better), or set "
            "TONGXIN_ALLOW_PLAIN_DATABASE=1 where only this site's own machines are on the network between."
        )
    encrypted = settings["EMAIL_USE_TLS"] or settings["EMAIL_USE_SSL"]
    if not encrypted and not _is_local(settings["EMAIL_HOST"]):
        yield "Set EMAIL_USE_TLS=1 or EMAIL_USE_SSL=1: sign-in codes must not cross a network in the clear."


def _is_local(host: str) -> bool:
    return host in LOCAL or host.startswith("/")


def _timeouts(settings: Settings) -> Iterator[str]:
    patience = settings["DATABASES"]["default"].get("OPTIONS", {}).get("connect_timeout", "5")
    if not str(patience).isdecimal() or int(patience) < 1:
        yield "connect_timeout in DATABASE_URL must be 1 second or more: 0 waits for ever."
    if settings["TASK_TIMEOUT"] < 1:
        yield "TONGXIN_TASK_TIMEOUT must be 1 second or more."
    least = settings["TASK_TIMEOUT"] * (settings["Q_CLUSTER"]["queue_limit"] / settings["Q_CLUSTER"]["workers"] + 1)
    if settings["TASK_RETRY"] <= least:
        yield "TONGXIN_TASK_RETRY must be well above twice TONGXIN_TASK_TIMEOUT, else a slow task runs twice."
