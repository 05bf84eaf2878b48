"""Reports that nobody has read, or that something was added to, count as unopened since then."""

from django.db import migrations
from django.db.models import F


def mark(apps, schema_editor):
    concerns = apps.get_model("children", "Concern")._base_manager.using(schema_editor.connection.alias)
    concerns.filter(added_at__isnull=False).update(unopened_since=F("added_at"))
    concerns.filter(state="received", unopened_since=None).update(unopened_since=F("received_at"))


class Migration(migrations.Migration):
    dependencies = [("children", "0007_unopened")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
