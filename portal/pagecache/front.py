"""The front door of the web server: a page from memory needs no request, no middleware and no place (record 0042)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import parse_cookie

from .middleware import SHARED, Memory, key_of
from .stamp import stamp

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


def with_pages_from_memory(make: Callable[[], WSGIApplication]) -> WSGIApplication:
    """The application that `make` makes, behind the pages which its own middleware keeps."""
    memory = Memory()
    token = SHARED.set(memory)
    try:
        application = make()
    finally:
        SHARED.reset(token)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        cookies = parse_cookie(environ["HTTP_COOKIE"]) if "HTTP_COOKIE" in environ else {}
        key = key_of(environ, cookies, _scheme(environ))
        page = memory.page(key, stamp.read()) if key else None
        if page is None:
            return application(environ, start_response)
        headers, body = page.answer(environ.get("HTTP_ACCEPT_ENCODING", ""))
        start_response("200 OK", headers.copy())
        return [body]

    return answer


def _scheme(environ: WSGIEnvironment) -> str:
    """As Django has it: what the proxy in front says, where the settings name its header."""
    said: tuple[str, str] | None = settings.SECURE_PROXY_SSL_HEADER
    if said and (value := environ.get(said[0])) is not None:
        return "https" if value.split(",", 1)[0].strip() == said[1] else "http"
    return str(environ["wsgi.url_scheme"])
