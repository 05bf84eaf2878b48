import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def what_held_goes_on(apps, schema_editor):
    """Until now every row counted from its first day on."""
    apps.get_model("children", "LeftBehindRule").objects.update(state="decided")


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='leftbehindrule',
            options={'ordering': ['-effective_from'], 'verbose_name': 'definition of a left-behind child', 'verbose_name_plural': 'definition of a left-behind child'},
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='decided_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='decided at'),
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='decided_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='doubt',
            field=models.CharField(blank=True, help_text='What is not yet certain about this version. Only staff see it.', max_length=300, verbose_name='still to be checked'),
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='effective_until',
            field=models.DateField(blank=True, help_text='Leave empty if no end has been set.', null=True, verbose_name='last day in force'),
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='failing_cases',
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='failing cases when it was decided'),
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='one_parent_counts',
            field=models.BooleanField(default=True, verbose_name='one parent away counts when the other cannot care'),
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='outside_county',
            field=models.BooleanField(default=True, verbose_name='away means outside the county'),
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('decided', 'Decided')], default='draft', editable=False, max_length=10, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='leftbehindrule',
            name='why_despite',
            field=models.TextField(blank=True, editable=False, max_length=500, verbose_name='why it holds although cases fail'),
        ),
        migrations.RunPython(what_held_goes_on, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='leftbehindrule',
            name='effective_from',
            field=models.DateField(verbose_name='in force from'),
        ),
        migrations.AlterField(
            model_name='leftbehindrule',
            name='source',
            field=models.CharField(help_text='The document this rule comes from.', max_length=120, verbose_name='document number'),
        ),
        migrations.AlterField(
            model_name='leftbehindrule',
            name='version',
            field=models.CharField(help_text='A short name you will recognise, such as 2026-1.', max_length=20, verbose_name='version'),
        ),
        migrations.AddConstraint(
            model_name='leftbehindrule',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('failing_cases', 0), models.Q(('why_despite', ''), _negated=True), _connector='OR'), name='leftbehindrule_failing_cases_need_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='leftbehindrule',
            constraint=models.CheckConstraint(condition=models.Q(('effective_until', None), ('effective_until__gte', models.F('effective_from')), _connector='OR'), name='leftbehindrule_ends_after_it_begins', violation_error_message='The last day in force is before the first one.'),
        ),
        migrations.AddConstraint(
            model_name='leftbehindrule',
            constraint=models.UniqueConstraint(fields=('version',), name='left_behind_version_once'),
        ),
        migrations.AddConstraint(
            model_name='leftbehindrule',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'decided')), fields=('effective_from',), name='left_behind_one_decided_version_a_day'),
        ),
    ]
