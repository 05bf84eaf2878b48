"""The definition in force when this software was written; a county adds later versions as rows."""

from datetime import date

from django.db import migrations


def add_first_version(apps, schema_editor):
    apps.get_model("children", "LeftBehindRule").objects.get_or_create(
        version="2016-13",
        defaults={
            "effective_from": date(2016, 2, 4),
            "under_age": 16,
            "months_away": 6,
            "source": "国发〔2016〕13号",
        },
    )


class Migration(migrations.Migration):
    dependencies = [("children", "0001_initial")]
    operations = [migrations.RunPython(add_first_version, migrations.RunPython.noop)]
