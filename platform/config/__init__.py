"""Settings, addresses and entry points; whoever loads the settings has the Celery application too."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
