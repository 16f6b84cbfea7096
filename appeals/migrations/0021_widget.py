"""The form on other sites: which may show it, and the site's code on an appeal."""

from django.db import migrations, models

import appeals.models.site


class Migration(migrations.Migration):
    dependencies = [("appeals", "0020_numbers")]

    operations = [
        migrations.CreateModel(
            name="Site",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.TextField(default=appeals.models.site.new_code, unique=True),
                ),
                ("name", models.TextField(verbose_name="название")),
                ("origins", models.JSONField(default=list, verbose_name="адреса")),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={"ordering": ["name", "id"]},
        ),
        migrations.AddField(
            model_name="appeal",
            name="site",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="сайт с формой"
            ),
        ),
    ]
