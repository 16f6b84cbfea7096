"""The ledger, and the papers that it is written from: invoices, acts, payments, contracts."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

import billing.models.contract
import tenants.models.outbox

# Nothing is changed but the name of a role that is gone: another city may come under it.
KEEP = """
CREATE FUNCTION keep_billing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW)->>'tenant' LIKE 't\\_deleted\\_%'
        AND to_jsonb(OLD) - 'tenant' = to_jsonb(NEW) - 'tenant' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the books are append-only' USING ERRCODE = 'insufficient_privilege';
END $$
"""
# One look for each statement: a month's run of ten thousand invoices is one.
GUARD = """
CREATE FUNCTION guard_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong text;
BEGIN
    -- Whoever closes a month waits for us; whoever comes after sees it closed.
    PERFORM pg_advisory_xact_lock_shared(hashtext('billing_books'));
    SELECT to_char(max(m.month), 'MM.YYYY') INTO wrong FROM billing_closedmonth m
    WHERE m.month >= (SELECT date_trunc('month', min(a.day)) FROM added a);
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'the month is closed: %', wrong USING ERRCODE = 'check_violation';
    END IF;
    SELECT a.key INTO wrong FROM added a JOIN tenants_city c ON c.id = a.city_id
    LEFT JOIN billing_invoice i ON i.id = a.invoice_id
    WHERE a.tenant <> 't_' || c.schema_name OR i.city_id <> a.city_id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'an entry of two cities: %', wrong USING ERRCODE = 'check_violation';
    END IF;
    SELECT e.invoice_id INTO wrong FROM billing_entry e
    WHERE e.invoice_id IN (SELECT a.invoice_id FROM added a)
    GROUP BY e.invoice_id
    HAVING sum(CASE 'receivable' WHEN e.debit THEN e.kopecks WHEN e.credit THEN -e.kopecks ELSE 0 END) < 0
        OR sum(CASE 'unearned' WHEN e.credit THEN e.kopecks WHEN e.debit THEN -e.kopecks ELSE 0 END) < 0
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'an invoice below zero: %', wrong USING ERRCODE = 'check_violation';
    END IF;
    SELECT e.city_id INTO wrong FROM billing_entry e
    WHERE e.city_id IN (SELECT a.city_id FROM added a) AND 'credits' IN (e.debit, e.credit)
    GROUP BY e.city_id
    HAVING sum(CASE 'credits' WHEN e.credit THEN e.kopecks ELSE -e.kopecks END) < 0
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'waiting money below zero: %', wrong USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$
"""
CLOSE = """
CREATE FUNCTION close_books() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('billing_books'));
    RETURN NEW;
