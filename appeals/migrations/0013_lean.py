"""Fewer indexes for each filing to write: foreign keys lean on the lists' own."""

import django.db.models.deletion
from django.db import migrations, models

import appeals.models.appeal
import appeals.workflow


class Migration(migrations.Migration):
    dependencies = [
        ("appeals", "0012_messages"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="appeal",
            name="appeal_crew",
        ),
        migrations.AlterField(
            model_name="appeal",
            name="call",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="appeals",
                to="appeals.call",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="category",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="appeals.category"
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="crew",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="appeals.crew",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="house",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="appeals.house",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="intake_key",
            field=models.TextField(null=True, verbose_name="ключ повторной отправки"),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duplicates",
                to="appeals.appeal",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="named_organisation",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="appeals.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="organisation",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="appeals.organisation",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="parent",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="children",
                to="appeals.appeal",
            ),
        ),
        migrations.AlterField(
            model_name="appeal",
            name="tracking_code",
            field=models.TextField(default=appeals.models.appeal.new_tracking_code),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="appeal_duplicates",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("parent__isnull", False)),
                fields=["parent"],
                name="appeal_children",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("call__isnull", False)), fields=["call"], name="appeal_call"
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    ("crew__isnull", False),
                    (
                        "status__in",
                        [
                            appeals.workflow.Status["ACCEPTED"],
                            appeals.workflow.Status["ASSIGNED"],
                            appeals.workflow.Status["CREW_DISPATCHED"],
                            appeals.workflow.Status["NEEDS_INFORMATION"],
                            appeals.workflow.Status["POSTPONED"],
                            appeals.workflow.Status["REGISTERED"],
                            appeals.workflow.Status["REOPENED"],
                            appeals.workflow.Status["RETURNED"],
                            appeals.workflow.Status["SPLIT"],
                        ],
                    ),
                ),
                fields=["crew", "next_clock_at", "id"],
                name="appeal_crew",
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(
                    ("control_level__gt", 0),
                    (
                        "status__in",
                        [
                            appeals.workflow.Status["ACCEPTED"],
                            appeals.workflow.Status["ASSIGNED"],
                            appeals.workflow.Status["CREW_DISPATCHED"],
                            appeals.workflow.Status["NEEDS_INFORMATION"],
                            appeals.workflow.Status["POSTPONED"],
                            appeals.workflow.Status["REGISTERED"],
                            appeals.workflow.Status["REOPENED"],
                            appeals.workflow.Status["RETURNED"],
                            appeals.workflow.Status["SPLIT"],
                        ],
                    ),
                ),
                fields=["organisation", "next_clock_at", "id"],
                name="appeal_queue_strict",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(
                fields=("tracking_code",), name="appeal_tracking_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(fields=("intake_key",), name="appeal_intake_key"),
        ),
    ]
