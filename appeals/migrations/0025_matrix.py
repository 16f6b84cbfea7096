"""One line of the matrix at a time."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0024_trial")]
    operations = []
