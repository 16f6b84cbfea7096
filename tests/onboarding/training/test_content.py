"""What is written in the courses: complete, answerable, in Russian, with pictures that are there."""

import re

import pytest

from appeals import masking
from onboarding.organisations.training import pictures, practice
from onboarding.organisations.training.content import courses

COURSES = list(courses().values())
# Names of keys, formats and laws are written in Latin letters everywhere.
LATIN = re.compile(r"[A-Za-z]{2,}")
KNOWN = {"Enter", "Alt", "Ctrl", "Esc", "Shift", "CSV", "XLSX", "GeoJSON"}


def _said(course):
    for lesson in course.lessons:
        yield lesson.title
        yield re.sub(r"\]\([a-z0-9-]+\)", "]", lesson.source)
        yield from (lesson.task.title, lesson.task.words, lesson.task.theme)
        for step in lesson.task.steps:
            yield from (step.ask, step.hint, step.said, *step.options, *step.wrong.values())
    for question in course.questions.values():
        yield from (question.ask, question.why, *question.options)


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.code)
def test_a_course_has_lessons_for_forty_minutes_and_a_bank_of_thirty_questions(course):
    assert 5 <= len(course.lessons) <= 7
    assert 30 <= course.minutes <= 45
    assert len(course.questions) >= 30
    assert (course.asked, course.pass_mark) == (20, 16)
    assert [lesson.number for lesson in course.lessons] == list(range(1, len(course.lessons) + 1))
    assert all(lesson.version <= course.version for lesson in course.lessons)
    assert {*range(2, course.version + 1)} <= set(course.news)


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.code)
def test_every_question_has_one_right_answer_among_different_ones_and_says_why(course):
    for question in course.questions.values():
        assert 3 <= len(question.options) <= 4, question.code
        assert len({option.lower() for option in question.options}) == len(question.options)
        assert question.why.endswith("."), question.code
        assert question.lesson <= len(course.lessons)
        assert max(map(len, question.options)) <= 130, question.code
    # The longest answer must not be the right one too often: one could pass without reading.
    longest = sum(
        len(question.options[0]) > max(map(len, question.options[1:]))
        for question in course.questions.values()
    )
    assert longest <= len(course.questions) * 0.5


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.code)
def test_every_lesson_ends_in_a_task_whose_moves_the_product_offers(course):
    for lesson in course.lessons:
        assert lesson.task.steps, lesson.code
        for place, step in enumerate(lesson.task.steps):
            scene = practice.scene(lesson.task, place, {})
            offered = {name for name, _ in practice.buttons(lesson.task, scene.status)}
            assert step.hint, (lesson.code, place)
            if step.kind == practice.MOVE:
                # Every button beside the right one says why it is not the right one.
                assert offered - {step.move} <= set(step.wrong), (lesson.code, place)
                assert step.move in offered
            if step.options:
                assert step.right <= set(range(len(step.options)))
                assert step.right


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.code)
def test_nothing_is_left_in_another_language_and_nobody_real_is_named(course):
    for said in _said(course):
        assert set(LATIN.findall(said)) <= KNOWN, said
        assert masking.PHONE not in masking.masked(said), said
        assert "!" not in said.replace("![", ""), said


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.code)
def test_every_picture_is_there_and_carries_neither_script_nor_style(course):
    for lesson in course.lessons:
        for name in re.findall(r"\]\(([a-z0-9-]+)\)", lesson.source):
            drawn = (pictures.FOLDER / f"{name}.svg").read_text(encoding="utf-8")
            assert not re.search(r"<script|<style|style=|\son\w+=|href", drawn), name
        assert "<script" not in lesson.body
