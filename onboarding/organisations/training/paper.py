"""The test (pure): which questions, in which order, with which order of answers; what they are worth.

Everything follows from the seed of the attempt, so a reload shows the same paper.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from onboarding.organisations.training.content import Course, Question

# After a test that was not passed one reads again; after the third in a row, with a night's sleep.
PAUSE = timedelta(minutes=30)
LONG_PAUSE = timedelta(hours=20)
IN_A_ROW = 3


def drawn(course: Course, seed: str) -> list[str]:
    """So many questions as the course asks, from every lesson in turn, shuffled."""
    luck = Random(f"paper:{seed}")  # noqa: S311 — the seed itself is a secret
    by_lesson: dict[int, list[str]] = defaultdict(list)
    for question in course.questions.values():
        by_lesson[question.lesson].append(question.code)
    piles = [luck.sample(codes, len(codes)) for _, codes in sorted(by_lesson.items())]
    chosen: list[str] = []
    while len(chosen) < course.asked and any(piles):
        for pile in piles:
            if pile and len(chosen) < course.asked:
                chosen.append(pile.pop())
    return luck.sample(chosen, len(chosen))


def order(question: Question, seed: str) -> list[int]:
    """In which order the answers stand: places of the bank; 0 is the right one."""
    places = list(range(len(question.options)))
    Random(f"{seed}:{question.code}").shuffle(places)  # noqa: S311
    return places


def score(questions: Sequence[str], answers: Mapping[str, int]) -> int:
    """How many are right; what was not answered is not."""
    return sum(answers.get(code) == 0 for code in questions)


def next_at(failed: Sequence[datetime]) -> datetime | None:
    """When the test opens again after these failures in a row, the latest first; None: it is open."""
    if not failed:
        return None
    return failed[0] + (LONG_PAUSE if len(failed) % IN_A_ROW == 0 else PAUSE)
