"""Screens of staff on a city's site: the hall, queues, crews, callbacks."""
