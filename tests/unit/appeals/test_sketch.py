"""The sketch of a crew's way."""

from appeals.desk import sketch
from appeals.route import Point

BASE = Point(53.2, 45.0)


def test_nothing_to_draw_is_no_sketch():
    assert sketch.draw([], BASE) is None


def test_points_stand_inside_north_up_and_joined_in_order():
    drawn = sketch.draw(
        [(1, Point(53.25, 45.0), "ул. Мира"), (2, Point(53.2, 45.1), "ул. Кирова")], BASE
    )

    first, second = drawn.marks
    assert first.y < second.y
    assert first.x < second.x
    assert all(0 < m.x < sketch.WIDTH and 0 < m.y < sketch.HEIGHT for m in drawn.marks)
    ends = [(drawn.start.x, drawn.start.y), (first.x, first.y), (second.x, second.y)]
    assert drawn.line == " ".join(f"{x},{y}" for x, y in ends)
    assert {m.name for m in drawn.marks} == {"ул. Мира", "ул. Кирова"}


def test_the_scale_is_a_round_distance_that_fits():
    drawn = sketch.draw([(1, Point(53.25, 45.0), ""), (2, Point(53.2, 45.1), "")], None)

    assert drawn.scale_words == "1 км" or drawn.scale_words == "2 км"
    assert 0 < drawn.scale <= sketch.WIDTH / 3


def test_names_cover_neither_each_other_nor_a_point():
    same = [(n, BASE, "улица Володарского") for n in range(1, 9)]
    drawn = sketch.draw(same, None)

    assert len([mark for mark in drawn.marks if mark.name]) <= 4
    assert sketch.draw([(1, BASE, "ул. Мира")], None).scale_metres >= 50
