"""What our logs and error reports say: where it went wrong, never what somebody typed or what a record holds."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from django.conf import settings
from django.views.debug import ExceptionReporter

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

ADDRESS = "(an address)"
WITHHELD: dict[str, Any] = {
    "request_GET_items": [],
    "request_FILES_items": [],
    "request_COOKIES_items": [],
    "filtered_POST_items": [],
    "request_meta": {},
    "request_insecure_uri": "",
    "user_str": "",
    "settings": {},
}


class FramesOnly(logging.Formatter):
    """Tracebacks as places in the code and kinds of error: a message such as `Failing row contains (…)` stays out.

    Nor does it say which page somebody asked for: an address can hold a name, a number, a sealed answer, a signed link,
    and a line about a report of concern would say when its writer was there.
    """

    def format(self, record: logging.LogRecord) -> str:
        """See logging.Formatter; what another handler has put together is not taken over."""
        bare = logging.makeLogRecord(record.__dict__ | {"exc_text": None})
        if isinstance(bare.args, tuple) and hasattr(record, "request"):
            bare.args = tuple(ADDRESS if str(arg).startswith("/") else arg for arg in bare.args)
        return super().format(bare)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  logging's own name
        """The frames of the error and of those it came from, the first one first."""
        return "\n".join(_place(error) for error in reversed(list(_chain(ei[1]))))


class PlacesOnly(ExceptionReporter):
    """For error reports by e-mail, should a site turn them on: no values typed, sent or held in variables."""

    def get_traceback_data(self) -> dict[str, Any]:
        """See ExceptionReporter; only a developer's own machine shows more."""
        data = super().get_traceback_data()
        if settings.DEBUG:
            return data
        frames = [frame | {"vars": [], "exc_cause": None} for frame in data["frames"]]
        return data | WITHHELD | {"frames": frames, "exception_value": "(withheld)"}


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _place(error: BaseException) -> str:
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"Traceback (most recent call last):\n{frames}{type(error).__module__}.{type(error).__qualname__}"
