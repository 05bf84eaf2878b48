"""What no page of ours sends and no database takes is refused before anybody reads it, wherever it stands.

PostgreSQL refuses the character NUL in every text, no database takes half of a surrogate pair, and whoever took them
out silently would be asked one thing and answer another. A request may also name a charset: Django then reads every
word of it by that; some make such characters out of plain letters, others are no charset at all.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.db import DataError
from django.http import HttpRequest
from django.utils.http import parse_header_parameters

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

NOT_FOR_A_DATABASE = re.compile("[\x00\ud800-\udfff]")
CHARSET = re.compile(r"""\s*;\s*charset\s*=\s*("[^"]*"|[^;\s]*)""", re.IGNORECASE)
STRANGE = "text/plain; charset=strange"
# What PostgreSQL says of a character that it cannot keep, in a text and in JSON; of NUL psycopg itself says it.
REFUSED_CHARACTERS = frozenset({None, "22021", "22P05"})


def is_unreadable(request: HttpRequest) -> bool:
    """Whether address, query, cookies or form hold what cannot be kept, or come in a charset that is not ours.

    Reads the form, so that a sender who takes their time holds no place at the database.
    """
    charset = (request.content_params or {}).get("charset")
    return not _is_utf8(charset) or any(NOT_FOR_A_DATABASE.search(text) for text in _texts(request))


def was_unreadable(error: BaseException | None) -> bool:
    """Whether a database refused a character: it came packed in something, as JSON's escapes are, that we unpacked."""
    if isinstance(error, UnicodeEncodeError):
        return bool(NOT_FOR_A_DATABASE.search(error.object[error.start : error.end]))
    return isinstance(error, DataError) and getattr(error.__cause__, "sqlstate", "") in REFUSED_CHARACTERS


def without_unreadable(text: str) -> str:
    """Only for showing what was typed to whoever typed it: what is kept must be what was sent."""
    return NOT_FOR_A_DATABASE.sub("", text)


def with_a_known_charset(application: WSGIApplication) -> WSGIApplication:
    """Django reads the address by the charset of a header before there is a request: what fails there has no page.

    So the header goes on without its charset if that is ours, and else in one that `is_unreadable` refuses.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if "=" in (header := environ.get("CONTENT_TYPE", "")):
            environ["CONTENT_TYPE"] = CHARSET.sub("", header) if _is_utf8(_charset_in(header)) else STRANGE
        return application(environ, start_response)

    return answer


def _charset_in(header: str) -> str | None:
    try:
        return parse_header_parameters(header)[1].get("charset")
    except ValueError:
        return STRANGE


def _is_utf8(charset: str | None) -> bool:
    """Our pages are in UTF-8, and so is what browsers send from them, most often without saying so."""
    try:
        return charset is None or codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return False


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    for name, value in request.COOKIES.items():
        yield from (name, value)
    for sent in (request.GET, request.POST):
        for name, values in sent.lists():
            yield name
            yield from values
