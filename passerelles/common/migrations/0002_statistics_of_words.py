"""What PostgreSQL's planner knows of words: with a hundredth of this it takes a rare word for a common one, and reads the whole table for it."""

from django.db import migrations

COLUMNS = ("heading_index", "whole_index")


def _set(schema_editor, number):
    if schema_editor.connection.vendor == "postgresql":
        for name in COLUMNS:
            schema_editor.execute(f"ALTER TABLE common_findable ALTER COLUMN {name} SET STATISTICS {number}")


def know_more(apps, schema_editor):
    _set(schema_editor, 3000)


def know_as_before(apps, schema_editor):
    _set(schema_editor, -1)


class Migration(migrations.Migration):
    dependencies = [("common", "0001_findable")]

    operations = [migrations.RunPython(know_more, know_as_before, elidable=False)]
