"""An organisation works under an agreement in force."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0022_languages")]
    operations = []
