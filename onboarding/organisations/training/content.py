"""The courses as they lie in `courses/`: read once, checked by tests, changed by a commit.

A folder a course: `course.toml`, `lessons/1-name.md` (TOML between lines of +++, then the text),
`questions.toml`. How a methodist changes them: platform/docs/training.md.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString

from onboarding.organisations.training import pictures, text
from onboarding.organisations.training.practice import Step, Task
from tenants.accounts.actor import Role

FOLDER = Path(__file__).parent / "courses"
_FENCE = "+++"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bank. `options[0]` is the right answer; nobody sees them in this order."""

    code: str
    lesson: int
    ask: str
    options: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A page to read and a task to do. `version` is the course's when it last changed."""

    code: str
    number: int
    title: str
    minutes: int
    version: int
    source: str
    task: Task

    @property
    def body(self) -> SafeString:
        """The text as markup."""
        return text.rendered(self.source, pictures.figure)


@dataclass(frozen=True, slots=True)
class Course:
    """Lessons and a bank of questions for one part of the staff."""

    code: str
    title: str
    about: str
    version: int
    # What each later version changed, told to those who must come again.
    news: Mapping[int, str]
    asked: int
    pass_mark: int
    lessons: tuple[Lesson, ...]
    questions: Mapping[str, Question]

    def lesson(self, code: str) -> Lesson | None:
        """The lesson of this code."""
        return next((lesson for lesson in self.lessons if lesson.code == code), None)

    @property
    def minutes(self) -> int:
        """How long the lessons take."""
        return sum(lesson.minutes for lesson in self.lessons)


@lru_cache(1)
def courses() -> Mapping[str, Course]:
    """Every course by its code, in the order of the file names' alphabet."""
    return {path.name: _course(path) for path in sorted(FOLDER.iterdir()) if path.is_dir()}


def _course(folder: Path) -> Course:
    facts = _toml(folder / "course.toml")
    bank = _toml(folder / "questions.toml")["question"]
    paths = sorted((folder / "lessons").glob("*.md"))
    return Course(
        code=folder.name,
        title=facts["title"],
        about=facts["about"],
        version=facts["version"],
        news={int(version): said for version, said in facts.get("news", {}).items()},
        asked=facts["asked"],
        pass_mark=facts["pass_mark"],
        lessons=tuple(_lesson(path) for path in paths),
        questions={row["code"]: _question(row) for row in bank},
    )


def _lesson(path: Path) -> Lesson:
    number, _, code = path.stem.partition("-")
    _, head, source = path.read_text(encoding="utf-8").split(_FENCE, 2)
    facts = tomllib.loads(head)
    return Lesson(
        code=code,
        number=int(number),
        title=facts["title"],
        minutes=facts["minutes"],
        version=facts.get("version", 1),
        source=source,
        task=_task(facts["task"]),
    )


def _task(facts: dict[str, Any]) -> Task:
    steps = tuple(_step(row) for row in facts.pop("step"))
    return Task(role=Role(facts.pop("role")), steps=steps, **facts)


def _step(row: dict[str, Any]) -> Step:
    """Places of right answers are counted from one in the files."""
    right = row.pop("right", [])
    places = right if isinstance(right, list) else [right]
    return Step(
        options=tuple(row.pop("options", ())),
        right=frozenset(place - 1 for place in places),
        is_several=isinstance(right, list),
        **row,
    )


def _question(row: dict[str, Any]) -> Question:
    return Question(
        code=row["code"],
        lesson=row["lesson"],
        ask=row["ask"],
        options=(row["right"], *row["wrong"]),
        why=row["why"],
    )


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
