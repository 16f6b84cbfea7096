"""The timetable asks the worker for nothing it does not know."""

from config.celery import app


def test_every_task_of_the_timetable_is_known_to_the_worker():
    app.loader.import_default_modules()

    wanted = {each["task"] for each in app.conf.beat_schedule.values()}

    assert wanted - set(app.tasks) == set()
