"""The five sections of an organisation's page; each module has one `section(…)`."""

from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["done", "now", "ahead"]


@dataclass(frozen=True, slots=True)
class Section:
    """One step of the way: its state, a word beside the title, its template with its own facts."""

    title: str
    state: State
    tag: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
