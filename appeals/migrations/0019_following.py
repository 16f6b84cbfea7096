"""Who follows what."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0018_passport")]
    operations: list = []
