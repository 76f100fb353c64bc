"""Indexes for what is asked newest first, and for the few rows that correct another.

Lists put the undated last either way. To PostgreSQL that is another order than a descending index has, where
the undated come first: it would sort the whole table for each page. SQLite takes the declared index for both.
"""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

UNDATED_LAST = {
    "statement_newest_undated_last": "statements_statement (status, {said}, id DESC)",
    "position_newest_undated_last": "statements_position (status, {said}, line DESC)",
    "edition_newest_undated_last": "statements_edition ({said}, statement_id DESC)",
}
SAID = "said_to DESC NULLS LAST, said_from DESC NULLS LAST"


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name, columns in UNDATED_LAST.items():
            schema_editor.execute(f"CREATE INDEX {name} ON {columns.format(said=SAID)}")


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name in UNDATED_LAST:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0004_form_key"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["number"], name="edition_number"),
        ),
        migrations.AddIndex(
            model_name="position",
            index=models.Index(fields=["status", "-said_to", "-said_from", "-line"], name="position_newest"),
        ),
        migrations.AddIndex(
            model_name="position",
            index=models.Index(
                condition=models.Q(("replaces__isnull", False)), fields=["recorded_at"], name="position_corrected"
            ),
        ),
        migrations.RunPython(create, drop),
    ]
