"""What is known of the amounts entered so far: by their names, and where that says nothing the check is silent."""

from django.db import migrations

KINDS = (
    ("premium", ("保险", "保费")),
    ("institution", ("福利机构", "福利院", "机构养育", "机构孤儿")),
    ("in_kind", ("服务", "实物", "关爱包", "营养餐")),
    ("ceiling", ("临时救助", "报销", "医疗救助", "康复补贴", "康复救助", "最多", "最高", "限额", "按实际")),
)
GIVEN_WITH = (
    ("difficulty-guardianship", ("无人抚养",), "de-facto-unattended"),
    ("difficulty-guardianship", ("孤儿",), "orphan"),
    ("difficulty-family", ("低保", "最低生活保障"), "low-income:low_income"),
    ("difficulty-family", ("特困",), "low-income:extreme_poverty"),
    ("difficulty-own", ("残",), "own-condition:disability"),
    ("difficulty-own", ("重病", "大病"), "own-condition:illness"),
)


def guessed(name, who, audience):
    """(kind, what it comes with) of an amount whose name says so; else money that comes with nothing."""
    kind = next((kind for kind, signs in KINDS if any(sign in name for sign in signs)), "money")
    if kind == "money" and any(sign in who for sign in ("最多", "最高", "按实际")):
        kind = "ceiling"
    said = f"{name} {who}"
    with_ = [word for slug, signs, word in GIVEN_WITH if slug == audience and any(sign in said for sign in signs)]
    return kind, with_[:1] if audience == "difficulty-guardianship" else with_


def guess_all(apps, schema_editor):
    standards = apps.get_model("home", "BenefitStandard").objects
    for row in standards.select_related("audience"):
        kind, given_with = guessed(row.name, row.who, row.audience.slug)
        standards.filter(pk=row.pk).update(kind=kind, given_with=given_with)


class Migration(migrations.Migration):
    dependencies = [("home", "0016_kinds_of_benefit")]

    operations = [migrations.RunPython(guess_all, migrations.RunPython.noop)]
