"""The one chain becomes the first of several strands; what was written keeps its place, its digest and its head."""

from django.core.management.color import no_style
from django.db import migrations, models


def number_the_next_strand(apps, schema_editor):
    """The first head was written with its number: PostgreSQL's own counter does not know of it."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [apps.get_model("audit", "AuditHead")]):
            cursor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0002_names'),
    ]

    operations = [
        migrations.RenameField('audithead', 'sequence', 'links'),
        migrations.AddField('audithead', 'seen', models.TextField(blank=True, default='')),
        migrations.RenameField('auditevent', 'sequence', 'link'),
        migrations.AlterField('auditevent', 'link', models.BigIntegerField()),
        migrations.RenameField('auditevent', 'id', 'sequence'),
        migrations.AlterField('auditevent', 'sequence', models.BigAutoField(primary_key=True, serialize=False)),
        migrations.AddField('auditevent', 'strand', models.BigIntegerField(default=1)),
        migrations.AddField('auditevent', 'seen', models.TextField(blank=True, default='')),
        migrations.AddConstraint(
            'auditevent',
            models.UniqueConstraint(fields=('strand', 'link'), name='audit_event_once_in_its_strand'),
        ),
        migrations.RunPython(number_the_next_strand, migrations.RunPython.noop),
    ]
