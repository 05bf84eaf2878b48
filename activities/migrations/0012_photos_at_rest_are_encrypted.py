"""A photo that waits, or was taken away, is encrypted; what is there already is written again. See 0013 for the rest."""

import uuid

from django.db import migrations, models

import portal.privacy.fields

COLUMNS = {"Photo": "held_back", "RemovedPhoto": "content"}


def encrypt(apps, schema_editor):
    """Each by itself: there are few, and each is a picture."""
    for name, column in COLUMNS.items():
        model = apps.get_model("activities", name)
        for key in model.objects.exclude(**{f"plain_{column}": None}).values_list("pk", flat=True):
            row = model.objects.get(pk=key)
            setattr(row, column, bytes(getattr(row, f"plain_{column}")))
            row.save(update_fields=[column])


class Migration(migrations.Migration):
    dependencies = [("activities", "0011_hours_net")]

    operations = [
        migrations.RemoveConstraint("photo", "photo_shown_after_somebody_else_looked_at_it"),
        *(migrations.RenameField(name, column, f"plain_{column}") for name, column in COLUMNS.items()),
        *(
            migrations.AddField(name, column, portal.privacy.fields.EncryptedBytesField(null=True))
            for name, column in COLUMNS.items()
        ),
        migrations.AlterField(
            "removedphoto", "uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
        ),
        migrations.RunPython(encrypt, migrations.RunPython.noop),
    ]
