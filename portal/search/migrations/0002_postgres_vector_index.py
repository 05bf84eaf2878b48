"""The index that modelsearch's models promise and do not create: title and body searched together, on PostgreSQL."""

from django.db import migrations

NAME = "portal_search_title_and_body"
TABLE = "wagtailsearch_indexentry"


def create(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        # fastupdate off: a search must not read through a list of pending entries.
        schema_editor.execute(f'CREATE INDEX {NAME} ON {TABLE} USING gin (("title" || "body")) WITH (fastupdate = off)')


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):

    dependencies = [
        ("portal_search", "0001_initial"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(create, drop)]
