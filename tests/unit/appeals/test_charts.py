"""Charts: a picture in words too, no style in the markup, nothing a name could break."""

from datetime import timedelta
from xml.etree import ElementTree

from appeals.desk import charts
from appeals.desk.figures import change
from appeals.insight import shares


def drawn(values=(3, 0, 7), name="подано 7"):
    return charts.lines(
        [charts.Line(name, "filed", values), charts.Line("сделано 2", "done", [1, 2, 2])],
        [(0, "1 ноя"), (2, "3 ноя")],
        title="Подано и сделано",
        description="1–3 ноября",
    )


def test_a_chart_is_read_aloud():
    root = ElementTree.fromstring(drawn())

    assert root.get("role") == "img"
    assert root.get("aria-label") == "Подано и сделано. 1–3 ноября"
    assert [child.tag for child in root][:2] == ["title", "desc"]


def test_lines_differ_by_more_than_colour():
    markup = drawn()

    assert 'class="ln ln-filed"' in markup
    assert 'class="ln ln-done"' in markup  # dashed in figure.css
    assert "style=" not in markup
    assert "подано 7" in markup


def test_a_name_is_text_and_never_markup():
    assert "<script>" not in drawn(name="<script>alert(1)</script>")


def test_nothing_at_all_is_still_a_picture():
    ElementTree.fromstring(drawn(values=(0, 0, 0)))
    ElementTree.fromstring(
        charts.lines([charts.Line("подано", "filed", [0])], [], title="а", description="б")
    )


def test_a_stage_over_its_term_says_so_by_a_shape():
    slow = charts.Range(
        "Приехать",
        timedelta(hours=1),
        timedelta(hours=5),
        timedelta(hours=4),
        ("1 ч", "5 ч", "4 ч"),
    )
    markup = charts.ranges(
        [slow], [(timedelta(minutes=1), "1 мин")], title="Этапы", description="…",
        heads=("медиана", "p90", "срок"),
    )  # fmt: skip

    assert slow.is_over
    assert "▲ 5 ч" in markup
    ElementTree.fromstring(markup)


def test_a_scale_ends_at_a_round_number():
    assert [charts.nice(value) for value in (0, 3, 5, 79, 611, 4001)] == [4, 4, 8, 80, 800, 8000]


def test_the_ends_of_close_lines_do_not_lie_on_each_other():
    root = ElementTree.fromstring(
        charts.lines(
            [charts.Line("а", "filed", [5]), charts.Line("б", "done", [5])], [],
            title="а", description="б",
        )
    )  # fmt: skip
    heights = [float(text.get("y")) for text in root if text.get("class") in ("t-filed", "t-done")]
    assert abs(heights[0] - heights[1]) >= 16


def test_changes_are_told_in_a_word():
    assert change.of_counts(120, 100, more_is="better").words == "+20\u00a0% · лучше"
    assert change.of_counts(80, 100, more_is="better").tone == "breach"
    assert change.of_counts(1000, 1005).words == "0\u00a0% · так же"
    assert change.of_counts(19, 100).words == "мало данных для сравнения"
    assert change.of_shares((86, 100), (90, 100), more_is="better").words == "−4\u00a0п. п. · хуже"
    assert (
        change.of_shares((10, 100), (81, 1000), more_is="worse").words == "+1,9\u00a0п. п. · хуже"
    )
    assert shares.percent(81, 1000) == "8,1"
    assert shares.percent(0, 0) == "—"
