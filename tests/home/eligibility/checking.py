"""A family that walks through the eligibility check, for the tests of the check."""

from __future__ import annotations

import html
import re

from home.eligibility.domain.sealing import State, open_seal, seal
from tests.conftest import TOWNSHIP, VILLAGE

FAMILY = {
    "born": {"year": "2015", "month": "3", "day": "7"},
    "mother": {"answer": "away"},
    "father": {"answer": "away"},
    "since": {"year": "2025", "month": "2"},
    "circumstances": {"answer": "none"},
    "dangers": {"answer": "none"},
    "township": {"answer": TOWNSHIP},
    "village": {"answer": VILLAGE},
}


def text_of(response) -> str:
    main = response.content.decode().split("<main", 1)[1].split("</main", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def walk(client, answers=FAMILY, until=None):
    """Answer page by page; the address after the last answer, and the questions in the order they came."""
    url, came = "/check/new/", []
    while True:
        context = client.get(url).context
        if "question" not in context or context["question"] == until:
            return url, came
        came.append(context["question"].value)
        assert len(came) < 12
        url = client.post(url, answers[came[-1]]).url


def state_of(url: str) -> State:
    return open_seal(url.strip("/").rpartition("/")[2])


def to(state: State) -> str:
    return f"/check/{seal(state)}/"
