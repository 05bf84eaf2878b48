"""No two amounts of one benefit hold on the same day: benefit_never_two_amounts_at_once."""

from django.db import migrations

from home.models import no_overlap


def install(apps, schema_editor):
    no_overlap.install(schema_editor.connection)


def remove(apps, schema_editor):
    no_overlap.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("home", "0002_benefit_standards")]

    operations = [migrations.RunPython(install, remove, elidable=False)]
