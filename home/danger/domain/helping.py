"""Whom somebody in danger calls, and what is said first; nothing of what was typed is kept anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from home.enums.danger import DangerKind
from home.models import DangerWord
from portal.pagecache.memo import by_generation

from .matching import dangers_in

# The same numbers everywhere in China; a county's own lines stand at the foot of every page.
NUMBERS: dict[str, tuple[Any, Any]] = {
    "110": (gettext_lazy("Police"), gettext_lazy("When somebody is in danger, hurt, threatened or missing.")),
    "120": (gettext_lazy("Ambulance"), gettext_lazy("When somebody is injured or has swallowed something.")),
    "12355": (gettext_lazy("Youth service line"), gettext_lazy("For children and young people, and about them.")),
    "12356": (gettext_lazy("Psychological help line"), gettext_lazy("When it is too much: somebody listens.")),
}
ORDER = {
    DangerKind.DESPAIR: ("12356", "120", "110", "12355"),
    DangerKind.VIOLENCE: ("110", "12355", "120", "12356"),
    DangerKind.LOST: ("110", "12355", "120", "12356"),
    DangerKind.MONEY: ("110", "12356", "12355", "120"),
}
SAID = {
    DangerKind.DESPAIR: (
        gettext_lazy("You are not alone. Talk to somebody now."),
        gettext_lazy(
            "It need not stay as it is today. You need not give your name, and nobody will be angry with you."
        ),
    ),
    DangerKind.VIOLENCE: (
        gettext_lazy("Nobody may hurt you or a child."),
        gettext_lazy("Whatever has happened, it is not the child's fault. If it is happening now, call 110."),
    ),
    DangerKind.LOST: (
        gettext_lazy("Call 110 at once."),
        gettext_lazy(
            "You need not wait until a day has passed. Say where the child was last, and what it was wearing."
        ),
    ),
    DangerKind.MONEY: (
        gettext_lazy("Pay nothing more, and talk to somebody."),
        gettext_lazy("Delete no messages and send no photos. No debt is worth a life: the police know such tricks."),
    ),
}
MOST_SUGGESTED = 2


@dataclass(frozen=True)
class Line:
    """A number to call, what it is, and when."""

    number: str
    name: str
    when: str


@dataclass(frozen=True)
class Help:
    """What stands above everything else: a sentence, another one, and the numbers, the most needed first."""

    kind: DangerKind
    title: str
    text: str
    lines: tuple[Line, ...]

    @property
    def exit_url(self) -> str:
        """Where "leave this page" leads: somewhere harmless."""
        return str(settings.TONGXIN_EXIT_URL)


@by_generation
def added_words() -> dict[DangerKind, list[str]]:
    """The county's own words by kind: one query, once per generation of the public pages."""
    found: dict[DangerKind, list[str]] = {}
    for kind, word in DangerWord.objects.values_list("kind", "word"):
        found.setdefault(DangerKind(kind), []).append(word)
    return found


def help_for(typed: str) -> Help | None:
    """What somebody who typed this sees first; None for an ordinary question."""
    kinds = dangers_in(typed, added=added_words())
    if not kinds:
        return None
    kind = kinds[0]
    title, text = SAID[kind]
    lines = (Line(number, str(NUMBERS[number][0]), str(NUMBERS[number][1])) for number in ORDER[kind])
    return Help(kind, str(title), str(text), tuple(lines))


def suggested_help(typed: str, query: str) -> list[dict[str, str]]:
    """The first suggestions for such words: two numbers, and the page with all of them."""
    found = help_for(typed)
    if found is None:
        return []
    lines = [(f"{line.number} {line.name}", f"tel:{line.number}") for line in found.lines[:MOST_SUGGESTED]]
    lines.append((_("How to find help"), f"{reverse('home:search')}?{urlencode({'q': query})}"))
    language = get_language() or ""
    return [{"text": text, "kind": _("Help now"), "url": url, "language": language} for text, url in lines]
