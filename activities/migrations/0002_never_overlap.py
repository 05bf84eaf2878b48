"""A room's bookings and a volunteer's credited time never overlap."""

from django.db import migrations

from activities.models import overlap


def install(apps, schema_editor):
    overlap.install(schema_editor.connection)


def remove(apps, schema_editor):
    overlap.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("activities", "0001_initial")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
