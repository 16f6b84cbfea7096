"""The test: one question a page, each answer kept, a look over the whole before it is handed in."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from appeals import digits
from appeals.errors import BadInput, RefusedMove
from onboarding.organisations.models import Attempt, Certificate
from onboarding.organisations.training import paper, sitting
from onboarding.organisations.training.content import Course, Question
from onboarding.organisations.training.entry import Seat, learning, page
from tenants.isolation.middleware import roll_back


@dataclass(frozen=True, slots=True)
class Option:
    """An answer as it stands on the paper."""

    place: int
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """A question that was answered wrongly: what was said, what is right and why."""

    question: Question
    said: str
    lesson_code: str
    lesson_title: str


@require_http_methods(["GET", "HEAD", "POST"])
@learning
def test(request: HttpRequest, seat: Seat, course: str) -> HttpResponse:
    """Begin the test, or go on where one stopped."""
    opened = seat.course(course)
    if request.method == "POST":
        try:
            sitting.begin(opened, learner=seat.learner, at=timezone.now())
        except RefusedMove as refused:
            roll_back(request)
            messages.error(request, str(refused))
            return redirect("training:course", opened.code)
    attempt = sitting.open_attempt(opened, seat.learner.user_id)
    if attempt is None:
        return redirect("training:course", opened.code)
    return _onward(opened, attempt)


@require_http_methods(["GET", "HEAD", "POST"])
@learning
def question(request: HttpRequest, seat: Seat, course: str, place: int) -> HttpResponse:
    """One question of the paper; a POST keeps its answer and opens the next unanswered one."""
    opened = seat.course(course)
    attempt = sitting.open_attempt(opened, seat.learner.user_id)
    if attempt is None:
        return redirect("training:course", opened.code)
    if not 1 <= place <= len(attempt.questions):
        raise Http404
    asked = opened.questions[attempt.questions[place - 1]]
    problem = ""
    if request.method == "POST":
        try:
            chosen = digits.key(request.POST.get("answer", ""))
            attempt = sitting.answer(
                opened,
                {asked.code: (chosen or 0) - 1},
                user_id=seat.learner.user_id,
                at=timezone.now(),
            )
            return _onward(opened, attempt)
        except BadInput as wrong:
            roll_back(request)
            problem = str(wrong)
    context = {
        "course": opened,
        "question": asked,
        "place": place,
        "options": _options(asked, attempt),
        "marks": [code in attempt.answers for code in attempt.questions],
        "answered": len(attempt.answers),
        "problem": problem,
    }
    return page(request, seat, "question.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@learning
def finish(request: HttpRequest, seat: Seat, course: str) -> HttpResponse:
    """A look over the paper; a POST hands it in."""
    opened = seat.course(course)
    attempt = sitting.open_attempt(opened, seat.learner.user_id)
    if attempt is None:
        return redirect("training:course", opened.code)
    if request.method == "POST":
        try:
            done = sitting.finish(opened, learner=seat.learner, at=timezone.now())
            return redirect("training:result", opened.code, done.pk)
        except RefusedMove as refused:
            roll_back(request)
            messages.error(request, str(refused))
    marks = [code in attempt.answers for code in attempt.questions]
    left = [place for place, is_answered in enumerate(marks, 1) if not is_answered]
    context = {"course": opened, "marks": marks, "left": left, "answered": len(attempt.answers)}
    return page(request, seat, "finish.html", context)


@require_safe
@learning
def result(request: HttpRequest, seat: Seat, course: str, pk: int) -> HttpResponse:
    """What came of a test, and why each wrong answer is wrong."""
    opened = seat.course(course)
    attempt = Attempt.objects.filter(
        pk=pk, user_id=seat.learner.user_id, course=opened.code, finished_at__isnull=False
    ).first()
    if attempt is None:
        raise sitting.NoAttempt
    context = {
        "course": opened,
        "attempt": attempt,
        "mistakes": _mistakes(opened, attempt),
        "spent": attempt.finished_at - attempt.started_at if attempt.finished_at else None,
        "opens_at": sitting.opens_at(opened, seat.learner.user_id),
        "certificate": Certificate.objects.filter(attempt=attempt).first(),
    }
    return page(request, seat, "result.html", context)


def _onward(course: Course, attempt: Attempt) -> HttpResponse:
    """To the first question without an answer; with none left, to the look over the whole."""
    for place, code in enumerate(attempt.questions, 1):
        if code not in attempt.answers:
            return redirect("training:question", course.code, place)
    return redirect("training:finish", course.code)


def _options(question: Question, attempt: Attempt) -> list[Option]:
    said = attempt.answers.get(question.code)
    order = paper.order(question, attempt.seed)
    return [
        Option(place, question.options[kept], kept == said) for place, kept in enumerate(order, 1)
    ]


def _mistakes(course: Course, attempt: Attempt) -> list[Mistake]:
    """Questions that have left the bank since are left out."""
    lessons = {lesson.number: lesson for lesson in course.lessons}
    found = []
    for code in attempt.questions:
        question, said = course.questions.get(code), attempt.answers.get(code, 0)
        if question is None or said == 0 or said >= len(question.options):
            continue
        lesson = lessons[question.lesson]
        found.append(Mistake(question, question.options[said], lesson.code, lesson.title))
    return found
