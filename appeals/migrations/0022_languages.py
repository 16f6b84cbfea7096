"""People are written to in the language they spoke to us in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0021_widget")]
    operations = [
        migrations.AddField(
            model_name=model,
            name="language",
            field=models.TextField(db_default="ru", default="ru"),
        )
        for model in ("applicant", "joined", "message")
    ]
