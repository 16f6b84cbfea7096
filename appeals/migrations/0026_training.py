"""Who passed their course may work."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0025_matrix")]
    operations = []
