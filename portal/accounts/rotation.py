"""The secrets of second factors follow the field keys too."""

from typing import Any

from django.db import transaction

from portal.privacy import crypto
from portal.privacy.rotation import Rotation

from .mfa import CONTEXT


def rotate_second_factors(result: Rotation) -> None:
    """Write the secrets of authenticator apps and the seeds of recovery codes again with the current key."""
    # Late: allauth's models are not loaded when this module is.
    from allauth.mfa.models import Authenticator

    for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            authenticator = Authenticator.objects.select_for_update(no_key=True).filter(pk=pk).first()
            if authenticator and _rewrite(authenticator.data, f"mfa.authenticator {pk}", result):
                authenticator.save(update_fields=["data"])


def _rewrite(data: dict[str, Any], name: str, result: Rotation) -> bool:
    """Whether a token in `data` was replaced."""
    before = result.rewritten
    result.rows += 1
    for key in ("secret", "seed"):
        token = data.get(key)
        if not isinstance(token, str) or crypto.key_id_of(token) in {"", crypto.current_key_id()}:
            continue
        try:
            data[key] = crypto.encrypt(crypto.decrypt(token, CONTEXT), CONTEXT)
        except crypto.Unreadable:
            result.not_readable(name)
        else:
            result.rewritten += 1
    return result.rewritten > before
