"""The demo county's frequent questions."""

from __future__ import annotations

import tomllib
import uuid
from typing import Any

from ..models import FaqPage, HomePage
from ..planting.texts import FOLDER


def load(*homes: HomePage) -> None:
    """Fill the page of each language; the numbers of the blocks are the same in every demo, so addresses stay."""
    for home, name in zip(homes, ("faq.toml", "en/faq.toml"), strict=True):
        page = FaqPage.objects.child_of(home).get()
        data = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
        page.body = [_group(group, f"{name}:{number}") for number, group in enumerate(data["groups"])]
        page.save_revision().publish()


def _group(group: dict[str, Any], seed: str) -> dict[str, Any]:
    questions = [
        {"type": "item", "id": _number(f"{seed}:{place}"), "value": {"question": words, "answer": f"<p>{answer}</p>"}}
        for place, (words, answer) in enumerate(group["questions"])
    ]
    value = {"heading": group["heading"], "questions": questions}
    return {"type": "group", "id": _number(seed), "value": value}


def _number(seed: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"demo:{seed}"))
