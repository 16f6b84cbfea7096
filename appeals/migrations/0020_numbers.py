"""Open numbers."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0019_following")]
    operations: list = []
