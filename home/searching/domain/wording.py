"""What a reader typed, and what the index is asked: words, a document number, pairs of characters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from modelsearch.query import Or, Phrase, PlainText, SearchQuery

from portal.search import analysis, synonyms
from portal.search.queries import Terms, chunks, variants

MAX_QUERY = 40
MAX_PAIRS = 16
_NUMBER = re.compile(
    r"([\u3007\u4e00-\u9fff]{1,14}?)[\s\[(〔【]*((?:19|20)\d\d)[\s年\])〕】]*第?\s*(\d{1,4})\s*号?", re.DOTALL
)
# What people add around the words they look for.
_ASKING = re.compile(
    "怎么样|怎么办|怎么|怎样|如何|为什么|什么时候|什么|哪里|哪儿|哪些|哪个|多少钱|多少|几点|吗$|呢$|吧$|能不能|可不可以|可以|要不要"
    "|应该|需要|归谁管|谁管|找谁|申请不了|我家的?|我们|我的|我想|想要|请问|关于|有没有|是不是|算不算|(?<=..)的(?=..)|了$"
)
# Pairs that stand in nearly everything here and tell nothing.
_EVERYWHERE = frozenset({"孩子", "小孩", "儿童", "家里", "的孩", "子的"})


def clean_query(raw: str) -> str:
    """What the reader typed, in one form: full-width letters made plain, no control characters, not too long."""
    text = unicodedata.normalize("NFKC", raw[: MAX_QUERY * 4])
    text = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join(text.split())[:MAX_QUERY].strip()


def number_of(text: str) -> tuple[str, str, str] | None:
    """A document number as (body, year, number), however it is written: 国发〔2016〕13号, 国发2016 13."""
    match = _NUMBER.fullmatch(analysis.fold(text).strip())
    return (match[1], match[2], str(int(match[3]))) if match else None


@dataclass(frozen=True)
class Asked:
    """A cleaned query, understood."""

    text: str

    @cached_property
    def number(self) -> tuple[str, str, str] | None:
        """The document number, if that is all it is."""
        return number_of(self.text)

    @cached_property
    def words(self) -> str:
        """The text without the words of asking; the text itself when nothing else is left."""
        left = " ".join(_ASKING.sub(" ", analysis.fold(self.text)).split())
        return left if any(len(run) > 1 for run in analysis.runs(left)) else self.text

    @cached_property
    def segments(self) -> list[list[str]]:
        """Each word looked for, with the other ways to say it, as passages of a canonical text."""
        found = [[one, *variants(one, synonyms.last_seen())] for one in chunks(self.words)]
        return [[_bare(terms) for terms in ways] for ways in found]

    @cached_property
    def pairs(self) -> list[str]:
        """The words cut into pairs of characters; those that stand everywhere only if there is nothing else."""
        runs = [run for group in chunks(self.words) for run in group.runs]
        every = [part for run in runs for part in (analysis.pairs(run) if analysis.is_ideographic(run) else [run])]
        told = [pair for pair in dict.fromkeys(every) if pair not in _EVERYWHERE]
        return (told or every)[:MAX_PAIRS]

    @cached_property
    def known(self) -> list[str]:
        """The words of three characters or more in it for which editors know another one."""
        text = analysis.canonical(self.words)
        words = [word for group in synonyms.last_seen() for word in group if len(word) > 2 and word in text]
        return words[:MAX_PAIRS]

    @cached_property
    def strict(self) -> SearchQuery:
        """Everything that was asked for: the number, or the sentence, or all its words."""
        if self.number:
            body, year, number = self.number
            return Or([Phrase(f"{body} {year} {number}"), Phrase(f"{body} {year} 第 {number}")])
        whole = PlainText(self.text)
        return whole if self.words == self.text else Or([whole, PlainText(self.words)])

    @cached_property
    def loose(self) -> SearchQuery | None:
        """Any of its words or pairs of characters; None when that is no wider."""
        if self.number or len(self.pairs) < 2:
            return None
        return Or([PlainText(part) for part in [*self.words.split(), *self.known, *self.pairs]])


def _bare(terms: Terms) -> str:
    return terms.passage.strip()
