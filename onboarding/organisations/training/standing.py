"""How far people are: not started, lesson n of m, before the test, passed, outdated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from appeals.models import Organisation
from onboarding.organisations.models import Certificate, Grace, Study, TrainingRules
from onboarding.organisations.training import learners
from onboarding.organisations.training.content import Course, courses
from onboarding.organisations.training.learners import Learner
from tenants.accounts.models import User

NOT_STARTED, AT_LESSON, AT_TEST, PASSED, OUTDATED = "new", "lesson", "test", "passed", "outdated"


@dataclass(frozen=True, slots=True)
class Standing:
    """One person in one course.

    `until` is the term of grace: until then somebody without a certificate of today's version works.
    """

    learner: Learner
    course: Course
    state: str
    done: frozenset[str]
    certificate: Certificate | None = None
    until: datetime | None = None
    seconds: int = 0

    @property
    def has_passed(self) -> bool:
        """Whether the certificate is of today's course."""
        return self.state == PASSED

    @property
    def lesson(self) -> int:
        """Which lesson is next, counted from one."""
        return min(len(self.done) + 1, len(self.course.lessons))

    @property
    def words(self) -> str:
        """As lists of people say it."""
        if self.state == AT_LESSON:
            return f"урок {self.lesson} из {len(self.course.lessons)}"
        if self.state == PASSED and self.certificate is not None:
            return f"сдано {timezone.localtime(self.certificate.issued_at):%d.%m}"
        return {
            NOT_STARTED: "не начато",
            AT_TEST: "уроки пройдены, ждёт проверка",
            OUTDATED: "курс обновился, нужно пройти снова",
        }[self.state]


def done_in(course: Course, study: Study | None) -> frozenset[str]:
    """The lessons whose task is done as the lesson stands today."""
    tasks = study.tasks if study is not None else {}
    return frozenset(
        lesson.code
        for lesson in course.lessons
        if (kept := tasks.get(lesson.code))
        and kept["version"] >= lesson.version
        and kept["done"] >= len(lesson.task.steps)
    )


def of_people(people: Iterable[Learner]) -> list[Standing]:
    """Everybody in their own course; three statements however many they are."""
    people = list(people)
    ids = [learner.user_id for learner in people]
    studies = {(row.user_id, row.course): row for row in Study.objects.filter(user_id__in=ids)}
    # The latest stands last and stays in the dictionary.
    held = Certificate.objects.held().filter(user_id__in=ids).order_by("version", "pk")
    certificates = {(row.user_id, row.course): row for row in held}
    graces = {
        (row.user_id, row.course, row.version): row.until
        for row in Grace.objects.filter(user_id__in=ids)
    }
    return [_standing(learner, studies, certificates, graces) for learner in people]


def of(user: User) -> Standing | None:
    """One person; None where there is nothing to learn."""
    learner = learners.of(user)
    return of_people([learner])[0] if learner is not None else None


def trained(organisation: Organisation) -> tuple[int, int]:
    """How many of an organisation's people have passed today's course, and how many there are."""
    return trained_each([organisation.pk]).get(organisation.pk, (0, 0))


def trained_each(ids: Iterable[int] | None = None) -> Mapping[int, tuple[int, int]]:
    """The same for many organisations (None: all) in four statements; those without people are left out."""
    counted: dict[int, tuple[int, int]] = {}
    for standing in of_people(learners.of_organisations(ids)):
        assert standing.learner.organisation is not None  # noqa: S101 — a member has one
        pk = standing.learner.organisation.pk
        passed, total = counted.get(pk, (0, 0))
        counted[pk] = passed + standing.has_passed, total + 1
    return counted


def owed_by_city() -> int:
    """How many of the city's own people owe a pass; 0 where the city only recommends it."""
    if not TrainingRules.of_city().is_asked_of_city:
        return 0
    return sum(not each.has_passed for each in of_people(learners.of_city()))


def has_passed(user: User) -> bool:
    """Whether this person has a certificate of today's version of their own course."""
    standing = of(user)
    return standing is not None and standing.has_passed


def _standing(
    learner: Learner,
    studies: Mapping[tuple[int, str], Study],
    certificates: Mapping[tuple[int, str], Certificate],
    graces: Mapping[tuple[int, str, int], datetime],
) -> Standing:
    course = courses()[learner.course]
    key = (learner.user_id, course.code)
    study, certificate = studies.get(key), certificates.get(key)
    done = done_in(course, study)
    if certificate is not None:
        state = PASSED if certificate.version >= course.version else OUTDATED
    elif study is None:
        state = NOT_STARTED
    else:
        state = AT_TEST if len(done) == len(course.lessons) else AT_LESSON
    return Standing(
        learner,
        course,
        state,
        done,
        certificate,
        graces.get((*key, course.version)),
        study.seconds if study is not None else 0,
    )
