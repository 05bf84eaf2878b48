"""Turns policy documents into drafts: `import_policies PATH… [--publish] [--json]`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from home.editorial.domain.second_reader import publish_from_the_machine
from home.enums.importing import Doubt
from home.importing.domain.drafting import Imported, import_file
from home.importing.domain.problems import CannotImport
from home.models import PolicyIndexPage, PolicyPage
from portal.changes.denied import Denied


class Command(BaseCommand):
    help = "Turn policy documents (.docx, .pdf, .html, .txt) into draft pages of the policy library."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="A file, or a folder of files.")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="Publish at once, without a second reader: each page is in the audit log; drafts with places to check "
            "stay drafts.",
        )
        parser.add_argument("--json", action="store_true", help="Print one JSON document.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not PolicyIndexPage.objects.exists():
            raise CommandError("There is no policy library yet: add one under the home page, or run load_demo.")
        done: list[Imported] = []
        refused, published = [], []
        files = self._files(options["paths"])
        for number, path in enumerate(files, 1):
            self._progress(number, len(files), options["json"])
            try:
                done.append(import_file(path))
            except CannotImport as error:
                with translation.override("zh-hans"):
                    refused.append({"file": path.name, "code": error.problem.value, "why": str(error.problem.label)})
                continue
            if options["publish"] and self._publish(done[-1]):
                published.append(done[-1].page_id)
        if options["json"]:
            rows = [asdict(one) | {"published": one.page_id in published} for one in done]
            self.stdout.write(json.dumps({"done": rows, "refused": refused}, ensure_ascii=False))
        else:
            self._tell(done, refused)
        if published:
            self.stderr.write(f"{len(published)} published without a second reader; the audit log says so.")
        if refused:
            raise CommandError(f"{len(refused)} of {len(done) + len(refused)} files could not be imported.")

    @staticmethod
    def _files(paths: list[Path]) -> list[Path]:
        files: list[Path] = []
        for path in paths:
            files += sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
        return files

    def _progress(self, number: int, total: int, quiet: bool) -> None:
        if not quiet and self.stderr.isatty():
            self.stderr.write(f"\r{number} of {total}", ending="\n" if number == total else "")

    def _publish(self, one: Imported) -> bool:
        """Whether it went live. What has places to check stays a draft, and this is said."""
        if one.result == "unchanged":
            return False
        try:
            publish_from_the_machine(PolicyPage.objects.get(pk=one.page_id))
        except Denied as denied:
            self.stderr.write(f"{one.file}: left as a draft: {denied.reason.label}")
            return False
        return True

    def _tell(self, done: list[Imported], refused: list[dict[str, str]]) -> None:
        for one in done:
            self.stdout.write(
                f"{one.file}: {one.result}: {one.title} ({one.headings} headings, {one.paragraphs} paragraphs, "
                f"{one.tables} tables, {len(one.dropped)} lines left out)"
            )
            for doubt in one.doubts:
                self.stdout.write(f"  ? {Doubt(doubt['code']).label} {doubt['where']}".rstrip())
        for file in refused:
            self.stderr.write(f"{file['file']}: {file['why']}")
