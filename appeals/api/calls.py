"""`POST /api/v1/calls/`: the city's telephone exchange tells what happens to a call."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from appeals import access
from appeals.actions import CallEvent, hear_call
from appeals.api.authentication import actor_behind
from appeals.api.body import JsonBody
from appeals.api.inputs import CallInput
from appeals.api.outputs import Heard, Refusal, shape
from tenants.accounts.actor import Actor

_REFUSAL = shape(Refusal)
_EXAMPLES = [
    OpenApiExample(
        "Звонит",
        value={
            "event": "ring",
            "call": "1732262400.118",
            "caller": "+79001234567",
            "callee": "112",
            "extension": "204",
            "at": "2026-11-22T11:00:00+03:00",
        },
        request_only=True,
    )
]


class Calls(APIView):
    """The door of the exchange: it tells, and reads nothing."""

    parser_classes = [JsonBody]

    @extend_schema(
        tags=["Телефония"],
        operation_id="call",
        summary="Событие звонка",
        description=(
            "Принимает ключ вида telephony (manage.py issue_key ГОРОД АТС --role telephony). "
            "Одно событие одного звонка меняет карточку один раз, сколько бы раз его ни передали; "
            "порядок событий не важен. Время из будущего считается текущим, старше 30 дней "
            "отклоняется. Запись — только ссылка https, платформа её не скачивает."
        ),
        request=CallInput,
        examples=_EXAMPLES,
        responses={
            200: shape(Heard),
            400: _REFUSAL,
            401: _REFUSAL,
            403: _REFUSAL,
            422: _REFUSAL,
        },
    )
    def post(self, request: Request) -> Response:
        """Note the event; the answer says how the call stands now."""
        _exchange_behind(request)
        fields = CallInput.read(request.data or {})
        call = hear_call(
            CallEvent(
                call=fields["call"],
                kind=fields["event"],
                at=fields.get("at"),
                caller=fields.get("caller", ""),
                callee=fields.get("callee", ""),
                extension=fields.get("extension", ""),
                recording=fields.get("recording", ""),
            ),
            at=timezone.now(),
        )
        answer: Heard = {"call": call.outside_id, "state": call.state}
        return Response(answer)


def _exchange_behind(request: Request) -> Actor:
    """The caller, if it is the city's telephone exchange.

    Raises:
        NotAuthenticated: nobody in particular.
        PermissionDenied: somebody else; a dispatcher's key tells no calls either.
    """
    actor = actor_behind(request)
    if access.is_nobody(actor):
        raise NotAuthenticated
    if not access.is_exchange(actor):
        raise PermissionDenied
    return actor
