"""`/api/v1/appeals/{number}/`: one appeal, as much of it as the caller may know."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from appeals.access import contact_is_open
from appeals.api import cards, finding
from appeals.api.authentication import actor_behind
from appeals.api.outputs import Refusal, WorkCard, shape
from appeals.models import Appeal
from tenants.accounts.actor import Actor


class AppealCard(APIView):
    """One appeal."""

    @extend_schema(
        tags=["Обращения"],
        operation_id="card",
        summary="Карточка обращения",
        description=(
            "Открыта всем. Тем, кто работает с обращением, добавляются work и applicant, а версия "
            "приходит и заголовком ETag."
        ),
        parameters=[
            OpenApiParameter(
                "number",
                str,
                OpenApiParameter.PATH,
                description="PNZ-2026-000123 или ПНЗ-2026-000123",
            )
        ],
        responses={200: shape(WorkCard), 404: shape(Refusal)},
    )
    def get(self, request: Request, number: str) -> Response:
        """The public card, and for those who work on this appeal what they need besides."""
        actor = actor_behind(request)
        appeal = finding.numbered(number, finding.readable(actor).with_card())
        answer: WorkCard = {**cards.card(appeal, actor)}
        headers = {}
        if _works_on(actor, appeal):
            answer["work"] = cards.work(appeal, actor)
            answer["applicant"] = cards.contact(appeal) if contact_is_open(appeal, actor) else None
            headers["ETag"] = f'"{appeal.version}"'
        return Response(answer, headers=headers)


def _works_on(actor: Actor, appeal: Appeal) -> bool:
    return Appeal.objects.worked_by(actor).filter(pk=appeal.pk).exists()
