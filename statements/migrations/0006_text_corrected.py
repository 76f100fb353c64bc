"""An index of the texts that replaced another, which the list of corrections begins with."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("statements", "0005_newest_first"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="text",
            index=models.Index(
                condition=models.Q(("replaces__isnull", False)), fields=["recorded_at"], name="text_corrected"
            ),
        ),
    ]
