from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("appeals", "0003_workplaces")]

    operations = []
