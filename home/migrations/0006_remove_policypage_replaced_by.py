"""The column that became a relation."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("home", "0005_replaced_by_becomes_a_relation")]
    operations = [migrations.RemoveField(model_name="policypage", name="replaced_by")]
