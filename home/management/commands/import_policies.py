"""Turns policy documents into drafts: `import_policies PATH… [--publish] [--json]`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from home.importing.drafting import Imported, import_file
from home.importing.problems import CannotImport, Doubt
from home.models import PolicyIndexPage


class Command(BaseCommand):
    help = "Turn policy documents (.txt, .docx) into draft pages of the policy library."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="A file, or a folder of files.")
        parser.add_argument("--publish", action="store_true", help="Publish at once instead of leaving drafts.")
        parser.add_argument("--json", action="store_true", help="Print one JSON document.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not PolicyIndexPage.objects.exists():
            raise CommandError("There is no policy library yet: add one under the home page, or run load_demo.")
        done, refused = [], []
        for path in self._files(options["paths"]):
            try:
                done.append(import_file(path, publish=options["publish"]))
            except CannotImport as error:
                with translation.override("zh-hans"):
                    refused.append({"file": path.name, "code": error.problem.value, "why": str(error.problem.label)})
        if options["json"]:
            self.stdout.write(json.dumps({"done": [asdict(d) for d in done], "refused": refused}, ensure_ascii=False))
        else:
            self._tell(done, refused)
        if refused:
            raise CommandError(f"{len(refused)} of {len(done) + len(refused)} files could not be imported.")

    @staticmethod
    def _files(paths: list[Path]) -> list[Path]:
        files: list[Path] = []
        for path in paths:
            files += sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
        return files

    def _tell(self, done: list[Imported], refused: list[dict[str, str]]) -> None:
        for one in done:
            self.stdout.write(
                f"{one.file}: {one.result}: {one.title} "
                f"({one.headings} headings, {one.paragraphs} paragraphs, {len(one.dropped)} lines left out)"
            )
            for doubt in one.doubts:
                self.stdout.write(f"  ? {Doubt(doubt['code']).label} {doubt['where']}".rstrip())
        for file in refused:
            self.stderr.write(f"{file['file']}: {file['why']}")
