"""Typesetting: facts and a sheet in, a PDF out; the same facts give the same bytes."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import typst

_SHEETS = Path(__file__).parent / "sheets"
# The day of the paper stands on it; when the file was made is nobody's business.
_TIME = datetime(2026, 1, 1, tzinfo=UTC)


def printed(
    sheet: str, facts: dict[str, Any], *, form: Literal["pdf", "png"] = "pdf", dots: int = 144
) -> bytes:
    """A paper by its sheet: PDF/A for archives, or its first page with so many dots an inch."""
    made = typst.compile(
        str(_SHEETS / f"{sheet}.typ"),
        root=str(_SHEETS),
        sys_inputs={"facts": json.dumps(facts, ensure_ascii=False, default=str)},
        ignore_system_fonts=True,
        format=form,
        ppi=float(dots),
        pdf_standards=["a-2b"] if form == "pdf" else [],
        timestamp=_TIME,
    )
    return bytes(made[0]) if isinstance(made, list) else bytes(made)
