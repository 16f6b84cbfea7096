"""Words in other languages."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0021_widget")]
    operations: list = []
