"""What a house's passport knows."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0017_moderation")]
    operations: list = []
