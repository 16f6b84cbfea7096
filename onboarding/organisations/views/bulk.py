"""Inviting many organisations by a table: upload, look at the rows, send."""

import json
import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appeals.errors import BadInput
from appeals.registry.tables import BadFile
from onboarding.organisations import access
from onboarding.organisations.entry import only, page
from onboarding.organisations.files import XLSX, attached
from onboarding.organisations.inviting import bulk
from onboarding.organisations.inviting.sample import sample
from tenants.accounts.actor import Actor
from tenants.isolation.middleware import roll_back

_LARGEST = 5 << 20
# A list nested without end, a number without end: no page of ours sends them.
_TOO_DEEP = (RecursionError, OverflowError)
Lines = list[tuple[int, dict[str, str]]]


@require_http_methods(["GET", "HEAD", "POST"])
@only(access.speaks_for_city)
def file(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A table becomes rows with their errors; nothing is written until «Пригласить»."""
    if request.method != "POST":
        return page(request, actor, "bulk.html", {"most": bulk.MOST_ROWS})
    try:
        lines = _kept(request) if "lines" in request.POST else _uploaded(request)
    except BadFile as bad:
        context = {"problem": str(bad), "most": bulk.MOST_ROWS}
        return page(request, actor, "bulk.html", context, status=422)
    if "send" not in request.POST:
        return _preview(request, actor, lines)
    try:
        with transaction.atomic():
            invited = bulk.invite_all(
                lines,
                only_right=request.POST["send"] == "right",
                by=actor,
                at=timezone.now(),
            )
    except BadInput as wrong:
        roll_back(request)
        return _preview(request, actor, lines, problem=str(wrong), status=422)
    messages.success(request, f"Приглашения отправлены, организаций: {len(invited)}.")
    return redirect("connecting:list")


@require_safe
@only(access.speaks_for_city)
def example(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A table to fill, with two lines that show how."""
    return attached(sample(), "Приглашения.xlsx", XLSX)


def _preview(
    request: HttpRequest, actor: Actor, lines: Lines, *, problem: str = "", status: int = 200
) -> HttpResponse:
    rows = bulk.preview(lines)
    right = sum(row.is_right for row in rows)
    context: dict[str, Any] = {
        "rows": rows,
        "right": right,
        "wrong": len(rows) - right,
        "lines": json.dumps(lines, ensure_ascii=False),
        "problem": problem,
        "most": bulk.MOST_ROWS,
    }
    return page(request, actor, "bulk.html", context, status=status)


def _uploaded(request: HttpRequest) -> Lines:
    """The lines of the file that came.

    Raises:
        BadFile
    """
    came = request.FILES.get("file")
    if not isinstance(came, UploadedFile):
        raise BadFile("Выберите файл: таблицу XLSX или CSV.")
    if (came.size or 0) > _LARGEST:
        raise BadFile("Файл больше 5 МБ. Оставьте в нём только список организаций.")
    with tempfile.NamedTemporaryFile(suffix=".table") as kept:
        kept.write(came.read())
        kept.flush()
        return bulk.read(Path(kept.name))


def _kept(request: HttpRequest) -> Lines:
    """The lines the page carried from its preview; every one is checked anew.

    Raises:
        BadFile: they are not what the page sent.
    """
    try:
        told = json.loads(request.POST["lines"])
        lines = [
            (int(line), {name: str(cells.get(name, "")) for name in bulk.COLUMNS})
            for line, cells in told[: bulk.MOST_ROWS]
        ]
    except (ValueError, TypeError, AttributeError, LookupError, *_TOO_DEEP) as error:
        raise BadFile("Список устарел. Загрузите файл ещё раз.") from error
    return lines
