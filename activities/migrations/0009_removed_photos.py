"""Photos taken away, for the ten minutes in which that can be taken back."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def _person() -> models.ForeignKey:
    return models.ForeignKey(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [("activities", "0008_walk_ins"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="RemovedPhoto",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(editable=False, unique=True)),
                ("alt", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("shown", models.BooleanField()),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("added_by", _person()),
                ("confirmed_by", _person()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="activities.place"
                    ),
                ),
            ],
            options={"verbose_name": "removed photo", "verbose_name_plural": "removed photos"},
        ),
    ]
