"""How people say it who have never read a document."""

from django.db import migrations

GROUPS = [
    ["孤儿基本生活费", "孤儿生活费", "孤儿补贴", "孤儿补助", "孤儿津贴"],
    ["爸爸妈妈", "爸妈", "父母"],
    ["无人抚养", "没人管", "没人养", "没人带", "没人照顾"],
    ["服刑", "坐牢", "关起来"],
    ["留守儿童", "爸妈不在家", "父母不在家", "爸妈不在身边", "父母不在身边", "爸妈在外打工", "父母在外打工"],
]


MONEY = ["领钱", "发钱"]


def add(apps, schema_editor):
    synonyms = apps.get_model("portal_search", "Synonym").objects.using(schema_editor.connection.alias)
    group = synonyms.filter(terms__contains="津贴").exclude(terms__contains="领钱").first()
    if group and len(group.terms.split("\n")) + len(MONEY) <= 10:
        group.terms += "\n" + "\n".join(MONEY)
        group.save()
    for words in GROUPS:
        synonyms.create(terms="\n".join(words))


class Migration(migrations.Migration):

    dependencies = [("portal_search", "0006_bullying_and_books")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
