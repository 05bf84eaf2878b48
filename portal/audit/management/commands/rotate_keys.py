"""`rotate_keys`: writes every encrypted value again with the first key in FIELD_KEYS."""

from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from portal.audit.log import record
from portal.audit.models import AuditHead
from portal.command import Report, ReportingCommand
from portal.privacy import crypto, rotation

from ...actions import AuditAction


class Command(ReportingCommand):
    help = (
        "Encrypt every value again with the first key in FIELD_KEYS. Can be stopped and started again. "
        "Keep the old key for the reasons in the audit log and for old backups."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--blind-index", action="store_true", help="compute the blind indexes again too")

    def report(self, **options: Any) -> Report:
        done = rotation.Rotation()
        for model in rotation.encrypted_models():
            rotation.rotate(model, done, blind_indexes=options["blind_index"])
            if self.stderr.isatty():
                self.stderr.write(f"{model._meta.label}: {done.rows} rows")
        rotation.rotate_elsewhere(done)
        counts = {name: value for name, value in asdict(done).items() if name != "unreadable"}
        # The log is not about one record, so the event hangs on the log itself.
        record(AuditAction.KEYS_ROTATED, actor=None, target=AuditHead(pk=1), key=crypto.current_key_id(), **counts)
        text = f"{done.rows} rows: {done.rewritten} values rewritten, {done.reindexed} indexes computed again."
        if done.unreadable_count:
            text = f"{text} {done.unreadable_count} values cannot be read with any key: {'; '.join(done.unreadable)}"
        return Report(text, asdict(done), failed=bool(done.unreadable_count))
