"""Since when a session lacks adults; for those that lack them already, since they were last changed."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def since_last_change(apps: Any, schema_editor: Any) -> None:
    """The moment itself was never written down."""
    sessions = apps.get_model("activities", "Session")._base_manager.using(schema_editor.connection.alias)
    sessions.filter(adults_missing=True).update(adults_missing_since=F("changed_at"))


class Migration(migrations.Migration):
    dependencies = [("activities", "0005_photo_looked_at_by_a_second_person")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="adults_missing_since",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.RunPython(since_last_change, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=Q(adults_missing=False, adults_missing_since=None)
                | Q(adults_missing=True, adults_missing_since__isnull=False),
                name="session_adults_missing_since_a_moment",
            ),
        ),
    ]
