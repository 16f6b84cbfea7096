"""What every button of the money pages shares: do it, or say in a sentence why not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from billing.errors import CannotDo
from billing.gateway import Refused
from billing.operations import NotNow


def show(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of money in the console."""
    facts = {"section": "money", "tab": template, **context}
    return render(request, f"console/money/{template}.html", facts, status=status)


def done(
    request: HttpRequest,
    act: Callable[[], object],
    said: str,
    *where: Any,
    note: Callable[[], object] | None = None,
) -> HttpResponse:
    """Do it and go back to the page, with what was done or why not; `note` writes who did it."""
    try:
        with transaction.atomic():
            act()
            if note is not None:
                note()
    except (CannotDo, NotNow, Refused) as refused:
        messages.error(request, str(refused))
    except IntegrityError:
        # Two operators at once: the books let one of them.
        messages.error(
            request, "Кто-то сделал это раньше или в ту же минуту: проверьте и повторите."
        )
    else:
        messages.success(request, said)
    return redirect(*where)


def told(request: HttpRequest, form: forms.Form) -> bool:
    """Whether a short form beside a list can be taken; if not, its first sentence is shown on top."""
    if form.is_valid():
        return True
    messages.error(request, str(next(iter(form.errors.values()))[0]))
    return False
