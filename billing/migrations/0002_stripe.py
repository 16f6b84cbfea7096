"""What the rails say of cities, what we want from them, what changed."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import billing.facts


class Migration(migrations.Migration):
    dependencies = [
        ("billing", "0001_initial"),
        ("tenants", "0003_life"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.TextField(verbose_name="способ оплаты")),
                ("ordered_by", models.TextField(verbose_name="кто")),
                ("ordered_at", models.DateTimeField(verbose_name="когда")),
                ("begun_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("looked", models.JSONField(default=dict, verbose_name="просмотрено")),
                ("healed", models.JSONField(default=list, verbose_name="исправлено")),
                ("problems", models.JSONField(default=list, verbose_name="требует человека")),
                ("failure", models.TextField(blank=True, verbose_name="на чём остановилось")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Operation",
            fields=[
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("gateway", models.TextField(verbose_name="способ оплаты")),
                (
                    "verb",
                    models.TextField(
                        choices=[
                            ("checkout", "страница оплаты картой"),
                            ("portal", "кабинет плательщика"),
                            ("change_plan", "смена тарифа"),
                            ("cancel", "отмена подписки"),
                            ("send_invoice", "счёт"),
                        ],
                        verbose_name="что",
                    ),
                ),
                ("params", models.JSONField(default=dict, verbose_name="с чем")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("ordered", "выполняется"),
                            ("done", "выполнено"),
                            ("refused", "отказано"),
                        ],
                        default="ordered",
                        verbose_name="состояние",
                    ),
                ),
                ("generation", models.PositiveSmallIntegerField(default=1)),
                ("keyed_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="попыток")),
                ("retry_at", models.DateTimeField(null=True, verbose_name="не раньше")),
                ("answer", models.JSONField(default=dict, verbose_name="что ответили")),
                ("failure", models.TextField(blank=True, verbose_name="на чём остановилось")),
                ("ordered_by", models.TextField(verbose_name="кто")),
                ("ordered_at", models.DateTimeField(verbose_name="когда")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("sent_at", None)),
                        fields=("tenant", "gateway"),
                        name="operation_one_at_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at", None), ("state", "ordered")),
                            models.Q(
                                models.Q(("state", "ordered"), _negated=True),
                                ("sent_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="operation_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Payer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("gateway", models.TextField(verbose_name="способ оплаты")),
                ("is_live", models.BooleanField(verbose_name="настоящие деньги")),
                ("ref", models.TextField(verbose_name="имя у платёжной системы")),
                ("created_at", models.DateTimeField()),
                (
                    "gone_at",
                    models.DateTimeField(null=True, verbose_name="удалён у платёжной системы"),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payers",
                        to="tenants.city",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProviderInvoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("gateway", models.TextField(verbose_name="способ оплаты")),
                ("ref", models.TextField(verbose_name="имя у платёжной системы")),
                ("currency", models.TextField(verbose_name="валюта")),
                ("kopecks", models.BigIntegerField(verbose_name="сумма, копеек")),
                (
                    "operation",
                    models.TextField(
                        blank=True, verbose_name="наше действие, из которого возникло"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(verbose_name="когда изменилось у нас")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("open", "ждёт оплаты"),
                            ("paid", "оплачен"),
                            ("void", "отменён"),
                            ("given_up", "списан"),
                        ],
                        verbose_name="состояние",
                    ),
                ),
                ("number", models.TextField(verbose_name="номер")),
                ("paid_kopecks", models.BigIntegerField(verbose_name="оплачено, копеек")),
                (
                    "refunded_kopecks",
                    models.BigIntegerField(default=0, verbose_name="возвращено, копеек"),
                ),
                (
                    "subscription",
                    models.TextField(blank=True, verbose_name="подписка у платёжной системы"),
                ),
                ("issued_at", models.DateTimeField(verbose_name="выставлен")),
                ("due_at", models.DateTimeField(null=True, verbose_name="оплатить до")),
                ("paid_at", models.DateTimeField(null=True, verbose_name="оплачен")),
                ("period_start", models.DateTimeField()),
                ("period_end", models.DateTimeField()),
                (
                    "attempts",
                    models.PositiveIntegerField(default=0, verbose_name="попыток списать"),
                ),
                (
                    "next_attempt_at",
                    models.DateTimeField(null=True, verbose_name="следующая попытка"),
                ),
                ("page_url", models.TextField(blank=True, verbose_name="страница счёта")),
                ("pdf_url", models.TextField(blank=True, verbose_name="счёт в PDF")),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="billing.payer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProviderSubscription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("gateway", models.TextField(verbose_name="способ оплаты")),
                ("ref", models.TextField(verbose_name="имя у платёжной системы")),
                ("currency", models.TextField(verbose_name="валюта")),
                ("kopecks", models.BigIntegerField(verbose_name="сумма, копеек")),
                (
                    "operation",
                    models.TextField(
                        blank=True, verbose_name="наше действие, из которого возникло"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField(verbose_name="когда изменилось у нас")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("incomplete", "первая оплата не прошла"),
                            ("trial", "пробный период"),
                            ("active", "действует"),
                            ("past_due", "оплата не прошла"),
                            ("unpaid", "не оплачена"),
                            ("paused", "приостановлена"),
                            ("ended", "окончена"),
                        ],
                        verbose_name="состояние",
                    ),
                ),
                ("period", models.TextField(verbose_name="период")),
                ("begun_at", models.DateTimeField()),
                ("paid_until", models.DateTimeField(verbose_name="оплачено до")),
                ("trial_until", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True, verbose_name="окончится сама")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="окончена")),
                (
                    "payer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss",
                        to="billing.payer",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("what", models.TextField(verbose_name="что")),
                ("details", models.JSONField(default=dict, verbose_name="было и стало")),
                ("cause", models.TextField(verbose_name="откуда узнали")),
                ("at", models.DateTimeField(verbose_name="когда узнали")),
                (
                    "invoice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="billing.providerinvoice",
                    ),
                ),
                (
                    "subscription",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="billing.providersubscription",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Received",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("gateway", models.TextField(verbose_name="способ оплаты")),
                ("event_id", models.TextField(verbose_name="имя события")),
                ("type", models.TextField(verbose_name="вид")),
                ("is_live", models.BooleanField(verbose_name="настоящие деньги")),
                ("happened_at", models.DateTimeField(verbose_name="произошло")),
                ("received_at", models.DateTimeField(verbose_name="получено")),
                ("about", models.TextField(blank=True, verbose_name="о чём")),
                ("body", models.JSONField(null=True, verbose_name="как пришло")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("waiting", "ждёт"),
                            ("processed", "обработано"),
                            ("ignored", "не касается нас"),
                        ],
                        default="waiting",
                        verbose_name="состояние",
                    ),
                ),
                ("attempts", models.PositiveIntegerField(default=0, verbose_name="попыток")),
                ("retry_at", models.DateTimeField(null=True, verbose_name="не раньше")),
                ("failure", models.TextField(blank=True, verbose_name="на чём остановилось")),
                ("processed_at", models.DateTimeField(null=True, verbose_name="обработано")),
                ("replayed_at", models.DateTimeField(null=True, verbose_name="повторено")),
                ("replayed_by", models.TextField(blank=True, verbose_name="кто повторил")),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["received_at"],
                        name="received_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("body__isnull", False)),
                        fields=["received_at"],
                        name="received_full",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("gateway", "event_id"), name="received_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("processed_at", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("processed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="received_end",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="payer",
            constraint=models.UniqueConstraint(fields=("gateway", "ref"), name="payer_ref"),
        ),
        migrations.AddConstraint(
            model_name="payer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("gone_at", None)),
                fields=("city", "gateway", "is_live"),
                name="payer_one_a_city",
            ),
        ),
        migrations.AddIndex(
            model_name="providerinvoice",
            index=models.Index(fields=["tenant", "-issued_at"], name="provider_invoice_city"),
        ),
        migrations.AddIndex(
            model_name="providerinvoice",
            index=models.Index(
                condition=models.Q(("state", billing.facts.Owed["OPEN"])),
                fields=["gateway", "ref"],
                name="provider_invoice_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="providerinvoice",
            constraint=models.UniqueConstraint(
                fields=("gateway", "ref"), name="provider_invoice_ref"
            ),
        ),
        migrations.AddConstraint(
            model_name="providerinvoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", billing.facts.Owed["PAID"]), _negated=True),
                    ("paid_at__isnull", False),
                    _connector="OR",
                ),
                name="provider_invoice_paid",
            ),
        ),
        migrations.AddIndex(
            model_name="providersubscription",
            index=models.Index(fields=["tenant", "-id"], name="provider_subscription_city"),
        ),
        migrations.AddConstraint(
            model_name="providersubscription",
            constraint=models.UniqueConstraint(
                fields=("gateway", "ref"), name="provider_subscription_ref"
            ),
        ),
        migrations.AddConstraint(
            model_name="providersubscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", billing.facts.Running["ENDED"]), _negated=True),
                    ("ended_at__isnull", False),
                    _connector="OR",
                ),
                name="provider_subscription_end",
            ),
        ),
        migrations.AddIndex(
            model_name="change",
            index=models.Index(fields=["tenant", "-id"], name="change_city"),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("invoice__isnull", False), ("subscription", None)),
                    models.Q(("invoice", None), ("subscription__isnull", False)),
                    _connector="OR",
                ),
                name="change_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="change",
            constraint=models.UniqueConstraint(
                condition=models.Q(("what__in", ["open", "paid", "void", "given_up"])),
                fields=("invoice", "what"),
                name="change_invoice_once",
            ),
        ),
    ]
