"""JSON from outside: UTF-8 only, bounded in size and depth, and never a failure of ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer

LARGEST_BYTES = 128 * 1024


class TooLarge(ParseError):
    """More bytes than any question of this interface needs."""

    status_code = 413
    default_code = "too_large"


class JsonBody(BaseParser):
    """Reads one JSON object.

    The charset a client may name is not followed: Python's codecs also unpack archives.
    """

    media_type = "application/json"
    renderer_class = JSONRenderer

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """The object; a sentence about what is wrong otherwise.

        Raises:
            ParseError: not an object of JSON in UTF-8.
            TooLarge
        """
        request = (parser_context or {}).get("request")
        if request is not None and _announced(request) > LARGEST_BYTES:
            raise TooLarge(_("Запрос слишком велик: не больше 128 КБ."))
        raw = stream.read(LARGEST_BYTES + 1)
        if len(raw) > LARGEST_BYTES:
            raise TooLarge(_("Запрос слишком велик: не больше 128 КБ."))
        try:
            body = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
        except UnicodeDecodeError as error:
            raise ParseError(_("Запрос должен быть в кодировке UTF-8.")) from error
        except (ValueError, RecursionError) as error:
            raise ParseError(_("Не получилось прочитать запрос: это не JSON.")) from error
        if not isinstance(body, dict):
            raise ParseError(_("Запрос должен быть объектом JSON: {…}."))
        return body


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
