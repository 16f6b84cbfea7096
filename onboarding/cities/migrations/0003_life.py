"""Own domains, exports, deletion."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cities", "0002_checklist")]
    operations = []
