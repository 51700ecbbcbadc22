import plotly.graph_objects as go

from camdash.figures.matrix import Cell, Line, Tones, heat_matrix
from camdash.words import Words

TONES = Tones("#c0267e", "#f5f7fa", "#d5dbe3")
LINES = (
    Line("Nhận diện biển số", (Cell(1, "50 đơn vị", text="50"), Cell(0.25, "25 %"), Cell(None, "chưa rõ")), 7958),
    Line("Vật bỏ quên", (Cell(0, "không", text=""), Cell(0.5, "50 %", doubtful=True), Cell(0, "0 %")), 416),
)
HEADS = ("Tất cả đơn vị", "An ninh trật tự, xử lý vi phạm", "Y tế", "Camera")


def test_a_cell_says_its_own_text_or_its_share(words: Words) -> None:
    """What is not known is a mark, what is mostly not known has the mark beside it."""
    figure = heat_matrix(LINES, HEADS, words, TONES)
    assert [list(trace.text) for trace in figure.data[:3]] == [["50", ""], ["25%", "50% ?"], ["?", "0%"]]
    assert [text.strip() for text in figure.data[-1].text] == ["7.958", "416"]


def test_the_unknown_is_hatched_and_the_highest_is_full(words: Words) -> None:
    """A cell's colour goes from that of none to that of the highest share."""
    figure = heat_matrix(LINES, HEADS, words, TONES)
    assert list(figure.data[0].marker.color) == [TONES.full, TONES.empty]
    assert list(figure.data[2].marker.pattern.shape) == ["/", ""]


def test_heads_are_broken_into_the_lines_there_is_room_for(words: Words) -> None:
    """More lines make the figure higher, not the heads smaller."""
    two, four = heat_matrix(LINES, HEADS, words, TONES), heat_matrix(LINES, HEADS, words, TONES, head_lines=4)
    assert two.layout.xaxis.ticktext[1] == "An ninh trật tự,<br>xử lý vi phạm"
    assert four.layout.xaxis.ticktext[1].count("<br>") == 3
    assert four.layout.height - two.layout.height == four.layout.margin.t - two.layout.margin.t > 0


def test_plotly_would_take_the_figure(words: Words) -> None:
    """Figures are put together without plotly's checks, so they are checked here."""
    figure = heat_matrix(LINES, HEADS, words, TONES, head_lines=4)
    assert go.Figure(**figure.to_dict()).to_dict() == figure.to_dict()
