"""What a city may do now, and how it ends."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tenants", "0002_portal")]
    operations = []
