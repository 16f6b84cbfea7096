"""Operations whose answer never came, settled by what stands at the rail.

Everything an operation makes there carries its name. What is found was done; what is not found once
its key has died was never done and never will be by that key, so it begins anew under another.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from billing.facts import Reference
from billing.models import Operation
from billing.operations import ending

DONE, BEGUN_ANEW = "done", "begun anew"


def settle(
    gateway: str, found: Mapping[str, Reference], *, at: datetime
) -> list[dict[str, object]]:
    """Settle what is open, given the things at the rail by the operation that made them."""
    with transaction.atomic():
        waiting = list(Operation.objects.filter(gateway=gateway, sent_at=None))
    settled: list[dict[str, object]] = []
    for operation in waiting:
        about = found.get(str(operation.pk))
        if operation.verb in Operation.PAGES:
            continue
        if about:
            ending.done(operation, {"kind": about.kind, "ref": about.ref}, at=at)
            what = DONE
        elif operation.is_too_old(at):
            ending.begun_anew(operation, at=at)
            what = BEGUN_ANEW
        else:
            continue
        settled.append(
            {
                "kind": "operation",
                "ref": str(operation.pk),
                "tenant": operation.tenant,
                "what": what,
            }
        )
    return settled
