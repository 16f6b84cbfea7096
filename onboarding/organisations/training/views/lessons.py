"""One's own training: the course, its lessons, the practice appeal of each."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appeals import digits, labels
from appeals.errors import BadInput
from onboarding.organisations.models import Attempt, Certificate, Study
from onboarding.organisations.training import practice, sitting, standing, studying
from onboarding.organisations.training.content import Course, Lesson, courses
from onboarding.organisations.training.entry import Seat, learning, page
from onboarding.organisations.training.practice import Answer
from tenants.isolation.middleware import roll_back


@require_safe
@learning
def home(request: HttpRequest, seat: Seat) -> HttpResponse:
    """«Моё обучение»: one's own course."""
    return _course(request, seat, seat.course(seat.learner.course))


@require_safe
@learning
def course(request: HttpRequest, seat: Seat, course: str) -> HttpResponse:
    """A course: what is done, what is next, the test, certificates."""
    return _course(request, seat, seat.course(course))


@require_http_methods(["GET", "HEAD", "POST"])
@learning
def lesson(request: HttpRequest, seat: Seat, course: str, lesson: str) -> HttpResponse:
    """A lesson to read and its task; a POST is one step of it."""
    opened = seat.course(course)
    chosen = _lesson(opened, lesson)
    if request.method != "POST":
        return _read(request, seat, opened, chosen)
    post = request.POST
    step = digits.key(post.get("step", "")) or 0
    answer = Answer(
        move=post.get("move", ""),
        chosen=frozenset(
            place - 1 for typed in post.getlist("chosen") if (place := digits.key(typed))
        ),
        text=post.get("text", ""),
    )
    try:
        studying.take_step(
            opened,
            chosen,
            step=step,
            answer=answer,
            user_id=seat.learner.user_id,
            at=timezone.now(),
        )
    except BadInput as wrong:
        roll_back(request)
        return _read(request, seat, opened, chosen, answer=answer, problem=str(wrong))
    return redirect(f"{request.path}#task")


@require_POST
@learning
def again(request: HttpRequest, seat: Seat, course: str, lesson: str) -> HttpResponse:
    """The task from its beginning."""
    opened = seat.course(course)
    chosen = _lesson(opened, lesson)
    studying.begin_again(opened, chosen, user_id=seat.learner.user_id, at=timezone.now())
    return redirect("training:lesson", opened.code, chosen.code)


def _lesson(course: Course, code: str) -> Lesson:
    found = course.lesson(code)
    if found is None:
        raise Http404
    return found


def _course(request: HttpRequest, seat: Seat, course: Course) -> HttpResponse:
    user_id = seat.learner.user_id
    (now,) = standing.of_people([replace(seat.learner, course=course.code)])
    attempts = Attempt.objects.filter(user_id=user_id, course=course.code)
    context = {
        "course": course,
        "standing": now,
        "is_own": course.code == seat.learner.course,
        "lessons": [(each, each.code in now.done) for each in course.lessons],
        "next": next((each for each in course.lessons if each.code not in now.done), None),
        "attempt": attempts.filter(finished_at__isnull=True, version=course.version).first(),
        "results": list(attempts.filter(finished_at__isnull=False).order_by("-finished_at")[:5]),
        "opens_at": sitting.opens_at(course, user_id),
        "certificates": list(
            Certificate.objects.filter(user_id=user_id, course=course.code).order_by("-pk")
        ),
        "others": [each for each in courses().values() if each.code != course.code],
        "may_work": seat.learner.member is None or bool(seat.actor.is_staff),
    }
    return page(request, seat, "course.html", context)


def _read(
    request: HttpRequest,
    seat: Seat,
    course: Course,
    lesson: Lesson,
    *,
    answer: Answer | None = None,
    problem: str = "",
) -> HttpResponse:
    study = Study.objects.filter(user_id=seat.learner.user_id, course=course.code).first()
    scene = studying.scene(lesson, study)
    done = standing.done_in(course, study)
    context = {
        "course": course,
        "lesson": lesson,
        "scene": scene,
        "status_word": labels.STATUSES[scene.status],
        "buttons": practice.buttons(lesson.task, scene.status),
        "answer": answer or Answer(),
        "problem": problem,
        "following": next((each for each in course.lessons if each.code not in done), None),
        "total": len(course.lessons),
    }
    return page(request, seat, "lesson.html", context, status=422 if problem else 200)
