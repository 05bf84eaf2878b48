"""An office belongs to an area, not to the site's settings: villages and the county have one too."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import home.models.offices


def one_for_each_area(apps, schema_editor):
    """Of several offices of one township the first stays: the one that stood on top of the page."""
    office = apps.get_model("home", "Office")
    seen = set()
    for row in office.objects.order_by("settings_id", "sort_order", "pk"):
        if row.area_id in seen:
            row.delete()
        seen.add(row.area_id)


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_initial"), ("home", "0008_eligibility_rules")]

    operations = [
        migrations.RunPython(one_for_each_area, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="office",
            options={"ordering": ["area__code"], "verbose_name": "office", "verbose_name_plural": "offices"},
        ),
        migrations.RemoveField(model_name="office", name="settings"),
        migrations.RemoveField(model_name="office", name="sort_order"),
        migrations.RenameField(model_name="office", old_name="hours", new_name="opening_note"),
        migrations.AddField(
            model_name='office',
            name='opening_hours',
            field=models.JSONField(blank=True, default=list, verbose_name='opening hours'),
        ),
        migrations.AlterField(
            model_name='office',
            name='area',
            field=models.OneToOneField(limit_choices_to={'level__in': ['village', 'township', 'county']}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area', verbose_name='village, township or county'),
        ),
        migrations.AlterField(
            model_name='office',
            name='opening_note',
            field=models.CharField(blank=True, max_length=60, verbose_name='about the opening hours'),
        ),
        migrations.AlterField(
            model_name='office',
            name='phone',
            field=models.CharField(max_length=20, validators=[django.core.validators.RegexValidator('^[0-9][0-9-]{2,19}$', 'Only digits and hyphens, such as 12345 or 0578-0000001.'), home.models.offices.not_someones_own], verbose_name='office phone'),
        ),
    ]
