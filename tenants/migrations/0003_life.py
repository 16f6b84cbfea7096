"""What a city may do now, and how it ends."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tenants", "0002_portal")]

    operations = [
        migrations.AddField(
            model_name="branding",
            name="emblem_version",
            field=models.TextField(blank=True, db_default="", verbose_name="знак своего герба"),
        ),
        migrations.AddField(
            model_name="city",
            name="is_public",
            field=models.BooleanField(
                db_default=True, default=True, verbose_name="открыт для жителей"
            ),
        ),
        migrations.AddField(
            model_name="city",
            name="opens_on",
            field=models.DateField(null=True, verbose_name="день открытия для жителей"),
        ),
        migrations.AddField(
            model_name="provisioningjob",
            name="took",
            field=models.JSONField(
                db_default={}, default=dict, verbose_name="миллисекунд на каждый шаг"
            ),
        ),
    ]
