"""What a house's passport knows: counted houses and areas, problem points with their history, told facts."""

import django.db.models.deletion
from django.db import migrations, models

# The history of problem points is append-only: rights first, as with the journal.
KEEP_RECORDS = """
DO $$ BEGIN
    EXECUTE format(
        'REVOKE UPDATE, DELETE ON appeals_problempointrecord FROM %I', 't_' || current_schema());
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("appeals", "0017_moderation")]

    operations = [
        migrations.CreateModel(
            name="HouseTally",
            fields=[
                (
                    "house",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="tally",
                        serialize=False,
                        to="appeals.house",
                    ),
                ),
                ("open", models.IntegerField(default=0, verbose_name="в работе сейчас")),
                ("filed", models.IntegerField(default=0)),
                ("answered", models.IntegerField(default=0)),
                ("in_time", models.IntegerField(default=0)),
                ("returned", models.IntegerField(default=0)),
                ("off_seconds", models.BigIntegerField(default=0)),
                ("oldest_at", models.DateTimeField(null=True)),
                ("counted_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ProblemPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.BigIntegerField()),
                ("address", models.TextField(blank=True)),
                ("district", models.TextField(blank=True)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("cases", models.IntegerField(default=0, verbose_name="случаев за 90 дней")),
                ("reopens", models.IntegerField(default=0, verbose_name="возвратов за 90 дней")),
                ("last_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("quiet_since", models.DateTimeField(null=True)),
                ("cause", models.TextField(blank=True, verbose_name="код причины")),
                ("measure", models.TextField(blank=True, verbose_name="мера")),
                ("measure_date", models.DateField(null=True, verbose_name="к какому дню")),
                ("closed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "category",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="appeals.category",
                    ),
                ),
                (
                    "house",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="appeals.house",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProblemPointRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("at", models.DateTimeField()),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.TextField(blank=True)),
                ("cases", models.IntegerField(default=0)),
                ("reopens", models.IntegerField(default=0)),
                ("cause", models.TextField(blank=True)),
                ("measure", models.TextField(blank=True)),
                ("measure_date", models.DateField(null=True)),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="appeals.problempoint",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="AreaTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("district", models.TextField(null=True)),
                ("houses", models.IntegerField(default=0)),
                ("flats", models.IntegerField(default=0)),
                ("open", models.IntegerField(default=0)),
                ("filed", models.IntegerField(default=0)),
                ("answered", models.IntegerField(default=0)),
                ("in_time", models.IntegerField(default=0)),
                ("returned", models.IntegerField(default=0)),
                ("with_flats", models.IntegerField(default=0)),
                ("with_answers", models.IntegerField(default=0)),
                ("filed_median", models.FloatField(null=True)),
                ("per_hundred_median", models.FloatField(null=True, verbose_name="на сто квартир")),
                ("off_median_seconds", models.FloatField(null=True)),
                ("in_time_median", models.FloatField(null=True)),
                ("returned_median", models.FloatField(null=True)),
                ("counted_at", models.DateTimeField()),
                (
                    "street",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="appeals.street",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "street"), name="area_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("field", models.TextField()),
                ("value", models.TextField(blank=True)),
                ("source", models.TextField()),
                ("told_date", models.DateField()),
                ("author_id", models.BigIntegerField(null=True)),
                ("author_name", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "house",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told",
                        to="appeals.house",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("house", "field"), name="house_fact_once")
                ],
            },
        ),
        migrations.AddIndex(
            model_name="problempoint",
            index=models.Index(fields=["place", "category"], name="problem_point_place"),
        ),
        migrations.AddIndex(
            model_name="problempoint",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)),
                fields=["-cases", "-id"],
                name="problem_point_loud",
            ),
        ),
        migrations.AddIndex(
            model_name="problempoint",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)),
                fields=["-closed_at", "-id"],
                name="problem_point_over",
            ),
        ),
        migrations.AddConstraint(
            model_name="problempoint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("place", "category"),
                name="problem_point_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="problempoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at__isnull", True),
                    models.Q(
                        models.Q(("cause", ""), _negated=True),
                        models.Q(("measure", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="problem_point_closed_for_a_reason",
            ),
        ),
        migrations.RunSQL([KEEP_RECORDS], migrations.RunSQL.noop),
    ]
