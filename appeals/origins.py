"""An origin as browsers write it: scheme, host and port of a site, nothing else of an address.

It goes into a header (frame-ancestors), so nothing but a plain host may pass.
"""

import re
from urllib.parse import urlsplit

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_USUAL = {"http": 80, "https": 443}


class NotAnOrigin(ValueError):
    """The words do not name a site."""


def origin(typed: str) -> str:
    """`https://vodokanal-penza.ru` from whatever address of the site was typed; IDN becomes Punycode.

    Raises:
        NotAnOrigin: no scheme of the web, no host, or a host that cannot be one.
    """
    text = typed.strip()
    if "//" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port
    except (ValueError, UnicodeError) as wrong:
        raise NotAnOrigin(typed) from wrong
    if parts.scheme not in _USUAL or parts.username or not _HOST.fullmatch(host):
        raise NotAnOrigin(typed)
    is_usual = port is None or port == _USUAL[parts.scheme]
    return f"{parts.scheme}://{host}" + ("" if is_usual else f":{port}")
