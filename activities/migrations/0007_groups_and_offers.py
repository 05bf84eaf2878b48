"""Brothers and sisters who want to be together, and how often an offer has run out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0006_adults_missing_since")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="offers_lost",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="offers_lost",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="enrolment",
            name="together",
            field=models.UUIDField(editable=False, null=True),
        ),
    ]
