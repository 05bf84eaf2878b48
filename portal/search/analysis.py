"""Chinese text analysis: what a text is indexed under, and what a query asks for.

A text is folded (NFKC, lower case, traditional to simplified) and cut into runs: a run of ideographs, or a word of
letters and digits. A run of ideographs is indexed as overlapping pairs and its last character: 困境儿童 gives
困境 境儿 儿童 童. So every part of it from two characters on is a phrase of pairs, and one character is the
beginning of a pair.
"""

import re
import unicodedata
from collections.abc import Iterator

from .characters import folding_table

MAX_WORD = 64  # characters; longer "words" are addresses and noise, and PostgreSQL refuses lexemes of 2 KB

# The ideographic planes 2 and 3 whole: Python and SQLite do not know the newest extensions as letters.
_IDEOGRAPHS = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
WORD_CHARACTER = f"[^\\W_{_IDEOGRAPHS}]"  # a regular expression
_RUN = re.compile(f"[{_IDEOGRAPHS}]+|{WORD_CHARACTER}+")
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
# Ideographs that SQLite's tokenizer may take for punctuation, because they are younger than its tables.
_YOUNG = re.compile("[\u4db6-\u4dbf\u9fcd-\u9fff\U00020000-\U0003fffd]")


def fold(text: str) -> str:
    """The text in the one form in which texts and queries are compared."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return unicodedata.normalize("NFC", decomposed.translate(folding_table())).lower()


def is_ideographic(run: str) -> bool:
    """Whether a run (never empty) is of ideographs, not a word."""
    return _IDEOGRAPH.match(run) is not None


def runs(text: str) -> list[str]:
    """The runs of a text, folded; punctuation and symbols are gone."""
    return [_limited(run) for run in _RUN.findall(fold(text))]


def chunks(text: str) -> Iterator[list[str]]:
    """The runs of a text in groups that stand together without a space or punctuation: 第3条 is one of three runs."""
    group: list[str] = []
    end = 0
    for match in _RUN.finditer(fold(text)):
        if group and match.start() != end:
            yield group
            group = []
        group.append(_limited(match[0]))
        end = match.end()
    if group:
        yield group


def canonical(text: str) -> str:
    """The runs with single spaces between and around them: what PostgreSQL looks for exact passages in."""
    return f" {' '.join(found)} " if (found := runs(text)) else ""


def tokens(text: str) -> list[str]:
    """The tokens a text is indexed under, in order."""
    return [token for run in runs(text) for token in run_tokens(run)]


def run_tokens(run: str) -> list[str]:
    """The tokens of one run: pairs and the last character of ideographs, or the word itself."""
    return [*pairs(run), _spelled(run[-1])] if is_ideographic(run) else [run]


def pairs(run: str) -> list[str]:
    """The overlapping pairs of a run of ideographs; none for a single one."""
    return [_spelled(run[start : start + 2]) for start in range(len(run) - 1)]


def _limited(run: str) -> str:
    return run if is_ideographic(run) else run[:MAX_WORD]


def _spelled(token: str) -> str:
    # U+E000 is for private use, so no run holds it; a fixed length keeps one character a prefix of its pairs.
    return _YOUNG.sub(lambda match: f"\ue000{ord(match[0]):05x}", token)
