from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0008_organisations")]

    operations = []
