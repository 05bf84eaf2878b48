"""What a policy was replaced by becomes a row of the document that replaces it: one truth for both sides."""

from django.db import migrations, models


def fold(apps, schema_editor):
    """A row for each pair; the day goes with it when the newer document is published, so that it counts once."""
    pages, relations = apps.get_model("home", "PolicyPage"), apps.get_model("home", "PolicyRelation")
    # A policy could be replaced by itself then; a relation refuses that.
    replaced = pages.objects.exclude(replaced_by=None).exclude(replaced_by=models.F("pk"))
    for old in replaced.select_related("replaced_by"):
        relations.objects.create(
            policy=old.replaced_by, target_id=old.pk, kind="replaces", effective_on=old.repealed_on
        )
        if old.replaced_by.live and old.repealed_on:
            pages.objects.filter(pk=old.pk).update(repealed_on=None)
            forget_day(apps, old)


def forget_day(apps, old):
    """The day also stands in the revision that an editor opens."""
    revision = apps.get_model("wagtailcore", "Revision").objects.filter(pk=old.latest_revision_id).first()
    if revision:
        revision.content = revision.content | {"repealed_on": None}
        revision.save(update_fields=["content"])


def unfold(apps, schema_editor):
    """The other way round."""
    pages, relations = apps.get_model("home", "PolicyPage"), apps.get_model("home", "PolicyRelation")
    for relation in relations.objects.filter(kind="replaces").select_related("policy", "target"):
        day = relation.effective_on or relation.policy.in_force_from or relation.target.repealed_on
        pages.objects.filter(pk=relation.target_id).update(replaced_by=relation.policy_id, repealed_on=day)


class Migration(migrations.Migration):
    dependencies = [("home", "0004_policy_relations")]
    operations = [migrations.RunPython(fold, unfold)]
