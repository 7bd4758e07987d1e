"""The table that search asks, and the engine's own index over it, which the database keeps in the transaction that writes a row.

SQLite: an FTS5 table over the columns `heading` and `tokens` (they are kept once), and three triggers. Whoever changes the table of Findable in a
later migration runs `forget_index` before and `make_index` after: Django makes an SQLite table anew, and triggers go with the old one.
PostgreSQL: two generated columns with a GIN index each.
"""

from django.db import migrations, models

import passerelles.common.words

INDEX = "common_findable_index"
DELETED = f"INSERT INTO {INDEX}({INDEX}, rowid, heading, tokens) VALUES ('delete', old.id, old.heading, old.tokens);"
INSERTED = f"INSERT INTO {INDEX}(rowid, heading, tokens) VALUES (new.id, new.heading, new.tokens);"
# The tokenizer only splits at blanks: every sign that tokens have is part of them, beside letters, digits and all that is not ASCII.
ON_SQLITE = (
    f"""CREATE VIRTUAL TABLE {INDEX} USING fts5(heading, tokens, content='common_findable', content_rowid='id', detail=column,
        columnsize=0, tokenize="ascii tokenchars '~=-'")""",
    f"CREATE TRIGGER {INDEX}_inserted AFTER INSERT ON common_findable BEGIN {INSERTED} END",
    f"CREATE TRIGGER {INDEX}_deleted AFTER DELETE ON common_findable BEGIN {DELETED} END",
    f"CREATE TRIGGER {INDEX}_updated AFTER UPDATE OF heading, tokens ON common_findable BEGIN {DELETED} {INSERTED} END",
    f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')",
)
OFF_SQLITE = (
    *(f"DROP TRIGGER {INDEX}_{done}" for done in ("inserted", "deleted", "updated")),
    f"DROP TABLE {INDEX}",
)
VECTOR = "tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array({}, ' '))) STORED"
ON_POSTGRESQL = (
    f"ALTER TABLE common_findable ADD COLUMN heading_index {VECTOR.format('heading')}",
    f"ALTER TABLE common_findable ADD COLUMN whole_index {VECTOR.format('btrim(heading || chr(32) || tokens)')}",
    "CREATE INDEX common_findable_heading_index ON common_findable USING gin (heading_index)",
    "CREATE INDEX common_findable_whole_index ON common_findable USING gin (whole_index)",
)
OFF_POSTGRESQL = tuple(f"ALTER TABLE common_findable DROP COLUMN {name}" for name in ("heading_index", "whole_index"))


def make_index(apps, schema_editor):
    for statement in ON_SQLITE if schema_editor.connection.vendor == "sqlite" else ON_POSTGRESQL:
        schema_editor.execute(statement)


def forget_index(apps, schema_editor):
    for statement in OFF_SQLITE if schema_editor.connection.vendor == "sqlite" else OFF_POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="TitleWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(db_index=True, max_length=40)),
                ("length", models.PositiveSmallIntegerField(db_index=True)),
            ],
        ),
        migrations.CreateModel(
            name="Findable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("object_id", models.BigIntegerField()),
                ("part", models.PositiveIntegerField(default=0)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("visibility", models.CharField(max_length=8)),
                ("group", models.BigIntegerField(blank=True, null=True)),
                ("owner", models.BigIntegerField(blank=True, null=True)),
                ("title", passerelles.common.words.WordsField(default=dict)),
                ("text", models.TextField(blank=True)),
                ("place", models.CharField(blank=True, max_length=40)),
                ("facets", models.JSONField(default=dict)),
                ("weight", models.PositiveSmallIntegerField(default=0)),
                ("heading", models.TextField(blank=True)),
                ("tokens", models.TextField(blank=True)),
                ("changed", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "object_id", "part"), name="findable_once")],
            },
        ),
        migrations.RunPython(make_index, forget_index, elidable=False),
    ]
