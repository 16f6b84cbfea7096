"""Questions of a theme: what is asked beside the text, and what an answer means. Pure.

A theme keeps its questions as plain data (`Category.questions`), a city edits its own copy. What was
answered is kept in the words of that day (`Appeal.answers`): a question changed later changes no appeal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

CHOICE, NUMBER, TEXT = "choice", "number", "text"
KINDS = (CHOICE, NUMBER, TEXT)
TEXT_LIMIT = 200
NUMBER_LIMIT = 100_000

# Why an answer cannot be taken.
MISSING, NOT_OFFERED, NOT_A_NUMBER, TOO_LONG, UNSTORABLE = (
    *("missing", "not_offered", "not_a_number"),
    *("too_long", "unstorable"),
)


@dataclass(frozen=True, slots=True)
class Stop:
    """What to do instead of filing: words and telephones."""

    names: Mapping[str, str]
    phones: tuple[str, ...] = ("112",)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers offered; with a `stop` it ends the filing."""

    code: str
    names: Mapping[str, str]
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question: how it is answered, whether it must be, who reads the answer."""

    code: str
    kind: str
    names: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    public: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether one of its answers ends the filing."""
        return any(choice.stop for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody answered: as it is kept, what cannot be taken and why.

    `stop` with the question `stopped_at`: an answer that ends the filing.
    """

    answers: list[dict[str, Any]]
    wrong: dict[str, str]
    stop: Stop | None = None
    stopped_at: str = ""


def word(names: Mapping[str, str], language: str) -> str:
    """A name in a language, in Russian where it has none."""
    return names.get(language) or names.get("ru", "")


def read(stored: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """The questions that a theme keeps."""
    return tuple(
        Question(
            code=row["code"],
            kind=row["kind"],
            names=row["names"],
            hints=row.get("hints", {}),
            required=row.get("required", False),
            public=row.get("public", False),
            choices=tuple(_choice(each) for each in row.get("choices", ())),
        )
        for row in stored
    )


def written(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """The questions as a theme keeps them."""
    return [
        {
            "code": each.code,
            "kind": each.kind,
            "names": dict(each.names),
            "hints": dict(each.hints),
            "required": each.required,
            "public": each.public,
            "choices": [_written(choice) for choice in each.choices],
        }
        for each in questions
    ]


def told(asked: Sequence[Question], given: Mapping[str, str], *, short: bool = False) -> Told:
    """What the answers say; `short`: nothing is missing yet, the person is still answering."""
    answers: list[dict[str, Any]] = []
    wrong: dict[str, str] = {}
    stop, stopped_at = None, ""
    for question in asked:
        value = given.get(question.code, "").strip()
        if not value:
            if question.required and not short:
                wrong[question.code] = MISSING
            continue
        if problem := _problem(question, value):
            wrong[question.code] = problem
            continue
        chosen = next((each for each in question.choices if each.code == value), None)
        if chosen and chosen.stop and not stop:
            stop, stopped_at = chosen.stop, question.code
        answers.append(
            {
                "code": question.code,
                "names": dict(question.names),
                "value": value,
                "words": dict(chosen.names) if chosen else {"ru": value},
                "public": question.public,
            }
        )
    return Told(answers, wrong, stop, stopped_at)


def _problem(question: Question, value: str) -> str:
    """Why this value cannot be taken; empty when it can."""
    if "\x00" in value:
        return UNSTORABLE
    if question.kind == CHOICE:
        return "" if any(each.code == value for each in question.choices) else NOT_OFFERED
    if question.kind == NUMBER:
        figures = value.removeprefix("-").removeprefix("−")
        is_number = (
            figures.isascii() and figures.isdigit() and len(figures) < len(str(NUMBER_LIMIT))
        )
        return "" if is_number else NOT_A_NUMBER
    return TOO_LONG if len(value) > TEXT_LIMIT else ""


def _choice(row: Mapping[str, Any]) -> Choice:
    stop = row.get("stop")
    return Choice(
        row["code"],
        row["names"],
        Stop(stop["names"], tuple(stop.get("phones", ("112",)))) if stop else None,
    )


def _written(choice: Choice) -> dict[str, Any]:
    row: dict[str, Any] = {"code": choice.code, "names": dict(choice.names)}
    if choice.stop:
        row["stop"] = {"names": dict(choice.stop.names), "phones": list(choice.stop.phones)}
    return row
