import plotly.graph_objects as go

from camdash.figures.columns import Column, columns
from camdash.figures.stacks import Series
from camdash.words import Words

LOOKS = (Series("đã quá hạn", "#b3202c"), Series("quá hạn trong năm", "#d98087"))
ROWS = [Column("2024", (800, 434)), Column("2025", (0, 20)), Column("≤ 2013", (7, 0), early=True)]


def test_early_years_stand_apart_before_the_others(words: Words) -> None:
    """They come last in the data, so that a point's place is that of its year, and first on the axis."""
    figure = columns(ROWS, LOOKS, words)
    assert figure.data[0].x[2] < figure.data[0].x[0] - 1
    assert figure.layout.xaxis.range[0] < figure.data[0].x[2]


def test_each_column_carries_its_sum(words: Words) -> None:
    """The number on top is that of all parts."""
    assert list(columns(ROWS, LOOKS, words).data[2].text) == ["1.234", "20", "7"]


def test_columns_start_at_zero(words: Words) -> None:
    """The baseline is zero, and there is room for the highest number."""
    low, high = columns(ROWS, LOOKS, words).layout.yaxis.range
    assert low == 0
    assert high > 1234


def test_no_columns_make_an_empty_figure(words: Words) -> None:
    """A filter that leaves nothing breaks nothing."""
    assert len(columns([], LOOKS, words).data) == 3


def test_plotly_would_take_the_figure(words: Words) -> None:
    """Figures are put together without plotly's checks, so they are checked here."""
    figure = columns(ROWS, LOOKS, words)
    assert go.Figure(**figure.to_dict()).to_dict() == figure.to_dict()
