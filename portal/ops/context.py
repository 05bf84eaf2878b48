"""What the sign-in page of the demo shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def demo_accounts(request: HttpRequest) -> dict[str, Any]:
    """`demo_accounts` and `demo_password`, in the demo only."""
    if not settings.TONGXIN_DEMO:
        return {}
    from .demo import ACCOUNTS, PASSWORD

    return {"demo_accounts": ACCOUNTS, "demo_password": PASSWORD}
