"""A stranger who guesses and floods, and the owner of the account, for tests."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from tests.factories.accounts import PASSPHRASE

WRONG = "0000 0001"


def code_to(address: str) -> str:
    """The newest code that was sent to this address."""
    sent = [found[0] for each in mail.outbox if each.to == [address] and (found := _code_in(each.body))]
    return sent[-1]


def mails_to(address: str) -> int:
    return sum(each.to == [address] for each in mail.outbox)


def sign_in(client: Client, address: str, password: str = PASSPHRASE) -> Any:
    return client.post("/accounts/login/", {"login": address, "password": password})


def by_code(address: str, number: int) -> list[Any]:
    """Ask for a code from a network of one's own and guess three times."""
    client = Client(REMOTE_ADDR=f"10.1.{number}.1")
    client.post("/accounts/login/code/", {"email": address})
    return [client.post("/accounts/login/code/confirm/", {"code": WRONG}) for _try in range(3)]


def by_reset(address: str, number: int) -> list[Any]:
    """The same for a new password."""
    client = Client(REMOTE_ADDR=f"10.2.{number}.1")
    client.post("/accounts/password/reset/", {"email": address})
    return [client.post("/accounts/password/reset/confirm/", {"code": WRONG}) for _try in range(3)]


def by_password(address: str, number: int) -> list[Any]:
    """Three passwords."""
    return [sign_in(Client(REMOTE_ADDR=f"10.3.{number}.1"), address, f"wrong {_try}") for _try in range(3)]


def is_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def _code_in(text: str) -> re.Match[str] | None:
    return re.search(r"^\d{4} \d{4}$", text, re.MULTILINE)
