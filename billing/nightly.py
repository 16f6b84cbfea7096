"""What a day brings to the books: each step by itself, any of them may be repeated."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from billing import actions, card_plan, standing
from billing.errors import CannotDo
from tenants.accounts.actor import SYSTEM

log = logging.getLogger(__name__)


def run(*, at: datetime) -> None:
    """Invoices, acts, ends, prices of cards, debts, as the office; one that fails stops no other."""
    steps: tuple[Callable[[], object], ...] = (
        lambda: actions.issue_due(by=SYSTEM, at=at),
        lambda: actions.accept_due(by=SYSTEM, at=at),
        lambda: actions.end_due(at=at),
        lambda: card_plan.keep(at=at),
        lambda: standing.weigh_all(at=at),
    )
    for step in steps:
        try:
            with transaction.atomic():
                step()
        except CannotDo as refused:
            log.warning("A step of the night was refused: %s", refused)
        except Exception:
            log.exception("A step of the night failed; it is tried again the next night.")
