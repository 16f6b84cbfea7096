"""Operators' levers of payments."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("console", "0002_support"),
    ]

    operations = [
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
                    ("replayed", "повторил уведомление об оплате"),
                    ("compared", "запустил сверку оплат"),
                    ("signed", "внёс договор с городом"),
                    ("contract_ended", "расторг договор с городом"),
                    ("unsubscribed", "завершил подписку города"),
                    ("seller", "сменил реквизиты получателя"),
                    ("month_closed", "закрыл месяц"),
                    ("priced", "сменил цены тарифа"),
                ],
                verbose_name="что сделал",
            ),
        ),
    ]
