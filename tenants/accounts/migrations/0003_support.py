"""Operators who look into a city with its consent."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_identity")]
    operations = []
