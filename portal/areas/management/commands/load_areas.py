"""`load_areas FILE.csv`: loads or updates the tree of administrative areas."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from portal.areas.area_files import AreaFileError
from portal.areas.loading import load_file
from portal.command import Report, ReportingCommand


class Command(ReportingCommand):
    help = "Load areas from a CSV file (code,name,level,parent_code[,name_en]). The same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, metavar="FILE.csv")

    def report(self, **options: Any) -> Report:
        try:
            counts = load_file(options["file"])
        except AreaFileError as error:
            raise CommandError(str(error)) from error
        return Report(str(counts), counts.as_dict())
