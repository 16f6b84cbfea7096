"""Every refusal as one shape of JSON: a code for programs, a sentence for people.

`{"error": "refused_move", "message": "…", "fields": {…}, "possible": […]}`; the last two only
where they apply. Whatever was written before the refusal is rolled back with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from appeals.errors import AppealError, BadInput, NotFound, RefusedMove
from tenants.isolation.middleware import roll_back


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The response for an exception of a view; None for our own faults, which become a 500."""
    response = _domain(error) or _protocol(error)
    if response is not None:
        roll_back(context["request"])
    return response


def _domain(error: Exception) -> Response | None:
    if not isinstance(error, AppealError):
        return None
    body: dict[str, Any] = {"error": _snake(type(error).__name__), "message": str(error)}
    if isinstance(error, BadInput):
        body["fields"] = error.fields
    if isinstance(error, RefusedMove):
        body["possible"] = error.possible
    return Response(body, status=error.status)


def _protocol(error: Exception) -> Response | None:
    """What DRF and Django refuse before or around a domain call."""
    if isinstance(error, Http404):
        return _domain(NotFound())
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    if isinstance(error, exceptions.ValidationError):
        fields = _sentences(error.detail)
        message = " ".join(dict.fromkeys(fields.values()))
        return Response(
            {"error": "bad_input", "message": message, "fields": fields},
            status=error.status_code,
            headers=headers,
        )
    code, sentence = _said(error)
    return Response({"error": code, "message": sentence}, status=error.status_code, headers=headers)


def _said(error: exceptions.APIException) -> tuple[str, str]:
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        return "not_signed_in", _("Войдите или передайте действующий ключ доступа.")
    if isinstance(error, exceptions.MethodNotAllowed):
        return "method_not_allowed", _("Такого действия по этому адресу нет.")
    if isinstance(error, exceptions.UnsupportedMediaType):
        return "not_json", _("Передайте тело запроса как application/json.")
    if isinstance(error, exceptions.NotAcceptable):
        return "not_acceptable", _("Ответ есть только в формате application/json.")
    if isinstance(error, exceptions.PermissionDenied):
        return "forbidden", _("Это действие вам недоступно.")
    return error.default_code, str(error.detail)


def _sentences(detail: Any, path: str = "") -> dict[str, str]:
    """DRF's nested lists of messages as one sentence per field, named like `applicant.phone`."""
    if isinstance(detail, Mapping):
        found: dict[str, str] = {}
        for name, inner in detail.items():
            found |= _sentences(inner, f"{path}.{name}" if path else str(name))
        return found
    if isinstance(detail, list | tuple):
        return {path: " ".join(str(part) for part in detail)}
    return {path: str(detail)}


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
