"""What the public portal of a city needs beside its colours."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="branding",
            name="tiles_credit",
            field=models.TextField(blank=True, db_default="", verbose_name="чья подложка"),
        ),
        migrations.AddField(
            model_name="branding",
            name="tiles_url",
            field=models.TextField(blank=True, db_default="", verbose_name="адрес подложки карты"),
        ),
        migrations.AddField(
            model_name="branding",
            name="words",
            field=models.JSONField(
                db_default={}, default=dict, verbose_name="слова на других языках"
            ),
        ),
    ]
