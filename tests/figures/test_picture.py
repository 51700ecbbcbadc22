"""A chart as a picture: what is drawn into it, and how the browser is told to save it."""

import plotly.graph_objects as go
import pytest

from camdash.figures.bars import Bar, bars
from camdash.figures.picture import WIDTH_PX, Caption, as_picture, saving
from camdash.figures.stacks import Series, Stack, stacked_bars
from camdash.palette import palette
from camdash.words import Words

CAPTION = Caption("Camera <theo> loại", ["Bộ lọc: Quận Ba Đình & Tây Hồ"], ["Ghi chú", "tính đến 09:00 02/04/2024"])
COLOURS = palette()


def plain() -> go.Figure:
    """Draw two bars."""
    return bars([Bar("PTZ", 3), Bar("Cố định", 7)], Words(), colour="#123a6f", pale="#d5dbe3")


def test_the_caption_is_inside() -> None:
    """Title, filter and foot are part of the figure, signs escaped."""
    picture = as_picture(plain(), CAPTION, COLOURS)
    assert picture.layout.title.text == "<b>Camera &lt;theo&gt; loại</b>"
    assert picture.layout.title.subtitle.text == "Bộ lọc: Quận Ba Đình &amp; Tây Hồ"
    assert [note.text for note in picture.layout.annotations] == ["Ghi chú<br>tính đến 09:00 02/04/2024"]


def test_the_chart_itself_is_left_as_it_was() -> None:
    """The picture is a copy, with the same data on a ground of its own."""
    figure = plain()
    picture = as_picture(figure, CAPTION, COLOURS)
    assert (figure.layout.title.text, figure.layout.paper_bgcolor) == (None, "rgba(0,0,0,0)")
    assert picture.layout.paper_bgcolor == COLOURS.ground
    assert [list(trace.x) for trace in picture.data] == [list(trace.x) for trace in figure.data]
    assert picture.layout.height > figure.layout.height


def test_stacks_have_their_legend_inside() -> None:
    """The legend that stands beside the chart on the page would be lost."""
    parts = [Series("Đang hoạt động", "#006b62"), Series("Hỏng", "#b3202c")]
    stacks = stacked_bars([Stack("a", (2.0, 1.0))], parts, Words())
    assert as_picture(stacks, CAPTION, COLOURS).layout.showlegend is True
    assert as_picture(plain(), CAPTION, COLOURS).layout.showlegend is False


def test_long_captions_are_broken() -> None:
    """A filter of many districts takes several lines, and the plot gives way."""
    long = Caption("a", [", ".join(f"Quận số {n}" for n in range(40))])
    picture = as_picture(plain(), long, COLOURS)
    assert picture.layout.title.subtitle.text.count("<br>") >= 3
    assert picture.layout.margin.t > as_picture(plain(), CAPTION, COLOURS).layout.margin.t


@pytest.mark.parametrize(("form", "scale"), [("svg", 1), ("png", 2)])
def test_one_button_saves_it(form: str, scale: int) -> None:
    """In the format chosen, under its name, at presentation size, with Vietnamese words."""
    config = saving(Words(), "camera", "png" if form == "png" else "svg", 500)
    assert config["modeBarButtons"] == [["toImage"]]
    assert config["toImageButtonOptions"] == {
        "format": form,
        "filename": "camera",
        "width": WIDTH_PX,
        "height": 500,
        "scale": scale,
    }
    assert set(config["locales"]["vi"]["dictionary"].values()) >= {"Lưu ảnh", "Đã lưu ảnh"}
