"""A character that no database takes is refused wherever it stands; nothing of it is taken for something else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import TooManyFieldsSent
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIRequest
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.client import BOUNDARY, MULTIPART_CONTENT

from children.concerns.desk import REPORTED
from children.concerns.models import Concern
from portal.web import refusals
from portal.web.unreadable import is_unreadable, with_a_known_charset

TEXT = REPORTED[0]
FORM = "application/x-www-form-urlencoded"
# Django reads a form in the charset that its sender names: in these two, plain letters make half of a surrogate pair.
ESCAPES = MULTIPART_CONTENT + "; charset=unicode_escape"
SENT: dict[str, tuple[str, dict[str, Any]]] = {
    "NUL in the path": ("/policies/a%00/changes/", {}),
    "NUL in the query": ("/activities/calendar.ics?place=%00", {}),
    "NUL in a name of the query": ("/activities/?%00=1", {}),
    "NUL in a cookie": ("/activities/", {"headers": {"cookie": 'sessionid="aaaaaaaa\\000"'}}),
    "NUL in a form": ("/report/", {"method": "POST", "data": f"{TEXT}=a%00b", "content_type": FORM}),
    "half a pair in the query": (
        "/activities/?q=%5Cud800",
        {"headers": {"content-type": "a/b; charset=unicode_escape"}},
    ),
    "half a pair in a form": (
        "/report/",
        {
            "method": "POST",
            "data": f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\\ud800\r\n--{BOUNDARY}--',
            "content_type": ESCAPES,
        },
    ),
    "what is no charset": ("/search/?q=a", {"headers": {"content-type": "a/b; charset=nobody"}}),
}


def send(path: str, method: str = "GET", **sent: Any) -> HttpResponse:
    return Client(raise_request_exception=False).generic(method, path, **sent)


@pytest.mark.parametrize("sent", SENT.values(), ids=SENT)
def test_it_is_refused_before_anybody_asks_a_database(sent: tuple[str, dict[str, Any]]) -> None:
    answer = send(sent[0], **sent[1])

    assert (answer.status_code, answer.headers["Cache-Control"], dict(answer.cookies)) == (400, "no-store", {})
    assert 'href="tel:110"' in answer.content.decode()


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8"])
def test_a_form_that_names_our_own_charset_is_taken(charset: str) -> None:
    request = RequestFactory().post("/report/", "text=a", content_type=f"{FORM}; charset={charset}")

    assert refusals.RefusalMiddleware(lambda request: HttpResponse("taken"))(request).content == b"taken"


@pytest.mark.django_db
def test_a_report_gets_its_words_back_without_it_and_is_not_taken_for_another() -> None:
    answer = send("/report/", "POST", data=f"{TEXT}=%E5%8D%B1%00%E9%99%A9", content_type=FORM)

    html = answer.content.decode()
    assert (answer.status_code, ">危险</textarea>" in html, "认不出来" in html) == (400, True, True)
    assert Concern.objects.unscoped("test").count() == 0


@pytest.mark.parametrize(
    ("header", "refused"),
    [
        ("a/b; charset=base64", True),
        ("a/b; charset*=nobody''x", True),
        ("a/b; charset=nobody", True),
        ("a/b; charset=", True),
        ('a/b; charset="UTF-8"; a=b', False),
        ("a/b; a=b", False),
    ],
)
@pytest.mark.parametrize("query", ["q=%61", "&a=1" * 2001], ids=["short", "more than is read"])
def test_a_charset_is_refused_even_where_django_makes_no_request_of_it(header: str, refused: bool, query: str) -> None:
    environ = RequestFactory()._base_environ(QUERY_STRING=query, CONTENT_TYPE=header)
    requests: list[HttpRequest] = []

    with_a_known_charset(lambda environ, start: requests.append(WSGIRequest(environ)) or [])(environ, print)

    if refused or query == "q=%61":
        assert is_unreadable(requests[0]) == refused
    else:
        with pytest.raises(TooManyFieldsSent):
            is_unreadable(requests[0])


@pytest.mark.parametrize(
    ("error", "cause", "status"),
    [
        (DataError(), type("OfTheDriver", (Exception,), {"sqlstate": None}), 400),
        (DataError(), type("InJson", (Exception,), {"sqlstate": "22P05"}), 400),
        (DataError(), type("TooLong", (Exception,), {"sqlstate": "22001"}), 500),
        (UnicodeEncodeError("utf-8", "a\ud800", 1, 2, "surrogates not allowed"), None, 400),
        (UnicodeEncodeError("ascii", "é", 0, 1, "not in range"), None, 500),
    ],
)
def test_one_that_came_packed_in_something_is_refused_when_the_database_refuses_it(
    error: Exception, cause: type[Exception] | None, status: int
) -> None:
    error.__cause__ = cause() if cause else None

    def fails(request: HttpRequest) -> HttpResponse:
        raise error

    answer = convert_exception_to_response(fails)(RequestFactory().get("/"))
    assert answer.status_code == status
