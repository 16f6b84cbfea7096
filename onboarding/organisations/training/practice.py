"""The practice sandbox (pure): a task is a few steps over an appeal that exists nowhere else.

The moves it offers are those of the product's own table (`workflow.open_to`), so what is learnt here
is what stands on the screen. The state of a task is how many steps are done and what was written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from appeals import labels, masking, workflow
from tenants.accounts.actor import Role

MOVE, CHOICE, SEVERAL, WORDS = "move", "choice", "several", "words"
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. What is wrong is explained by `wrong` for that very answer, else by `hint`.

    `move` is a button; `options` with one or several `right` places is a choice; else words are written,
    at least `words` of them. `said` joins the practice journal; `clock` is what runs afterwards.
    """

    ask: str
    hint: str
    said: str = ""
    clock: str = ""
    move: str = ""
    options: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    is_several: bool = False
    words: int = 0
    wrong: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """How it is answered."""
        if self.move:
            return MOVE
        if self.options:
            return SEVERAL if self.is_several else CHOICE
        return WORDS


@dataclass(frozen=True, slots=True)
class Task:
    """The practice appeal and what to do with it."""

    title: str
    role: Role
    number: str
    address: str
    theme: str
    words: str
    status: str
    clock: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """How the practice appeal looks after so many steps."""

    status: str
    clock: str
    journal: tuple[str, ...]
    step: Step | None
    number: int

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.step is None


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody did: a move, the chosen places, or words."""

    move: str = ""
    chosen: frozenset[int] = frozenset()
    text: str = ""


def scene(task: Task, done: int, written: Mapping[str, str]) -> Scene:
    """The practice appeal after the first `done` steps."""
    status, clock, journal = task.status, task.clock, []
    for place, step in enumerate(task.steps[:done]):
        if step.move:
            transition = workflow.TRANSITIONS[step.move]
            status = str(transition.leads_to(status))
        clock = step.clock or clock
        if step.said:
            own = written.get(str(place), "")
            journal.append(f"{step.said} «{own}»" if own else step.said)
    now = task.steps[done] if done < len(task.steps) else None
    return Scene(status, clock, tuple(journal), now, done + 1)


def buttons(task: Task, status: str) -> list[tuple[str, str]]:
    """The moves open to this part from here, as the screens call them."""
    moves = workflow.open_to(status, task.role)
    return [(move.name, str(labels.MOVES[move.name])) for move in moves]


def judge(step: Step, answer: Answer, *, open_moves: Sequence[str]) -> str:
    """What is wrong with the answer, as a sentence that helps on; empty: it is right."""
    if step.kind == MOVE:
        if answer.move not in open_moves:
            return "Выберите одно из действий."
        return "" if answer.move == step.move else step.wrong.get(answer.move, step.hint)
    if step.kind == WORDS:
        return _misses(step, answer.text)
    if not answer.chosen:
        return "Отметьте ответ." if step.kind == CHOICE else "Отметьте один или несколько ответов."
    if answer.chosen == step.right:
        return ""
    astray = sorted(answer.chosen - step.right)
    return step.wrong.get(str(astray[0] + 1), step.hint) if astray else step.hint


def _misses(step: Step, text: str) -> str:
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return f"Слишком длинно: поместится {LONGEST} знаков. Напишите главное."
    if len(text.split()) < step.words:
        return step.hint
    if masking.masked(text) != text:
        return (
            "В этих словах есть телефон, имя или квартира. Их прочтут все жители: напишите без них."
        )
    return ""
