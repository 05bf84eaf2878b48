"""Words for the same thing that readers and documents use: a beginning that editors change and extend."""

from django.db import migrations

GROUPS = [
    ["补助", "补贴", "津贴"],
    ["欺凌", "欺负", "霸凌"],
    ["务工", "打工"],
    ["户籍", "户口"],
    ["志愿者", "义工"],
    ["入学", "上学"],
]


def add(apps, schema_editor):
    synonyms = apps.get_model("portal_search", "Synonym").objects.using(schema_editor.connection.alias)
    for words in GROUPS:
        synonyms.create(terms="\n".join(words))


class Migration(migrations.Migration):

    dependencies = [("portal_search", "0004_promoted_results")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
