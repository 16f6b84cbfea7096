"""Practice appeals, apart from real ones."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0023_agreements")]
    operations = []
