"""Support access, acts of closed cities."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("console", "0001_journal")]

    operations = [
        migrations.CreateModel(
            name="ClosingAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("schema_name", models.TextField(verbose_name="бывшая схема города")),
                ("city", models.TextField(verbose_name="город")),
                ("number", models.TextField(unique=True, verbose_name="номер акта")),
                ("at", models.DateTimeField()),
                ("pdf", models.BinaryField()),
                ("sha256", models.TextField()),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.AlterField(
            model_name="action",
            name="verb",
            field=models.TextField(
                choices=[
                    ("ordered", "заказал город"),
                    ("corrected", "исправил заказ"),
                    ("retried", "повторил развёртывание"),
                    ("suspended", "приостановил город"),
                    ("resumed", "возобновил город"),
                    ("renamed", "переименовал город"),
                    ("moved", "сменил адрес"),
                    ("planned", "сменил тариф"),
                    ("closing", "начал закрытие города"),
                    ("kept", "отменил закрытие города"),
                    ("confirmed", "подтвердил удаление города"),
                    ("deleted", "удаление выполнено"),
                    ("asked", "попросил вход поддержки"),
                    ("entered", "вошёл для поддержки"),
                    ("left", "закончил вход поддержки"),
                ],
                verbose_name="что сделал",
            ),
        ),
    ]
