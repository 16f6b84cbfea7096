"""Finding a browser for the journeys."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PLAYWRIGHT_CACHES = (".cache/ms-playwright", "Library/Caches/ms-playwright")


def find(environment: Mapping[str, str] = os.environ, home: Path | None = None) -> str | None:
    """The path of a Chromium: CHROMIUM, the system's, playwright's own; None when there is none."""
    named = environment.get("CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            return found
    downloaded = [
        path
        for cache in PLAYWRIGHT_CACHES
        for path in sorted(((home or Path.home()) / cache).glob("chromium-*/chrome-*/chrome"))
    ]
    places = [*map(Path, MAC_PLACES), *reversed(downloaded)]
    return next((str(place) for place in places if os.access(place, os.X_OK)), None)
