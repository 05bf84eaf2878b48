"""Makes the table of traditional characters anew from OpenCC's dictionary (a development dependency)."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.search.characters import TABLE_FILE

PAIRS_PER_LINE = 40
HEADER = """\
# Traditional characters, each followed by its simplified form: the input of portal.search.characters.
# Source: TSCharacters.txt of OpenCC (opencc-python-reimplemented 0.1.7), Apache License 2.0,
# https://github.com/BYVoid/OpenCC. Changed: the first form only, chains followed to their end,
# no exceptions by phrase. Made by `manage.py make_character_table`; do not edit by hand.
"""


def _dictionary() -> Path:
    package = find_spec("opencc")
    if package is None or package.origin is None:
        raise CommandError("OpenCC is not installed: install requirements/dev.txt first.")
    return Path(package.origin).parent / "dictionary" / "TSCharacters.txt"


def read_pairs(lines: list[str]) -> dict[str, str]:
    """Traditional to simplified, single characters only; a chain a → b → c becomes a → c."""
    first: dict[str, str] = {}
    for line in lines:
        traditional, _, forms = line.strip().partition("\t")
        simplified = forms.split(" ")[0]
        if len(traditional) == len(simplified) == 1 and traditional != simplified:
            first[traditional] = simplified
    return {character: _end_of_chain(first, character) for character in first}


def _end_of_chain(pairs: dict[str, str], character: str) -> str:
    seen = {character}
    while (following := pairs.get(character)) is not None and following not in seen:
        seen.add(following)
        character = following
    return character


class Command(BaseCommand):
    help = "Makes portal/search/data/characters.txt anew from OpenCC's dictionary."

    def handle(self, *args: Any, **options: Any) -> None:
        pairs = read_pairs(_dictionary().read_text(encoding="utf-8").splitlines())
        words = [traditional + pairs[traditional] for traditional in sorted(pairs)]
        rows = ["".join(words[start : start + PAIRS_PER_LINE]) for start in range(0, len(words), PAIRS_PER_LINE)]
        TABLE_FILE.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
        self.stdout.write(f"{len(pairs)} characters written.")
