"""Which style sheets a face of the product loads, in their order."""

_COMMON = ("tokens", "base")
_COMPONENTS = ("button", "field", "status", "notice", "dialog", "vision")

FACES: dict[str, tuple[str, ...]] = {
    "city": (
        *_COMMON,
        *(f"components/{name}" for name in _COMPONENTS),
        *(
            f"components/{name}"
            for name in ("header", "footer", "live", "counter", "feed", "table", "timeline")
        ),
        "components/card",
        "components/following",
        "components/filing",
        "components/framed",
        "components/regime",
        "components/map",
        "components/share",
        "components/numbers",
        "components/place",
        "portal",
    ),
    "desk": (
        *_COMMON,
        *(f"components/{name}" for name in _COMPONENTS),
        *(f"desk/{name}" for name in ("ground", "bar", "call", "rail", "clock", "board", "pane")),
        *(f"desk/{name}" for name in ("panel", "timeline", "form", "table", "callcard", "trouble")),
        *(
            f"desk/{name}"
            for name in (
                "callback",
                "figure",
                "steps",
                "phone",
                "settings",
                "book",
                "money",
                "statute",
            )
        ),
        "desk/launch",
        "desk",
    ),
}


def paths(face: str) -> list[str]:
    """Static paths of a face: "city" or "desk"."""
    return [f"design/{name}.css" for name in FACES[face]]
