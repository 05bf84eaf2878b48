"""A question keeps its address when its words or its place change; search engines read the answer as text."""

import pytest

from home.models import FaqPage
from home.pages.domain.questions import groups_of, linked_questions

pytestmark = pytest.mark.django_db
GROUP, FIRST, SECOND = (f"{digit * 8}-2222-4333-8444-555555555555" for digit in "1ab")


def question(number, words, answer="<p>到<b>乡镇</b>去。</p>"):
    return {"type": "item", "id": number, "value": {"question": words, "answer": answer}}


def page(*questions):
    group = {"type": "group", "id": GROUP, "value": {"heading": "申请", "questions": list(questions)}}
    made = FaqPage(title="问答")
    made.body = FaqPage._meta.get_field("body").stream_block.to_python([group])
    return made


def test_a_group_holds_its_questions_in_order():
    (group,) = groups_of(page(question(FIRST, "去哪里？"), question(SECOND, "要钱吗？")))

    assert (group.heading, group.anchor) == ("申请", "q-11111111")
    found = [(one.words, one.anchor) for one in group.questions]
    assert found == [("去哪里？", "q-aaaaaaaa"), ("要钱吗？", "q-bbbbbbbb")]


def test_an_address_stays_when_words_and_order_change():
    (group,) = groups_of(page(question(SECOND, "收费吗？"), question(FIRST, "到哪里去？")))

    assert [one.anchor for one in group.questions] == ["q-bbbbbbbb", "q-aaaaaaaa"]


def test_search_engines_read_question_and_answer_without_marks():
    found = linked_questions(groups_of(page(question(FIRST, "去哪里？"))))

    assert (found["@context"], found["@type"]) == ("https://schema.org", "FAQPage")
    assert found["mainEntity"] == [
        {
            "@type": "Question",
            "name": "去哪里？",
            "acceptedAnswer": {"@type": "Answer", "text": "到乡镇去。"},
        }
    ]


def test_a_page_without_questions_tells_none():
    assert (groups_of(FaqPage(title="空")), linked_questions([])["mainEntity"]) == ([], [])
