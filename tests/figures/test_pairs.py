import plotly.graph_objects as go

from camdash.figures.pairs import Pair, in_order, pairs
from camdash.figures.stacks import Series
from camdash.words import Words

LOOKS = (Series("Hiện có", "#123a6f"), Series("Cần lắp mới", "#c0267e"))
ROWS = [
    Pair("Chợ", (12, 1250)),
    Pair("Ngoài 15 loại"),
    Pair("Khác", (3, 0)),
    Pair("Chưa có thông tin", (9, 9), unknown=True),
]


def test_rows_are_sorted_by_either_measure_and_the_unknown_is_last() -> None:
    """Existing first on the page of what there is, needed first on the page of needs."""
    rows = [Pair("A", (1, 9)), Pair("?", (99, 99), unknown=True), Pair("B", (5, 2))]
    assert [row.label for row in in_order(rows)] == ["B", "A", "?"]
    assert [row.label for row in in_order(rows, by=1)] == ["A", "B", "?"]


def test_both_measures_stand_on_one_scale_with_their_numbers(words: Words) -> None:
    """One axis from zero to the longest of all bars; numbers as the reader writes them."""
    figure = pairs(ROWS, LOOKS, words)
    assert figure.layout.xaxis.range == (0, 1250)
    assert list(figure.data[1].text) == ["1.250", "0", "9"]


def test_a_heading_has_no_bar(words: Words) -> None:
    """A point's place in its series is that of its row among those with values, so a click finds its code."""
    figure = pairs(ROWS, LOOKS, words)
    assert list(figure.data[0].y) == [0, 2, 3]
    assert figure.layout.yaxis.ticktext[1] == "<i>Ngoài 15 loại</i>"


def test_the_unknown_is_hatched(words: Words) -> None:
    """Colour never stands alone."""
    assert list(pairs(ROWS, LOOKS, words).data[0].marker.pattern.shape) == ["", "", "/"]


def test_plotly_would_take_the_figure(words: Words) -> None:
    """Figures are put together without plotly's checks, so they are checked here."""
    figure = pairs(ROWS, LOOKS, words)
    assert go.Figure(**figure.to_dict()).to_dict() == figure.to_dict()
