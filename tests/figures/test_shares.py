import plotly.graph_objects as go
import pytest

from camdash.figures.matrix import Cell, Line, Tones, heat_matrix
from camdash.figures.shares import Whole, share_bars
from camdash.figures.stacks import Series
from camdash.words import Words

SERIES = (Series("Đạt", "#006b62"), Series("Chưa có thông tin", "#d5dbe3", "#16202e", hatched=True))
WHOLES = (
    Whole("Độ phân giải", ("Đạt: từ 2 MP",), (1500, 500), "12 không đạt"),
    Whole("Lưu trữ", (), (30, 1970)),
    Whole("Tuổi", (), (0, 0)),
)
LINES = (
    Line("Ba Đình", (Cell(0.5, "nửa"), Cell(None, "không rõ")), 1251),
    Line("Sóc Sơn", (Cell(0.25, "một phần tư", doubtful=True), Cell(0.0, "không")), 9),
)
TONES = Tones("#b3202c", "#f5f7fa", "#d5dbe3")
HEADS = ("Cả sáu", "Độ phân giải", "Camera")


def shares(words: Words) -> go.Figure:
    """Draw the wholes."""
    return share_bars(WHOLES, SERIES, words)


def matrix(words: Words) -> go.Figure:
    """Draw the lines."""
    return heat_matrix(LINES, HEADS, words, TONES)


@pytest.mark.parametrize("draw", [shares, matrix])
def test_plotly_would_take_the_figure(words: Words, draw: object) -> None:
    """Figures are put together without plotly's checks, so they are checked here."""
    figure = draw(words)  # type: ignore[operator]
    assert go.Figure(**figure.to_dict()).to_dict() == figure.to_dict()
    assert "http" not in figure.to_json()


def test_every_whole_is_a_hundred_percent(words: Words) -> None:
    """The parts of a row add up to one, whatever its total; a row without cameras has no part."""
    passed, unknown = shares(words).data[:2]
    assert [a + b for a, b in zip(passed.x, unknown.x, strict=True)] == [1, 1, 0]


def test_parts_say_share_and_number_where_there_is_room(words: Words, english: Words) -> None:
    """A part too narrow for both says its share, one too narrow for that leaves it to the hover text."""
    passed = shares(words).data[0]
    assert list(passed.text) == ["75% · 1.500", "", ""]
    assert passed.hovertext[1] == "Lưu trữ – Đạt: 30 (1,5%)"
    assert shares(english).data[0].text[0] == "75% · 1,500"


def test_the_unknown_part_is_hatched(words: Words) -> None:
    """Colour never stands alone."""
    assert [trace.marker.pattern.shape for trace in shares(words).data[:2]] == ["", "/"]


def test_the_text_at_the_end_has_its_room(words: Words) -> None:
    """It stands right of the whole, where no part hides it."""
    figure = shares(words)
    assert figure.data[-1].text[0].strip() == "12 không đạt"
    assert figure.layout.margin.r >= 80


def test_what_a_whole_is_judged_by_stands_below_its_name(words: Words) -> None:
    """The label's small print is the note."""
    assert "Đạt: từ 2 MP" in shares(words).layout.yaxis.ticktext[0]


def test_an_unknown_cell_is_a_mark_and_no_number(words: Words) -> None:
    """It is pale and hatched with a question mark; a share of few known cameras has the mark beside it."""
    overall, other = matrix(words).data[:2]
    assert list(overall.text) == ["50%", "25% ?"]
    assert list(other.text) == ["?", "0%"]
    assert list(other.marker.pattern.shape) == ["/", ""]
    assert other.marker.color[0] == TONES.unknown


def test_the_higher_the_share_the_fuller_the_colour(words: Words) -> None:
    """None at all is the ground, and each line ends in the number it is of."""
    figure = matrix(words)
    assert figure.data[1].marker.color[1] == TONES.empty
    assert [text.strip() for text in figure.data[-1].text] == ["1.251", "9"]
    assert list(figure.layout.yaxis.ticktext) == ["Ba Đình", "Sóc Sơn"]


def test_a_matrix_without_lines_can_be_drawn(words: Words) -> None:
    """Nothing at all is an empty chart."""
    assert len(heat_matrix([], HEADS, words, TONES).data) == 3
