"""The table by which text is folded for search: traditional to simplified, and marks that do not count."""

from functools import cache
from pathlib import Path

TABLE_FILE = Path(__file__).parent / "data" / "characters.txt"

# Invisible characters that come with text pasted from word processors, and the variation selectors of rare characters.
_INVISIBLE = [0x00AD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
# Accents, split off by NFKD: "tóngxīn" is found as "tongxin" (SQLite's tokenizer would drop them by itself).
_ACCENTS = range(0x0300, 0x0370)


@cache
def folding_table() -> dict[int, str | None]:
    """For `str.translate`, after NFKD: one simplified character for a traditional one, nothing for a mark."""
    table: dict[int, str | None] = dict.fromkeys([*_INVISIBLE, *_ACCENTS])
    for line in TABLE_FILE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            table.update(zip(map(ord, line[::2]), line[1::2], strict=True))
    return table
