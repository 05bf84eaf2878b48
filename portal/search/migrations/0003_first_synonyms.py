"""Short names everyone uses, and the official ones: a beginning that editors change and extend."""

from django.db import migrations

GROUPS = [
    ["最低生活保障", "低保"],
    ["事实无人抚养儿童", "事实孤儿"],
    ["未成年人保护", "未保"],
    ["关心下一代工作委员会", "关工委"],
    ["妇女联合会", "妇联"],
    ["残疾人联合会", "残联"],
]


def add(apps, schema_editor):
    synonyms = apps.get_model("portal_search", "Synonym").objects.using(schema_editor.connection.alias)
    for words in GROUPS:
        synonyms.create(terms="\n".join(words))


class Migration(migrations.Migration):

    dependencies = [("portal_search", "0002_postgres_vector_index")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
