"""`/api/v1/outages/`: everybody reads the register; the desk and organisations write their own."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from appeals import digits, labels
from appeals.access import writes_outages
from appeals.actions import change_outage, end_outage, register_outage
from appeals.actions.register_outage import Plan
from appeals.api.authentication import staff_behind
from appeals.api.body import JsonBody
from appeals.api.inputs import OutageChangeInput, OutageEndInput, OutageInput
from appeals.api.outputs import OutageLine, OutagePage, Refusal, shape
from appeals.errors import BadInput
from appeals.models import Outage
from appeals.registry import house_sets, outages
from tenants.accounts.actor import Actor

LARGEST_PAGE = 200
_REFUSAL = shape(Refusal)
_SHOWN = 5
_EXAMPLE = OpenApiExample(
    "Авария",
    value={
        "kind": "emergency",
        "service": "cold_water",
        "reason": "Авария на водоводе",
        "where": "Ладожская 85–103 нечётные\nПопова 5, 7",
        "starts_at": "2026-11-22T09:12:00+03:00",
        "forecast_at": "2026-11-22T18:00:00+03:00",
        "external_id": "ГВК-2026-118",
    },
    request_only=True,
)
_REFUSALS = {400: _REFUSAL, 401: _REFUSAL, 403: _REFUSAL, 404: _REFUSAL, 422: _REFUSAL}


class Outages(APIView):
    """The register."""

    parser_classes = [JsonBody]

    @extend_schema(
        tags=["Отключения"],
        operation_id="outages",
        summary="Что отключено и что запланировано",
        description=(
            "Открыто всем. С house — только этого дома: сейчас и на два дня вперёд. Без него — по "
            f"городу, не больше {LARGEST_PAGE}, последние начатые сверху."
        ),
        parameters=[
            OpenApiParameter("house", int, description="Дом реестра."),
            OpenApiParameter("service", str, description="Услуга: cold_water, heating …"),
        ],
        responses={200: shape(OutagePage), 400: _REFUSAL},
    )
    def get(self, request: Request) -> Response:
        """What is off now and soon; one read."""
        now = timezone.now()
        house, service = request.query_params.get("house"), request.query_params.get("service", "")
        if house is None:
            found = list(outages.of_city(at=now, limit=LARGEST_PAGE))
        elif (house_id := digits.key(house)) is not None:
            found = outages.concerning(house_id, at=now)
        else:
            raise ValidationError({"house": _("Здесь нужен номер дома в реестре: целое число.")})
        page: OutagePage = {"outages": [line(row) for row in found if service in ("", row.service)]}
        return Response(page)

    @extend_schema(
        tags=["Отключения"],
        operation_id="register_outage",
        summary="Записать отключение",
        description=(
            "По ключу организации — её собственное. Дома: houses (номера реестра) или where (как "
            "говорят люди, улица на строку). Если хоть одно слово where не нашло дома, не записано "
            "ничего. external_id: повтор с ним вернёт то же отключение."
        ),
        request=OutageInput,
        examples=[_EXAMPLE],
        responses={201: shape(OutageLine), **_REFUSALS},
    )
    def post(self, request: Request) -> Response:
        """Put an outage into the register."""
        actor = _writer(request)
        fields = OutageInput.read(request.data or {})
        plan = Plan(
            kind=fields["kind"],
            service=fields["service"],
            reason=fields["reason"],
            public_words=fields.get("public_words", ""),
            house_ids=_houses(fields),
            starts_at=fields["starts_at"],
            forecast_at=fields.get("forecast_at"),
            outside_key=fields.get("external_id", ""),
        )
        return Response(line(register_outage(plan, by=actor, at=timezone.now())), status=201)


class OutageForecast(APIView):
    """Another forecast, other words."""

    parser_classes = [JsonBody]

    @extend_schema(
        tags=["Отключения"],
        operation_id="change_outage",
        summary="Изменить прогноз",
        request=OutageChangeInput,
        responses={200: shape(OutageLine), 409: _REFUSAL, **_REFUSALS},
    )
    def post(self, request: Request, outage_id: int) -> Response:
        """What is left out stays as it was."""
        actor = _writer(request)
        found = _found(outage_id, actor)
        fields = OutageChangeInput.read(request.data or {})
        changed = change_outage(
            found.pk,
            reason=fields.get("reason", found.reason),
            public_words=fields.get("public_words", found.public_words),
            starts_at=found.starts_at,
            forecast_at=fields.get("forecast_at", found.forecast_at),
            by=actor,
            at=timezone.now(),
        )
        return Response(line(changed))


class OutageEnd(APIView):
    """The service is back."""

    parser_classes = [JsonBody]

    @extend_schema(
        tags=["Отключения"],
        operation_id="end_outage",
        summary="Окончить отключение",
        request=OutageEndInput,
        responses={200: shape(OutageLine), 409: _REFUSAL, **_REFUSALS},
    )
    def post(self, request: Request, outage_id: int) -> Response:
        """Now, or at the moment that is told."""
        actor = _writer(request)
        found = _found(outage_id, actor)
        fields = OutageEndInput.read(request.data or {})
        now = timezone.now()
        ended = end_outage(found.pk, ended_at=fields.get("ended_at") or now, by=actor, at=now)
        return Response(line(ended))


def line(outage: Outage) -> OutageLine:
    """An outage as everybody may read it."""
    return {
        "id": outage.pk,
        "kind": outage.kind,
        "kind_name": str(labels.OUTAGES[outage.kind]),
        "service": outage.service,
        "reason": outage.reason,
        "public_words": outage.public_words,
        "places": outage.places,
        "house_count": outage.house_count,
        "organisation": str(outage.organisation) if outage.organisation else None,
        "incident": outage.incident.number if outage.incident else None,
        "starts_at": outage.starts_at,
        "forecast_at": outage.forecast_at,
        "ended_at": outage.ended_at,
    }


def _writer(request: Request) -> Actor:
    """Somebody of the desk or of an organisation; a crew writes no register."""
    actor = staff_behind(request)
    if not writes_outages(actor):
        raise PermissionDenied
    return actor


def _found(outage_id: int, actor: Actor) -> Outage:
    """The outage, locked by the action afterwards.

    Raises:
        NoOutage: missing, or somebody else's.
    """
    return Outage.objects.visible_to(actor).locked(outage_id if outage_id < 2**63 else 0)


def _houses(fields: dict[str, Any]) -> frozenset[int]:
    ids = frozenset(fields.get("houses") or ())
    found = house_sets.of_text(fields.get("where", ""))
    if found.misses:
        shown = [f"«{miss.text}»: {miss.why}" for miss in found.misses[:_SHOWN]]
        raise BadInput({"where": " ".join(shown)})
    return ids | found.ids
