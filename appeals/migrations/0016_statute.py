"""The statutory appeal under 59-ФЗ."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0015_filing")]
    operations: list = []
