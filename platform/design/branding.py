"""A city's colours as CSS custom properties: branding is data, never a template."""

import re
from hashlib import sha256

from tenants.isolation.scope import Branding

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PROPERTIES = {
    "--city": "colour",
    "--city-strong": "colour_strong",
    "--city-soft": "colour_soft",
    "--city-2": "colour_2",
}


def css(branding: Branding) -> str:
    """The properties a city changes; a value that is not a colour is left out, never printed."""
    lines = [
        f"  {name}: {getattr(branding, field)};"
        for name, field in _PROPERTIES.items()
        if _COLOUR.fullmatch(getattr(branding, field))
    ]
    return ":root {\n" + "\n".join(lines) + "\n}\n"


def version(branding: Branding) -> str:
    """Changes with the colours and the emblem, so that browsers may keep what they make for a year."""
    told = f"{css(branding)}{branding.emblem}{branding.emblem_version}"
    return sha256(told.encode()).hexdigest()[:12]
