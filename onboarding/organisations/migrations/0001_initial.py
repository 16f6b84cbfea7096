"""Invitations and agreements."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0026_training")]
    operations = []
