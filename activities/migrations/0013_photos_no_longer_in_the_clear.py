"""What was in the clear is gone, and the rule about photos holds for the encrypted column."""

from django.db import migrations, models
from django.db.models import F, Q

import portal.privacy.fields

PLANTED = Q(added_by=None, confirmed_by=None)
LOOKED_AT = Q(added_by__isnull=False, confirmed_by__isnull=False) & ~Q(confirmed_by=F("added_by"))


class Migration(migrations.Migration):
    dependencies = [("activities", "0012_photos_at_rest_are_encrypted")]

    operations = [
        migrations.RemoveField("photo", "plain_held_back"),
        migrations.RemoveField("removedphoto", "plain_content"),
        migrations.AlterField("removedphoto", "content", portal.privacy.fields.EncryptedBytesField()),
        migrations.AddConstraint(
            "photo",
            models.CheckConstraint(
                condition=Q(image=None, held_back__isnull=False, added_by__isnull=False, confirmed_by=None)
                | Q(image__isnull=False, held_back__isnull=True) & (PLANTED | LOOKED_AT),
                name="photo_shown_after_somebody_else_looked_at_it",
            ),
        ),
    ]
