"""The eligibility check: one question a page; the answers travel sealed in the address and are stored nowhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from home.eligibility.domain.loading import has_rules, is_away_outside_county
from home.eligibility.domain.questions import Terms, answered, asked, before, next_question
from home.eligibility.domain.result import parts_of, result_of, townships
from home.eligibility.domain.sealing import Broken, State, TooOld, open_seal, seal
from home.eligibility.enums import Question
from home.eligibility.forms.check import FORMS, HINTS, AreaForm, QuestionForm
from home.help.domain.contacts import contact_for
from portal.areas.models import Area, AreaLevel
from portal.eligibility.engine import ALARMING
from portal.eligibility.family import Family
from portal.pages.private import told_to_nobody

from .words import rows

NEW = "new"
LONGEST_TYPED = 20


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What this is, and that nothing is kept; the same for everybody."""
    context = {"first": reverse("home:check_step", args=[NEW]), "has_rules": has_rules(timezone.localdate())}
    return render(request, "home/check/start.html", context)


@csrf_exempt  # nothing is stored or changed: there is nothing another site could do in somebody's name
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, sealed: str) -> HttpResponse:
    """The next question, or what the answers come to."""
    try:
        state = State() if sealed == NEW else open_seal(sealed)
    except (Broken, TooOld):
        return _private(render(request, "home/check/over.html", status=410))
    if sealed == NEW and not has_rules(timezone.localdate()):
        return _private(redirect("home:check"))
    terms = _terms()
    question = _question(state, terms)
    if request.method == "POST" and question:
        return _private(redirect("home:check_step", seal(_after(question, state, request.POST, terms))))
    page = _ask(request, question, state, terms) if question else _result(request, state, terms)
    return _private(page)


def _terms() -> Terms:
    return Terms(outside_county=is_away_outside_county(timezone.localdate()), asks_area=bool(townships()))


def _question(state: State, terms: Terms) -> Question | None:
    """The one that is being changed, if it is still asked, else the next one."""
    if state.asking in asked(state.answers, terms):
        return Question(state.asking)
    return next_question(state.answers, terms)


def _after(question: Question, state: State, sent: QueryDict, terms: Terms) -> State:
    """The state after an answer; what was typed wrong travels too, so that every page is a GET."""
    form = _form(question, state, sent)
    if form.is_valid():
        return State(answered(state.answers, question, form.value(), terms))
    typed = {name: [text[:LONGEST_TYPED] for text in sent.getlist(name)[:20]] for name in form.fields}
    return replace(state, asking=question.value, typed=typed)


def _form(question: Question, state: State, sent: QueryDict | None = None) -> QuestionForm:
    kind = FORMS[question]
    more: dict[str, Any] = {"areas": _areas(question, state)} if issubclass(kind, AreaForm) else {}
    if sent is not None:
        return kind(sent, **more)
    return kind(initial=kind.from_answer(state.answers.get(question)), **more)


def _areas(question: Question, state: State) -> list[Area]:
    if question == Question.TOWNSHIP:
        return townships()
    return parts_of(state.answers.get(Question.TOWNSHIP, ""), AreaLevel.VILLAGE)


def _typed(state: State) -> QueryDict | None:
    if not state.typed:
        return None
    data = QueryDict(mutable=True)
    for name, values in state.typed.items():
        data.setlist(name, values)
    return data


def _ask(request: HttpRequest, question: Question, state: State, terms: Terms) -> HttpResponse:
    questions = asked(state.answers, terms)
    previous = before(question, state.answers, terms)
    context = {
        "question": question,
        "form": _form(question, state, _typed(state)),
        "hint": HINTS[question],
        "is_date": question in {Question.BORN, Question.SINCE},
        "alarming": _is_alarming(state),
        "current": questions.index(question) + 1,
        "total": len(questions),
        "back": _address(replace(state, asking=previous.value, typed={})) if previous else reverse("home:check"),
        "rows": rows(state.answers, [q for q in questions if q != question], _changer(state)),
    }
    return render(request, "home/check/question.html", context)


def _result(request: HttpRequest, state: State, terms: Terms) -> HttpResponse:
    today = timezone.localdate()
    result = result_of(state.answers, on=today, language=get_language() or "")
    context = {
        "result": result,
        "contact": contact_for(result.area),
        "today": today,
        "rows": rows(state.answers, asked(state.answers, terms), _changer(state)),
        "back": _address(replace(state, asking=asked(state.answers, terms)[-1].value, typed={})),
    }
    return render(request, "home/check/result.html", context)


def _is_alarming(state: State) -> bool:
    return bool(ALARMING & (Family.of(state.answers).dangers or frozenset()))


def _changer(state: State) -> Any:
    """The address at which one answer is changed."""
    return lambda question: _address(State(state.answers, asking=question.value))


def _address(state: State) -> str:
    return reverse("home:check_step", args=[seal(state)])


def _private(response: HttpResponse) -> HttpResponse:
    """No cache keeps it, no other site learns the address, no search engine lists it."""
    response.headers["X-Robots-Tag"] = "noindex"
    return told_to_nobody(response)
