"""What the filing form asks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0014_map")]
    operations: list = []
