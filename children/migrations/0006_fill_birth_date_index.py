"""Children entered before are found by their date of birth too; one that cannot be read keeps an empty index."""

from django.db import migrations

from portal.privacy.fields import is_unreadable

AT_ONCE = 1000


def fill(apps, schema_editor):
    child_model = apps.get_model("children", "Child")
    field = child_model._meta.get_field("birth_date")
    rows = child_model._base_manager.using(schema_editor.connection.alias).filter(birth_date_index="")
    waiting = []
    for child in rows.only("pk", "uuid", "birth_date").iterator(chunk_size=AT_ONCE):
        if child.birth_date and not is_unreadable(child.birth_date):
            child.birth_date_index = field.index_of(child.birth_date)
            waiting.append(child)
        if len(waiting) == AT_ONCE:
            rows.model._base_manager.bulk_update(waiting, ["birth_date_index"])
            waiting = []
    rows.model._base_manager.bulk_update(waiting, ["birth_date_index"])


class Migration(migrations.Migration):

    dependencies = [("children", "0005_age")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
