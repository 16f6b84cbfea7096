"""Calls of the exchange, people who join an appeal, unfinished cards, streets' former names."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appeals", "0003_workplaces")]

    operations = [
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("outside_id", models.TextField(unique=True, verbose_name="код звонка на станции")),
                ("caller", models.TextField(blank=True, verbose_name="кто звонит")),
                ("callee", models.TextField(blank=True, verbose_name="куда звонили")),
                ("ringing", models.JSONField(default=list, verbose_name="где звонит")),
                ("extension", models.TextField(blank=True, verbose_name="кто снял трубку")),
                ("operator_id", models.BigIntegerField(null=True)),
                ("operator_name", models.TextField(blank=True)),
                ("rang_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("recording", models.TextField(blank=True, verbose_name="запись разговора")),
                ("heard", models.JSONField(default=dict)),
                ("taken_at", models.DateTimeField(null=True)),
                ("taken_by", models.BigIntegerField(null=True)),
                ("taken_name", models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operator_id", models.BigIntegerField()),
                ("key", models.TextField()),
                ("fields", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Joined",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.BigIntegerField(null=True, verbose_name="учётная запись")),
                ("name", models.TextField(blank=True)),
                ("phone", models.TextField(blank=True)),
                ("email", models.TextField(blank=True)),
                ("flat", models.TextField(blank=True, verbose_name="квартира")),
                ("text", models.TextField(blank=True, verbose_name="со слов")),
                ("consent", models.TextField(blank=True, verbose_name="версия текста согласия")),
                (
                    "key",
                    models.TextField(
                        null=True, unique=True, verbose_name="ключ повторной отправки"
                    ),
                ),
                ("operator_id", models.BigIntegerField(null=True)),
                ("joined_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("operator_id", models.BigIntegerField(unique=True)),
                ("extension", models.TextField(unique=True, verbose_name="внутренний номер")),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="apikey",
            name="api_key_role",
        ),
        migrations.AddField(
            model_name="appeal",
            name="joined_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="street",
            name="old_names",
            field=models.JSONField(default=list, verbose_name="прежние названия"),
        ),
        migrations.AddField(
            model_name="street",
            name="old_search",
            field=models.TextField(blank=True, verbose_name="прежние названия для поиска"),
        ),
        migrations.AddIndex(
            model_name="street",
            index=models.Index(
                condition=models.Q(("old_search", ""), _negated=True),
                fields=["id"],
                name="street_renamed",
            ),
        ),
        migrations.AddConstraint(
            model_name="apikey",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("role__in", ["dispatcher", "controller", "administrator", "telephony"]),
                        ("organisation__isnull", True),
                    ),
                    models.Q(("organisation__isnull", False), ("role", "organisation")),
                    _connector="OR",
                ),
                name="api_key_role",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["-rang_at"],
                name="call_live",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(
                condition=models.Q(
                    ("answered_at__isnull", True),
                    ("ended_at__isnull", False),
                    ("taken_at__isnull", True),
                ),
                fields=["rang_at", "id"],
                name="call_missed",
            ),
        ),
        migrations.AddIndex(
            model_name="call",
            index=models.Index(fields=["-rang_at", "-id"], name="call_recent"),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recording", ""), ("recording__startswith", "https://"), _connector="OR"
                ),
                name="call_recording_https",
            ),
        ),
        migrations.AddField(
            model_name="appeal",
            name="call",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="appeals",
                to="appeals.call",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    ("qk__isnull", False),
                    (
                        "status__in",
                        [
                            "accepted",
                            "assigned",
                            "crew_dispatched",
                            "needs_information",
                            "postponed",
                            "registered",
                            "reopened",
                            "returned",
                            "split",
                        ],
                    ),
                ),
                fields=["category", "qk"],
                name="appeal_near",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("operator_id", "key"), name="draft_once"),
        ),
        migrations.AddField(
            model_name="joined",
            name="appeal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="joined",
                to="appeals.appeal",
            ),
        ),
        migrations.AddField(
            model_name="joined",
            name="call",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, to="appeals.call"
            ),
        ),
        migrations.AddIndex(
            model_name="joined",
            index=models.Index(
                condition=models.Q(("phone", ""), _negated=True),
                fields=["phone"],
                name="joined_phone",
            ),
        ),
        migrations.AddConstraint(
            model_name="joined",
            constraint=models.UniqueConstraint(
                condition=models.Q(("phone", ""), _negated=True),
                fields=("appeal", "phone"),
                name="joined_once",
            ),
        ),
    ]
