"""Cells of the map."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0013_lean")]
    operations: list = []
