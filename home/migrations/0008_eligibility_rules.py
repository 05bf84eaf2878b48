import django.core.serializers.json
import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0007_second_reader_task'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EligibilityCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name of the case')),
                ('on', models.DateField(verbose_name='on this day')),
                ('answers', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='answers')),
                ('expected', models.JSONField(blank=True, default=list, verbose_name='categories it must find')),
            ],
            options={
                'verbose_name': 'test case',
                'verbose_name_plural': 'test cases',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='EligibilityRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(help_text='A short name you will recognise, such as 2026-1.', max_length=20, verbose_name='version')),
                ('effective_from', models.DateField(verbose_name='in force from')),
                ('effective_until', models.DateField(blank=True, help_text='Leave empty if no end has been set.', null=True, verbose_name='last day in force')),
                ('source', models.CharField(help_text='The document this rule comes from.', max_length=120, verbose_name='document number')),
                ('doubt', models.CharField(blank=True, help_text='What is not yet certain about this version. Only staff see it.', max_length=300, verbose_name='still to be checked')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('decided', 'Decided')], default='draft', editable=False, max_length=10, verbose_name='state')),
                ('failing_cases', models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='failing cases when it was decided')),
                ('why_despite', models.TextField(blank=True, editable=False, max_length=500, verbose_name='why it holds although cases fail')),
                ('decided_at', models.DateTimeField(editable=False, null=True, verbose_name='decided at')),
                ('subject', models.SlugField(help_text='Latin letters and hyphens, such as orphan. All versions of one rule have the same short name.', max_length=40, verbose_name='short name of the rule')),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('name_en', models.CharField(max_length=80, verbose_name='name in English')),
                ('audience', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='home.audience', verbose_name='category')),
                ('decided_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'eligibility rule',
                'verbose_name_plural': 'eligibility rules',
                'ordering': ['audience__position', 'subject', '-effective_from'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EligibilityCondition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('kind', models.CharField(choices=[('age_below', 'The child is younger than … years'), ('age_from', 'The child is at least … years old'), ('away_from', 'The parents have been away for at least … months without a break'), ('parents_away', 'Who is away is one of …'), ('each_parent', 'The situation of each parent is one of …'), ('a_parent', 'The situation of at least one parent is one of …'), ('circumstance', 'At least one of these is the case: …'), ('danger', 'At least one of these has happened: …')], max_length=16, verbose_name='condition')),
                ('number', models.PositiveSmallIntegerField(blank=True, help_text='Years or months, for the conditions that name a number.', null=True, verbose_name='number')),
                ('values', models.JSONField(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='which')),
                ('because', models.CharField(max_length=200, verbose_name='“because …”')),
                ('because_en', models.CharField(max_length=200, verbose_name='“because …”, in English')),
                ('not_because', models.CharField(max_length=200, verbose_name='“not because …”')),
                ('not_because_en', models.CharField(max_length=200, verbose_name='“not because …”, in English')),
                ('worth_telling', models.BooleanField(default=True, help_text='Leave it out where it would only hurt, such as: neither parent has died.', verbose_name='tell the family when only this is missing')),
                ('rule', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='conditions', to='home.eligibilityrule')),
            ],
            options={
                'verbose_name': 'condition',
                'verbose_name_plural': 'conditions',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='eligibilityrule',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('failing_cases', 0), models.Q(('why_despite', ''), _negated=True), _connector='OR'), name='eligibilityrule_failing_cases_need_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='eligibilityrule',
            constraint=models.CheckConstraint(condition=models.Q(('effective_until', None), ('effective_until__gte', models.F('effective_from')), _connector='OR'), name='eligibilityrule_ends_after_it_begins', violation_error_message='The last day in force is before the first one.'),
        ),
        migrations.AddConstraint(
            model_name='eligibilityrule',
            constraint=models.UniqueConstraint(fields=('subject', 'version'), name='eligibility_version_once'),
        ),
        migrations.AddConstraint(
            model_name='eligibilityrule',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'decided')), fields=('subject', 'effective_from'), name='eligibility_one_decided_version_a_day'),
        ),
    ]
