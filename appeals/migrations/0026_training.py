"""Who passed their course may work."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0025_matrix")]
    operations = [
        # Who works already goes on; training gives them a term to pass.
        migrations.AddField(
            model_name="member",
            name="is_cleared",
            field=models.BooleanField(
                db_default=True, default=False, verbose_name="допущен к работе"
            ),
        ),
    ]
