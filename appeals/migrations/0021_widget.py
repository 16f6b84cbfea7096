"""The form on other sites."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0020_numbers")]
    operations: list = []
