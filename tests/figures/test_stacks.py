import plotly.graph_objects as go

from camdash.figures.layout import enlarged
from camdash.figures.stacks import Series, Stack, stacked_bars, strip
from camdash.words import Words

SERIES = (Series("Đang hoạt động", "#006b62"), Series("Chưa có thông tin", "#d5dbe3", "#16202e", hatched=True))
ROWS = (Stack("Ba Đình", (1000, 251)), Stack("Sóc Sơn", (1300, 9)), Stack("Tây Hồ", (0, 851)))


def test_rows_stand_from_the_largest_down_with_their_totals(words: Words) -> None:
    """The last trace writes each row's total at its end."""
    figure = stacked_bars(ROWS, SERIES, words)
    assert list(figure.layout.yaxis.ticktext) == ["Sóc Sơn", "Ba Đình", "Tây Hồ"]
    assert [text.strip() for text in figure.data[-1].text] == ["1.309", "1.251", "851"]


def test_only_parts_wide_enough_are_labelled(words: Words) -> None:
    """A number that would not fit into its part, or says the row's total again, is left to the hover text."""
    unknown = stacked_bars(ROWS, SERIES, words).data[1]
    assert list(unknown.text) == ["", "251", ""]
    assert unknown.hovertext[0] == "Sóc Sơn – Chưa có thông tin: 9"


def test_the_unknown_part_is_hatched(words: Words) -> None:
    """The unknown has a hatch, the others none."""
    shapes = [trace.marker.pattern.shape for trace in stacked_bars(ROWS, SERIES, words).data[:2]]
    assert shapes == ["", "/"]


def test_a_strip_is_one_bar_over_the_whole_width(words: Words) -> None:
    """The parts of a strip end where the axis ends."""
    figure = strip(list(zip(SERIES, (30, 10), strict=True)), words)
    assert tuple(figure.layout.xaxis.range) == (0, 40)
    assert [trace.x[0] for trace in figure.data] == [30, 10]


def test_an_empty_strip_can_be_drawn(words: Words) -> None:
    """Nothing at all is a strip without parts, not a division by zero."""
    assert tuple(strip([], words).layout.xaxis.range) == (0, 1)


def test_plotly_would_take_the_figures(words: Words) -> None:
    """Figures are put together without plotly's checks, so they are checked here."""
    for figure in (stacked_bars(ROWS, SERIES, words), strip(list(zip(SERIES, (30, 10), strict=True)), words)):
        assert go.Figure(**figure.to_dict()).to_dict() == figure.to_dict()


def test_a_figure_can_be_enlarged_for_a_meeting(words: Words) -> None:
    """Letters, rows and margins grow alike; the figure itself stays as it was."""
    figure = stacked_bars(ROWS, SERIES, words)
    large = enlarged(figure, 1.5)
    assert large.layout.height == round(figure.layout.height * 1.5)
    assert (figure.layout.font.size, large.layout.font.size, large.layout.yaxis.tickfont.size) == (13, 20, 20)
