"""Support access."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("console", "0001_journal")]
    operations = []
