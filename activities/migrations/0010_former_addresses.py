"""Since when a place is shown no longer, and the addresses it once had."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0009_removed_photos")]

    operations = [
        migrations.AddField(
            model_name="place",
            name="unlisted_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="FormerAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.CharField(max_length=60, unique=True, verbose_name="address in the site")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_addresses",
                        to="activities.place",
                    ),
                ),
            ],
            options={
                "verbose_name": "former address of a place",
                "verbose_name_plural": "former addresses of places",
            },
        ),
    ]