END $$
"""
KEPT = ("billing_entry", "billing_closedmonth", "billing_seller")
LEDGER = [
    KEEP,
    GUARD,
    CLOSE,
    *(
        f"CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION keep_billing()"
        for table in KEPT
    ),
    "CREATE TRIGGER guard AFTER INSERT ON billing_entry REFERENCING NEW TABLE AS added "
    "FOR EACH STATEMENT EXECUTE FUNCTION guard_entries()",
    "CREATE TRIGGER close BEFORE INSERT ON billing_closedmonth "
    "FOR EACH ROW EXECUTE FUNCTION close_books()",
]


class Migration(migrations.Migration):
    dependencies = [("billing", "0002_stripe"), ("tenants", "0003_life")]

    operations = [
        migrations.CreateModel(
            name="Act",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("year", models.PositiveSmallIntegerField(verbose_name="год")),
                ("serial", models.PositiveIntegerField(verbose_name="номер в году")),
                ("issued_on", models.DateField(verbose_name="составлен")),
                ("since", models.DateField(verbose_name="за период с")),
                ("until", models.DateField(verbose_name="первый день после периода")),
                ("kopecks", models.PositiveBigIntegerField(verbose_name="сумма")),
                (
                    "vat_kopecks",
                    models.PositiveBigIntegerField(default=0, verbose_name="в том числе НДС"),
                ),
                ("issued_at", models.DateTimeField()),
                ("by_name", models.TextField(blank=True)),
                ("voided_at", models.DateTimeField(null=True, verbose_name="отменён")),
                ("void_reason", models.TextField(blank=True, verbose_name="почему")),
            ],
            options={
                "ordering": ["-issued_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ClosedMonth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(unique=True, verbose_name="первый день месяца")),
                ("at", models.DateTimeField(verbose_name="закрыт")),
                ("by_name", models.TextField(verbose_name="кем")),
            ],
            options={
                "ordering": ["-month"],
            },
        ),
        migrations.CreateModel(
            name="Contract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("number", models.TextField(verbose_name="номер")),
                ("signed_on", models.DateField(verbose_name="дата")),
                (
                    "basis",
                    models.TextField(
                        choices=[
                            ("small", "п. 4 ч. 1 ст. 93 44-ФЗ, закупка малого объёма"),
                            ("sole", "ч. 12 ст. 93 44-ФЗ, закупка в электронной форме"),
                            ("quotation", "ст. 50 44-ФЗ, электронный запрос котировок"),
                            ("auction", "ст. 49 44-ФЗ, электронный аукцион"),
                            ("tender", "ст. 48 44-ФЗ, электронный конкурс"),
                            ("other", "223-ФЗ"),
                            ("free", "гражданско-правовой договор, без закупки"),
                        ],
                        verbose_name="основание",
                    ),
                ),
                ("purchase_code", models.TextField(blank=True, verbose_name="ИКЗ")),
                ("starts_on", models.DateField(verbose_name="действует с")),
                ("ends_on", models.DateField(help_text="включительно", verbose_name="по")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="расторгнут")),
                (
                    "limit_kopecks",
                    models.PositiveBigIntegerField(
                        null=True, verbose_name="цена контракта, копеек"
                    ),
                ),
                (
                    "fixed_kopecks",
                    models.PositiveBigIntegerField(
                        null=True, verbose_name="за период по контракту, копеек"
                    ),
                ),
                (
                    "billing",
                    models.TextField(
                        choices=[("ahead", "в начале периода"), ("after", "по окончании периода")],
                        default="after",
                        verbose_name="счёт выставляем",
                    ),
                ),
                ("due_days", models.PositiveSmallIntegerField(verbose_name="дней на оплату")),
                ("customer", models.TextField(verbose_name="заказчик")),
                ("inn", models.TextField(verbose_name="ИНН")),
                ("kpp", models.TextField(blank=True, verbose_name="КПП")),
                ("address", models.TextField(blank=True, verbose_name="адрес")),
                ("signer", models.TextField(blank=True, verbose_name="кто подписывает")),
                ("signer_position", models.TextField(blank=True, verbose_name="должность")),
                ("ground", models.TextField(blank=True, verbose_name="на основании")),
                ("made_at", models.DateTimeField()),
                ("by_name", models.TextField()),
            ],
            options={
                "ordering": ["-starts_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ContractRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tenant",
                    models.TextField(
                        db_default=tenants.models.outbox.CurrentUser(), verbose_name="роль города"
                    ),
                ),
                ("customer", models.TextField(verbose_name="заказчик")),
                ("inn", models.TextField(verbose_name="ИНН")),
                ("kpp", models.TextField(blank=True, verbose_name="КПП")),
                ("address", models.TextField(verbose_name="адрес")),
                ("signer", models.TextField(verbose_name="кто подписывает")),
                ("signer_position", models.TextField(verbose_name="должность")),
                ("ground", models.TextField(verbose_name="на основании")),
                (
                    "basis",
                    models.TextField(
                        choices=[
                            ("small", "п. 4 ч. 1 ст. 93 44-ФЗ, закупка малого объёма"),
                            ("sole", "ч. 12 ст. 93 44-ФЗ, закупка в электронной форме"),
                            ("quotation", "ст. 50 44-ФЗ, электронный запрос котировок"),
                            ("auction", "ст. 49 44-ФЗ, электронный аукцион"),
                            ("tender", "ст. 48 44-ФЗ, электронный конкурс"),
                            ("other", "223-ФЗ"),
                            ("free", "гражданско-правовой договор, без закупки"),
                        ],
                        verbose_name="основание закупки",
                    ),
                ),
                (
                    "period",
                    models.TextField(
                        choices=[("month", "помесячно"), ("year", "за год")],
                        verbose_name="за какой срок платит",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="с какого дня")),
                ("contact", models.TextField(verbose_name="кому писать о договоре")),
                ("note", models.TextField(blank=True, verbose_name="что ещё важно")),
                ("by_name", models.TextField(verbose_name="кто просит")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("answer", models.TextField(blank=True, verbose_name="что ответили")),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tenant",
                    models.TextField(
                        db_default=tenants.models.outbox.CurrentUser(), verbose_name="роль города"
                    ),
                ),
                (
                    "what",
                    models.TextField(
                        choices=[
                            ("period", "изменён срок оплаты"),
                            ("leave", "подписка завершается"),
                            ("stay", "завершение отменено"),
                        ],
                        verbose_name="что",
                    ),
                ),
                ("details", models.TextField(blank=True, verbose_name="подробности")),
                ("by_name", models.TextField(verbose_name="кто")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="когда"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                ("day", models.DateField(verbose_name="день в книгах")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("invoice", "счёт"),
                            ("offset", "зачёт переплаты"),
                            ("payment", "оплата"),
                            ("unpayment", "оплата снята"),
                            ("refund", "возврат"),
                            ("credit", "счёт уменьшен"),
                            ("act", "акт"),
                            ("unact", "акт отменён"),
                        ],
                        verbose_name="что случилось",
                    ),
                ),
                (
                    "debit",
                    models.TextField(
                        choices=[
                            ("receivable", "К оплате по счетам"),
                            ("unearned", "Выставлено, не принято"),
                            ("credits", "Переплата"),
                            ("revenue", "Выручка"),
                            ("vat", "НДС"),
                            ("bank", "Банк"),
                            ("stripe", "Stripe"),
                        ],
                        verbose_name="дебет",
                    ),
                ),
                (
                    "credit",
                    models.TextField(
                        choices=[
                            ("receivable", "К оплате по счетам"),
                            ("unearned", "Выставлено, не принято"),
                            ("credits", "Переплата"),
                            ("revenue", "Выручка"),
                            ("vat", "НДС"),
                            ("bank", "Банк"),
                            ("stripe", "Stripe"),
                        ],
                        verbose_name="кредит",
                    ),
                ),
                ("kopecks", models.BigIntegerField(verbose_name="сумма")),
                ("key", models.TextField(unique=True, verbose_name="событие и строка в нём")),
                ("note", models.TextField(blank=True, verbose_name="основание")),
                ("by_name", models.TextField(blank=True)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), verbose_name="внесена"
                    ),
                ),
            ],
            options={
                "ordering": ["-day", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant", models.TextField(verbose_name="роль города")),
                (
                    "rail",
                    models.TextField(
                        choices=[("contract", "по договору"), ("stripe", "картой")],
                        verbose_name="чем платят",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(null=True, verbose_name="год")),
                ("serial", models.PositiveIntegerField(null=True, verbose_name="номер в году")),
                (
                    "outside_ref",
                    models.TextField(
                        null=True, unique=True, verbose_name="имя у платёжной системы"
                    ),
                ),
                (
                    "outside_number",
                    models.TextField(blank=True, verbose_name="номер у платёжной системы"),
                ),
                (
                    "outside_url",
                    models.TextField(blank=True, verbose_name="страница у платёжной системы"),
                ),
                ("issued_on", models.DateField(verbose_name="выставлен")),
                ("due_on", models.DateField(help_text="включительно", verbose_name="оплатить по")),
                ("since", models.DateField(verbose_name="за период с")),
                ("until", models.DateField(verbose_name="первый день после периода")),
                (
                    "organisations",
                    models.PositiveIntegerField(default=0, verbose_name="организаций в этот день"),
                ),
                ("kopecks", models.PositiveBigIntegerField(verbose_name="сумма")),
                ("vat_percent", models.PositiveSmallIntegerField(null=True, verbose_name="НДС, %")),
                (
                    "vat_kopecks",
                    models.PositiveBigIntegerField(default=0, verbose_name="в том числе НДС"),
                ),
                (
                    "paper",
                    models.JSONField(
                        default=dict, verbose_name="стороны и строки, как они стоят на бумаге"
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("by_name", models.TextField(blank=True)),
                ("voided_at", models.DateTimeField(null=True, verbose_name="отменён")),
                ("void_reason", models.TextField(blank=True, verbose_name="почему")),
            ],
            options={
                "ordering": ["-issued_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        choices=[
                            ("bank", "выписка"),
                            ("hand", "отмечен вручную"),
                            ("stripe", "картой"),
                        ],
                        verbose_name="откуда известно",
                    ),
                ),
                ("received_on", models.DateField(verbose_name="поступил")),
                ("kopecks", models.PositiveBigIntegerField(verbose_name="сумма")),
                ("tenant", models.TextField(blank=True, verbose_name="роль города")),
                ("matched_at", models.DateTimeField(null=True, verbose_name="когда понятно чей")),
                ("matched_by", models.TextField(blank=True, verbose_name="кто решил")),
                ("doubt", models.TextField(blank=True, verbose_name="почему непонятно чей")),
                (
                    "fingerprint",
                    models.TextField(
                        null=True, unique=True, verbose_name="признаки платёжного поручения"
                    ),
                ),
                ("order_number", models.TextField(blank=True, verbose_name="номер поручения")),
                ("written_on", models.DateField(null=True, verbose_name="дата поручения")),
                ("payer", models.TextField(blank=True, verbose_name="плательщик")),
                ("payer_inn", models.TextField(blank=True, verbose_name="ИНН плательщика")),
                ("payer_account", models.TextField(blank=True, verbose_name="счёт плательщика")),
                ("purpose", models.TextField(blank=True, verbose_name="назначение")),
                (
                    "outside_ref",
                    models.TextField(
                        null=True, unique=True, verbose_name="имя у платёжной системы"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="внесён")),
                ("by_name", models.TextField(verbose_name="кто внёс")),
                ("struck_at", models.DateTimeField(null=True, verbose_name="вычеркнут")),
                ("struck_reason", models.TextField(blank=True, verbose_name="почему")),
            ],
            options={
                "ordering": ["-received_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tenant",
                    models.TextField(
                        db_default=tenants.models.outbox.CurrentUser(), verbose_name="роль города"
                    ),
                ),
                ("key", models.TextField(verbose_name="о чём")),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Seller",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField(verbose_name="полное название")),
                ("short_name", models.TextField(verbose_name="краткое название")),
                ("inn", models.TextField(verbose_name="ИНН")),
                ("kpp", models.TextField(blank=True, verbose_name="КПП")),
                ("ogrn", models.TextField(verbose_name="ОГРН")),
                ("address", models.TextField(verbose_name="адрес")),
                ("account", models.TextField(verbose_name="расчётный счёт")),
                ("bank", models.TextField(verbose_name="банк")),
                ("bic", models.TextField(verbose_name="БИК")),
                (
                    "correspondent",
                    models.TextField(blank=True, verbose_name="корреспондентский счёт"),
                ),
                ("director_position", models.TextField(verbose_name="должность подписывающего")),
                ("director", models.TextField(verbose_name="кто подписывает")),
                ("accountant", models.TextField(blank=True, verbose_name="главный бухгалтер")),
                (
                    "contacts",
                    models.TextField(
                        blank=True, verbose_name="телефон и почта для бухгалтерии города"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="с какого времени")),
                ("by_name", models.TextField(verbose_name="кто внёс")),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.TextField(unique=True, verbose_name="SHA-256 файла")),
                ("file_name", models.TextField(verbose_name="имя файла")),
                ("since", models.DateField(verbose_name="с")),
                ("until", models.DateField(verbose_name="по")),
                ("receipts", models.PositiveIntegerField(verbose_name="поступлений в файле")),
                (
                    "received_kopecks",
                    models.PositiveBigIntegerField(verbose_name="поступило по файлу"),
                ),
                ("known", models.PositiveIntegerField(verbose_name="из них были внесены раньше")),
                ("outgoing", models.PositiveIntegerField(verbose_name="списаний, не внесены")),
                ("at", models.DateTimeField()),
                ("by_name", models.TextField()),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Usage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "tenant",
                    models.TextField(
                        db_default=tenants.models.outbox.CurrentUser(), verbose_name="роль города"
                    ),
                ),
                ("day", models.DateField(verbose_name="день города")),
                ("organisations", models.PositiveIntegerField(verbose_name="организаций работает")),
                ("appeals", models.PositiveIntegerField(verbose_name="обращений зарегистрировано")),
            ],
            options={
                "ordering": ["-day"],
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="year_appeals",
            field=models.PositiveIntegerField(null=True, verbose_name="обращений в год"),
        ),
        migrations.AddField(
            model_name="subscription",
            name="ends_on",
            field=models.DateField(null=True, verbose_name="последний день"),
        ),
        migrations.AddField(
            model_name="subscription",
            name="rail",
            field=models.TextField(
                blank=True,
                choices=[("", "не выбрано"), ("contract", "по договору"), ("stripe", "картой")],
                db_default="",
                default="",
                verbose_name="чем платит",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("rail__in", ["", "contract", "stripe"])),
                name="subscription_rail",
            ),
        ),
        migrations.AddField(
            model_name="act",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="acts", to="tenants.city"
            ),
        ),
        migrations.AddConstraint(
            model_name="closedmonth",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("month", django.db.models.functions.datetime.TruncMonth("month"))
                ),
                name="closed_month_begins",
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contracts",
                to="tenants.city",
            ),
        ),
        migrations.AddField(
            model_name="contractrequest",
            name="contract",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="billing.contract"
            ),
        ),
        migrations.AddConstraint(
            model_name="counter",
            constraint=models.UniqueConstraint(fields=("kind", "year"), name="counter_kind_year"),
        ),
        migrations.AddField(
            model_name="entry",
            name="act",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="billing.act",
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="tenants.city",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="city",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="invoices",
                to="tenants.city",
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="contract",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="billing.contract"
            ),
        ),
        migrations.AddField(
            model_name="invoice",
            name="plan",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="billing.plan"
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="invoice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="billing.invoice",
            ),
        ),
        migrations.AddField(
            model_name="act",
            name="invoice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acts",
                to="billing.invoice",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="city",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="tenants.city",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="invoice",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="billing.invoice"
            ),
        ),
        migrations.AddField(
            model_name="entry",
            name="payment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="billing.payment",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("tenant", "key"), name="reminder_once"),
        ),
        migrations.AddField(
            model_name="payment",
            name="statement",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="billing.statement"
            ),
        ),
        migrations.AddConstraint(
            model_name="usage",
            constraint=models.UniqueConstraint(fields=("tenant", "day"), name="usage_once_a_day"),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="contract_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="contract_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_days__range", (1, 90))), name="contract_due_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.CheckConstraint(
                condition=models.Q(("billing__in", ["ahead", "after"])), name="contract_billing"
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (models.F("city"), "="),
                    (
                        billing.models.contract.Days(
                            models.F("starts_on"),
                            django.db.models.functions.comparison.Least(
                                models.F("ends_on"), models.F("ended_on")
                            ),
                            models.Value("[]"),
                        ),
                        "&&",
                    ),
                ],
                name="contract_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="contractrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at", None)),
                fields=("tenant",),
                name="contract_request_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="contractrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None), ("contract", None)),
                    models.Q(
                        ("answered_at__isnull", False),
                        models.Q(
                            ("contract__isnull", False),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="contract_request_answer",
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["city", "-issued_on"], name="invoice_of_city"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(fields=("year", "serial"), name="invoice_number"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("contract__isnull", False), ("plan__isnull", False), ("voided_at", None)
                ),
                fields=("contract", "since"),
                name="invoice_once_a_period",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="invoice_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("issued_on"))), name="invoice_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kopecks__gt", 0)), name="invoice_sum"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("vat_kopecks__lte", models.F("kopecks"))), name="invoice_vat"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("rail", "contract"), ("serial__isnull", False), ("year__isnull", False)
                    ),
                    models.Q(
                        ("outside_ref__isnull", False),
                        ("rail", "stripe"),
                        ("serial", None),
                        ("year", None),
                    ),
                    _connector="OR",
                ),
                name="invoice_rail",
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("voided_at", None),
                    models.Q(("void_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="invoice_void",
            ),
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["city", "-issued_on"], name="act_of_city"),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.UniqueConstraint(fields=("year", "serial"), name="act_number"),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at", None)),
                fields=("invoice", "since"),
                name="act_once_a_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("since"))), name="act_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(("kopecks__gt", 0)), name="act_sum"
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(("vat_kopecks__lte", models.F("kopecks"))), name="act_vat"
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("voided_at", None),
                    models.Q(("void_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="act_void",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["city", "-day", "-id"], name="entry_of_city"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(("kopecks__gt", 0)), name="entry_sum"
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "debit__in",
                        ["receivable", "unearned", "credits", "revenue", "vat", "bank", "stripe"],
                    ),
                    (
                        "credit__in",
                        ["receivable", "unearned", "credits", "revenue", "vat", "bank", "stripe"],
                    ),
                    models.Q(("debit", models.F("credit")), _negated=True),
                ),
                name="entry_accounts",
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["city", "-received_on"], name="payment_of_city"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("city", None), ("struck_at", None)),
                fields=["received_on"],
                name="payment_unmatched",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kopecks__gt", 0)), name="payment_sum"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("city", None), ("invoice", None), ("matched_at", None), ("tenant", "")
                    ),
                    models.Q(
                        ("city__isnull", False),
                        ("matched_at__isnull", False),
                        models.Q(("tenant", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="payment_matched",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("struck_at", None),
                    models.Q(("city", None), models.Q(("struck_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="payment_struck",
            ),
        ),
        migrations.RunSQL(LEDGER, migrations.RunSQL.noop),
    ]
