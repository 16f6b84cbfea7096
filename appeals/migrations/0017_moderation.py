"""What the city hides, edits, blocks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0016_statute")]
    operations: list = []
