"""Celery tasks that always carry their city."""

import logging
from typing import Any

from celery import Task, shared_task

from tenants import directory
from tenants.entitlement import runs_tasks
from tenants.fanout import topics
from tenants.isolation import scope

log = logging.getLogger(__name__)

HEADER = "otklik_tenant"


class TaskWithoutCity(RuntimeError):
    """A task came without a city, or for a city that is not on the air; it does not run."""


class CityTask(Task):
    """Takes the city at the moment of sending and enters it before the body runs.

    The body opens its own transactions: it may have to talk to the outside between them.
    """

    abstract = True

    def apply_async(self, args: Any = None, kwargs: Any = None, *more: Any, **options: Any) -> Any:
        """Send for the current city.

        Raises:
            NoTenant: there is none; caught at the sender, where it can be mended.
        """
        headers = dict(options.pop("headers", None) or {})
        if HEADER not in headers:
            headers[HEADER] = scope.require().schema
        return super().apply_async(args, kwargs, *more, headers=headers, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run for the city the message names.

        Raises:
            TaskWithoutCity
        """
        schema = (self.request.headers or {}).get(HEADER) or self.request.get(HEADER)
        tenant = directory.by_schema(schema) if schema else None
        if tenant is None:
            raise TaskWithoutCity(f"{self.name} for {schema!r}")
        if not runs_tasks(tenant.entitlement.state):
            # Its messages stay in the outbox, unfinished, and are sent again when it goes on.
            log.info("%s waits: %s is held.", self.name, schema)
            return None
        with scope.entered(tenant):
            return super().__call__(*args, **kwargs)


def city_task(name: str, **options: Any) -> Any:
    """A task of a city: `@city_task("appeals.something")`."""
    return shared_task(name=name, base=CityTask, **options)


class Delivery(CityTask):
    """Hands messages of the outbox to their handlers."""

    abstract = True

    def send(self, schema: str, topic: str, messages: list[list[Any]]) -> None:
        """Publish `[[row id, payload], …]` of one tenant and topic; fails at once without broker."""
        self.apply_async(
            (topic, messages), headers={HEADER: schema}, retry=False, ignore_result=True
        )


@shared_task(name="tenants.deliver", base=Delivery)
def deliver(topic: str, messages: list[list[Any]]) -> None:
    """Run all handlers of the topic, then let the rows go.

    A handler that fails keeps the rows; the relay sends them again.
    """
    from tenants.fanout import relay

    payloads = [payload for _, payload in messages]
    for handler in topics.handlers_of(topic):
        handler(payloads)
    relay.finish([identifier for identifier, _ in messages])
