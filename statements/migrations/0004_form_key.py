"""Actors and tags keep the key of the form that added them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('statements', '0003_country_codes'),
    ]

    operations = [
        migrations.AddField(
            model_name='actor',
            name='form_key',
            field=models.UUIDField(editable=False, help_text='of the form that added it: sent again, it adds no other', null=True, unique=True),
        ),
        migrations.AddField(
            model_name='tag',
            name='form_key',
            field=models.UUIDField(editable=False, help_text='of the form that added it: sent again, it adds no other', null=True, unique=True),
        ),
    ]
