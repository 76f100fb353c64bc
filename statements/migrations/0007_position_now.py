"""An index of the readings that stand: of a tag, in which statements, and by whom, without a look at the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0006_text_corrected"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="position",
            index=models.Index(
                condition=models.Q(("recorded_at__isnull", False), ("superseded_at__isnull", True)),
                fields=["tag", "status", "statement", "actor"],
                name="position_now",
            ),
        ),
        # An index that SQLite knows nothing of it takes for a good one, for whatever is asked.
        migrations.RunSQL("ANALYZE statements_position", migrations.RunSQL.noop),
    ]
