"""The test itself: drawn, shuffled, scored; when it opens again."""

from datetime import timedelta

from onboarding.organisations.training import paper
from tests.make import FRIDAY_NOON


def test_a_paper_asks_twenty_different_questions_from_every_lesson(course):
    drawn = paper.drawn(course, "seed")

    assert len(drawn) == len(set(drawn)) == 20
    asked = {course.questions[code].lesson for code in drawn}
    assert asked == {lesson.number for lesson in course.lessons}


def test_a_seed_gives_the_same_paper_and_another_seed_another(course):
    assert paper.drawn(course, "one") == paper.drawn(course, "one")
    assert paper.drawn(course, "one") != paper.drawn(course, "two")


def test_answers_are_shuffled_by_the_seed_and_none_is_lost(course):
    question = course.questions["accept-open"]
    orders = {tuple(paper.order(question, str(number))) for number in range(40)}

    assert len(orders) > 5
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders)
    assert {order.index(0) for order in orders} == {0, 1, 2, 3}


def test_only_the_banks_first_answer_is_right_and_silence_is_wrong():
    assert paper.score(["a", "b", "c", "d"], {"a": 0, "b": 1, "c": 0}) == 2


def test_the_test_opens_after_half_an_hour_and_after_the_third_failure_the_next_day():
    now = FRIDAY_NOON

    assert paper.next_at([]) is None
    assert paper.next_at([now]) == now + timedelta(minutes=30)
    assert paper.next_at([now, now, now]) == now + timedelta(hours=20)
    assert paper.next_at([now] * 4) == now + timedelta(minutes=30)
