"""Frequent questions as the page and the search engines show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.rich_text import RichText, get_text_for_indexing

from home.models import FaqPage


@dataclass(frozen=True)
class Question:
    """One question with its answer and its address within the page."""

    words: str
    answer: RichText
    anchor: str


@dataclass(frozen=True)
class QuestionGroup:
    """Questions under one heading."""

    heading: str
    anchor: str
    questions: list[Question]


def _address(number: str) -> str:
    """Made of the block's own number, which stays when words or order change."""
    return f"q-{number.replace('-', '')[:8]}"


def groups_of(page: FaqPage) -> list[QuestionGroup]:
    """The groups in the editors' order; addresses come from the blocks' own numbers and stay."""
    return [
        QuestionGroup(
            block.value["heading"],
            _address(block.id),
            [
                Question(item.value["question"], item.value["answer"], _address(item.id))
                for item in block.value["questions"].bound_blocks
            ],
        )
        for block in page.body
    ]


def linked_questions(groups: list[QuestionGroup]) -> dict[str, Any]:
    """For search engines (schema.org FAQPage)."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question.words,
                "acceptedAnswer": {"@type": "Answer", "text": get_text_for_indexing(question.answer.source).strip()},
            }
            for group in groups
            for question in group.questions
        ],
    }
