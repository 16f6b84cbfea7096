"""`/api/v1/appeals/`: everybody files here; those who work on appeals read their queue."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from appeals import regimes
from appeals.actions import Filing, register
from appeals.api import cards
from appeals.api.authentication import actor_behind, staff_behind
from appeals.api.body import JsonBody
from appeals.api.inputs import FilingInput
from appeals.api.outputs import Filed, QueuePage, Refusal, shape
from appeals.api.pages import BadCursor, Cursor, newest_first, next_breach_first
from appeals.models import Appeal
from appeals.registry.exact import house_named
from appeals.workflow import OPEN, Status

PAGE = 50
LARGEST_PAGE = 100

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_REFUSAL = shape(Refusal)


class Appeals(APIView):
    """File an appeal; read the queue."""

    parser_classes = [JsonBody]

    @extend_schema(
        tags=["Обращения"],
        operation_id="file",
        summary="Подать обращение",
        description="Открыто всем. Нужен текст и место: адрес, дом реестра или точка. Обращение "
        "по 59-ФЗ (statutory) подаёт только сам житель на портале: здесь на него ответят 422.",
        request=FilingInput,
        parameters=[
            OpenApiParameter(
                "Idempotency-Key",
                str,
                OpenApiParameter.HEADER,
                description="Имя этой попытки: повтор с тем же телом вернёт то же обращение.",
            )
        ],
        responses={
            201: shape(Filed),
            400: _REFUSAL,
            409: _REFUSAL,
            413: _REFUSAL,
            422: _REFUSAL,
            429: {"type": "string"},
        },
    )
    def post(self, request: Request) -> Response:
        """Take an appeal from anybody: number, tracking code and public address come back."""
        actor = actor_behind(request)
        key = _key(request)
        fields = FilingInput.read(request.data)
        applicant = fields.get("applicant") or {}
        filing = Filing(
            text=fields["text"],
            category=fields.get("category") or "",
            house_id=fields.get("house") or _house_named(fields),
            address=fields.get("address", ""),
            landmark=fields.get("landmark", ""),
            latitude=fields.get("lat"),
            longitude=fields.get("lon"),
            name=applicant.get("name", ""),
            phone=applicant.get("phone", ""),
            email=applicant.get("email", ""),
            flat=applicant.get("flat", ""),
            consent="api",
            regime=fields.get("regime", regimes.REQUEST),
            intake_key=_of_caller(key, request),
        )
        appeal = register(filing, by=actor, at=timezone.now())
        answer = Response(cards.filed(appeal), status=201)
        answer["Location"] = cards.on_site(f"{request.path}{appeal.latin_number}/")
        return answer

    @extend_schema(
        tags=["Обращения"],
        operation_id="queue",
        summary="Очередь обращений",
        description="Для сотрудников и ключей. Сначала те, чей срок истекает раньше.",
        parameters=[
            OpenApiParameter("status", str, enum=[status.value for status in Status]),
            OpenApiParameter("limit", int, description=f"Не больше {LARGEST_PAGE}."),
            OpenApiParameter("cursor", str, description="Значение next прошлой страницы."),
        ],
        responses={200: shape(QueuePage), 400: _REFUSAL, 401: _REFUSAL, 403: _REFUSAL},
    )
    def get(self, request: Request) -> Response:
        """A page of what this caller works on; without a status, of everything open."""
        actor = staff_behind(request)
        status, size, after = _asked(request)
        appeals = Appeal.objects.visible_to(actor).with_card()
        if status is None or status in OPEN:
            appeals = appeals.filter(status=status) if status else appeals.open()
            rows, cursor = next_breach_first(appeals, after, size)
        else:
            rows, cursor = newest_first(appeals.filter(status=status), after, size)
        page: QueuePage = {
            "appeals": [{**cards.line(row, actor), "work": cards.work(row, actor)} for row in rows],
            "next": str(cursor) if cursor else None,
        }
        return Response(page)


def _house_named(fields: dict[str, Any]) -> int | None:
    """The registry's house when the address names one; other words stay words for the desk."""
    named = house_named(fields.get("address", ""))
    return named.id if named else None


def _key(request: Request) -> str:
    key = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if key and not _KEY.fullmatch(key):
        sentence = _("Ключ повторной отправки: до 200 латинских букв, цифр и знаков без пробелов.")
        raise ValidationError({"Idempotency-Key": sentence})
    return key


def _of_caller(key: str, request: Request) -> str:
    """Two callers that number their attempts alike must not meet, nor a stranger take their numbers.

    A system is told by its key, a person by their account; strangers share one place.
    """
    if not key:
        return ""
    actor = actor_behind(request)
    bearer = (
        request.META.get("HTTP_AUTHORIZATION", "") if request.auth and not actor.user_id else ""
    )
    system = hashlib.sha256(bearer.encode()).hexdigest() if bearer else ""
    return f"api:{system}:{actor.user_id or 0}:{key}"


def _asked(request: Request) -> tuple[Status | None, int, Cursor | None]:
    asked = request.query_params
    status, limit, cursor = asked.get("status"), asked.get("limit"), asked.get("cursor")
    wrong = {}
    if status is not None and status not in set(Status):
        wrong["status"] = _("Такого состояния нет.")
    if limit is not None and not (
        limit.isascii() and limit.isdecimal() and 1 <= int(limit[:9]) <= LARGEST_PAGE
    ):
        wrong["limit"] = _("Число от 1 до %(most)d.") % {"most": LARGEST_PAGE}
    after = None
    if cursor:
        try:
            after = Cursor.read(cursor)
        except BadCursor:
            wrong["cursor"] = _("Это не отметка страницы. Возьмите next прошлого ответа.")
    if wrong:
        raise ValidationError(wrong)
    return (Status(status) if status else None), int(limit or PAGE), after
