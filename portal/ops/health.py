"""Is it alive, is it ready: cheap, without a session."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

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


def is_migration_needed() -> bool:
    """Whether the code knows migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _not_ready(reason: str) -> JsonResponse:
    return JsonResponse({"ready": False, "reason": reason}, status=503)
