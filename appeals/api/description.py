"""The interface described: OpenAPI for programs, a plain page for people, no outside assets."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from appeals.api import security  # noqa: F401 — registers itself with the generator

PREFIX = "/api/v1"
_OPENAPI = "application/vnd.oai.openapi+json; charset=utf-8"


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description."""
    return HttpResponse(_schema_text(), content_type=_OPENAPI)


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """The same on a page: every address with its fields."""
    return render(request, "api/reference.html", {"operations": operations()})


@csrf_exempt
def nothing_here(request: HttpRequest, **rest: str) -> HttpResponse:
    """An address of this interface that does not exist, answered in its own shape."""
    sentence = _("Такого адреса в программном интерфейсе нет. Список: /api/v1/schema/.")
    return JsonResponse(
        {"error": "not_found", "message": sentence},
        status=404,
        json_dumps_params={"ensure_ascii": False},
    )


@lru_cache(1)
def described() -> dict[str, Any]:
    """The description, made once per process: the same in every city, in Russian."""
    with override("ru"):
        generator = SchemaGenerator(urlconf="appeals.api.urls")
        made: dict[str, Any] = generator.get_schema(request=None, public=True)
        for component in made["components"]["schemas"].values():
            component.pop("description", None)
        made["paths"] = {PREFIX + path: item for path, item in made["paths"].items()}
        # Lazy sentences become text while the language is right.
        return dict(json.loads(json.dumps(made, ensure_ascii=False, default=str)))


@lru_cache(1)
def operations() -> list[dict[str, Any]]:
    """Every operation with its parameters and fields, flat, for the page."""
    listed = []
    components = described()["components"]["schemas"]
    for path, methods in described()["paths"].items():
        for method, operation in methods.items():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            name = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
            fields = components.get(name, {})
            listed.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": operation.get("parameters", []),
                    "fields": [
                        {"name": field, "required": field in fields.get("required", []), **about}
                        for field, about in fields.get("properties", {}).items()
                    ],
                    "answers": sorted(operation.get("responses", {})),
                }
            )
    return listed


@lru_cache(1)
def _schema_text() -> str:
    return json.dumps(described(), ensure_ascii=False)
