"""The Celery application: it only moves work, and may lose everything without loss to us."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("otklik")


@app.add_defaults
def configuration() -> dict[str, Any]:
    """The broker from the settings, and the timetable; read when first needed."""
    from django.conf import settings

    return {
        "broker_url": settings.BROKER_URL,
        "task_ignore_result": True,
        "task_acks_late": True,
        "task_reject_on_worker_lost": True,
        "worker_prefetch_multiplier": 4,
        "worker_hijack_root_logger": False,
        "broker_connection_retry_on_startup": True,
        "broker_transport_options": {"visibility_timeout": 600},
        "task_time_limit": settings.TASK_SECONDS,
        "task_soft_time_limit": 240,
        "task_serializer": "json",
        "accept_content": ["json"],
        "timezone": "UTC",
        "beat_schedule": {
            "note-breaches": {"task": "appeals.note_breaches", "schedule": 30.0},
            "close-confirmed": {"task": "appeals.close_confirmed", "schedule": 300.0},
            "come-back": {"task": "appeals.come_back", "schedule": 60.0},
            "sweep-messages": {"task": "appeals.sweep_messages", "schedule": 30.0},
            "forget-old-drafts": {"task": "appeals.forget_old_drafts", "schedule": 3600.0},
            "write-digests": {"task": "appeals.write_digests", "schedule": 600.0},
            "count-areas": {"task": "appeals.count_areas", "schedule": 300.0},
            "recount-points": {"task": "appeals.recount_points", "schedule": 3600.0},
            "write-summaries": {"task": "appeals.write_summaries", "schedule": 300.0},
            "forget-links": {"task": "appeals.forget_links", "schedule": 3600.0},
            "forget-messages": {"task": "appeals.forget_messages", "schedule": 3600.0},
            "forget-imports": {"task": "appeals.forget_imports", "schedule": 21600.0},
            "keep-agreements": {"task": "organisations.keep_agreements", "schedule": 600.0},
            "keep-map": {"task": "appeals.keep_map", "schedule": 3600.0},
            "count-launches": {"task": "onboarding.count_launches", "schedule": 900.0},
            "forget-applications": {"task": "onboarding.forget_applications", "schedule": 3600.0},
            "practise": {"task": "organisations.practise", "schedule": 60.0},
            "daily-sheets": {"task": "organisations.daily_sheets", "schedule": 1200.0},
            "week-snapshots": {"task": "organisations.week_snapshots", "schedule": 3600.0},
            "check-domains": {"task": "onboarding.check_domains", "schedule": 60.0},
            "sweep-billing": {"task": "billing.sweep", "schedule": 60.0},
            "reconcile-billing": {
                "task": "billing.reconcile",
                "schedule": crontab(hour=1, minute=40),
            },
            # 03:20 in Moscow, before anybody opens an invoice.
            "nightly-billing": {"task": "billing.nightly", "schedule": crontab(hour=0, minute=20)},
            "count-usage": {"task": "paying.count_usage", "schedule": 21600.0},
            "remind-payers": {"task": "paying.remind", "schedule": crontab(hour=6, minute=0)},
            "forget-bodies": {"task": "billing.forget_bodies", "schedule": 86400.0},
            "settle-clearance": {"task": "training.settle_clearance", "schedule": 3600.0},
        },
    }


app.autodiscover_tasks(
    [
        *("tenants.fanout", "appeals", "billing", "paying", "onboarding.cities"),
        *("onboarding.organisations", "onboarding.organisations.training"),
    ]
)
