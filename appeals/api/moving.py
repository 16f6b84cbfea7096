"""`POST /api/v1/appeals/{number}/{transition}/`: one step in an appeal's life, by those who may."""

from __future__ import annotations

import re

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from appeals.api import cards, finding
from appeals.api.authentication import staff_behind
from appeals.api.body import JsonBody
from appeals.api.moves import Move
from appeals.api.outputs import Refusal, WorkLine, shape
from appeals.models import Appeal

_VERSION = re.compile(r'(?:W/)?"?(\d{1,9})"?', re.ASCII)
_REFUSAL = shape(Refusal)
_PARAMETERS = [
    OpenApiParameter("number", str, OpenApiParameter.PATH, description="PNZ-2026-000123"),
    OpenApiParameter(
        "If-Match",
        str,
        OpenApiParameter.HEADER,
        description="Версия из ETag карточки: если обращение с тех пор изменили, ответ 412.",
    ),
]


class Moving(APIView):
    """Makes one move; the workflow's table refuses what is not open now."""

    parser_classes = [JsonBody]
    move: Move

    def make(self, request: Request, number: str) -> Response:
        """Parse, find, act, answer."""
        actor = staff_behind(request)
        appeal = finding.numbered(number, Appeal.objects.visible_to(actor))
        fields = self.move.takes.read(request.data or {})
        version = _version(request, fields.pop("version", None))
        fields = self.move.translate(fields, appeal, actor)
        self.move.action(appeal.pk, by=actor, at=timezone.now(), version=version, **fields)
        moved = Appeal.objects.with_card().get(pk=appeal.pk)
        answer: WorkLine = {**cards.line(moved, actor), "work": cards.work(moved, actor)}
        return Response(answer, headers={"ETag": f'"{moved.version}"'})


def door(move: Move) -> type[Moving]:
    """The view of one move, described for itself in the interface's description."""

    @extend_schema(
        tags=["Обращения"],
        operation_id=move.name,
        summary=move.title,
        request=move.takes,
        parameters=_PARAMETERS,
        responses={
            200: shape(WorkLine),
            400: _REFUSAL,
            401: _REFUSAL,
            403: _REFUSAL,
            404: _REFUSAL,
            409: _REFUSAL,
            412: _REFUSAL,
            422: _REFUSAL,
        },
    )
    def post(self: Moving, request: Request, number: str) -> Response:
        return self.make(request, number)

    name = "".join(word.title() for word in move.name.split("_"))
    return type(f"{name}Door", (Moving,), {"move": move, "post": post, "__doc__": move.title})


def _version(request: Request, told: int | None) -> int | None:
    """The version the caller has seen, from the header or the body."""
    header = request.META.get("HTTP_IF_MATCH", "").strip()
    if header in ("", "*"):
        return told
    match = _VERSION.fullmatch(header)
    if match is None or (told is not None and told != int(match[1])):
        raise ValidationError({"If-Match": _("Передайте версию обращения из заголовка ETag.")})
    return int(match[1])
