"""Is it alive, is it ready, and what has to be seen to: cheap, without a session."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from .condition import wrong_now

# A process never goes back to being unmigrated: once seen, only the connection is asked.
_seen = {"migrated": False}


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and is migrated; 503 with the reason otherwise."""
    try:
        _ask_database()
        _seen["migrated"] = _seen["migrated"] or not is_migration_needed()
    except Error:
        return _not_ready("database")
    return JsonResponse({"ready": True}) if _seen["migrated"] else _not_ready("migrations")


def conditions(request: HttpRequest) -> JsonResponse:
    """Codes of what has to be seen to, without counts: `{"codes": ["mail_away"]}`. It never says "not ready".

    To a program on this machine, or with the token of TONGXIN_HEALTH_TOKEN (`Authorization: Bearer …`). Raises Http404
    for all others.
    """
    if not (_has_token(request) or _is_local(request)):
        raise Http404
    answer = JsonResponse({"codes": [check.code for check in wrong_now()]})
    answer["Cache-Control"] = "no-store"
    return answer


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(settings.TONGXIN_HEALTH_TOKEN) and hmac.compare_digest(
        given.encode(), settings.TONGXIN_HEALTH_TOKEN.encode()
    )


def _is_local(request: HttpRequest) -> bool:
    """Behind a proxy every visitor comes from the proxy's address, so there only the token counts."""
    forwarded = settings.ALLAUTH_TRUSTED_PROXY_COUNT or "X-Forwarded-For" in request.headers
    return not forwarded and ip_address(request.META["REMOTE_ADDR"]).is_loopback


def is_migration_needed() -> bool:
    """Whether the code knows migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _not_ready(reason: str) -> JsonResponse:
    return JsonResponse({"ready": False, "reason": reason}, status=503)
