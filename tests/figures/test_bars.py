import plotly.graph_objects as go

from camdash.figures.bars import Bar, bars, in_order
from camdash.figures.layout import shorten
from camdash.words import Words

ROWS = [Bar("Ba Đình", 1251), Bar("Chưa có thông tin", 9000, unknown=True), Bar("Sóc Sơn", 1309.5), Bar("An Khánh", 0)]


def test_the_longest_bar_comes_first_and_the_unknown_last() -> None:
    """Bars are sorted by value, what nobody told stands at the end however long it is."""
    assert [bar.label for bar in in_order(ROWS)] == ["Sóc Sơn", "Ba Đình", "An Khánh", "Chưa có thông tin"]


def test_every_bar_carries_its_number_as_the_reader_writes_it(words: Words, english: Words) -> None:
    """Numbers are text made here, never formatted by the browser."""
    vietnamese = bars(ROWS, words, colour="#123a6f", pale="#d5dbe3")
    assert list(vietnamese.data[0].text)[1] == "1.251"
    assert list(bars(ROWS, english, colour="#123a6f", pale="#d5dbe3").data[0].text)[1] == "1,251"


def test_the_unknown_is_pale_and_hatched(words: Words) -> None:
    """Colour never stands alone: the unknown has a hatch as well."""
    marker = bars(ROWS, words, colour="#123a6f", pale="#d5dbe3").data[0].marker
    assert marker.color[-1] == "#d5dbe3"
    assert list(marker.pattern.shape) == ["", "", "", "/"]


def test_bars_start_at_zero_and_leave_room_for_their_numbers(words: Words) -> None:
    """The baseline is zero, and the right margin holds the longest number."""
    layout = bars(ROWS, words, colour="#123a6f", pale="#d5dbe3").layout
    assert layout.xaxis.range[0] == 0
    assert layout.margin.r >= 40


def test_plotly_would_take_the_figure(words: Words) -> None:
    """Figures are put together without plotly's checks, so they are checked here."""
    figure = bars(ROWS, words, colour="#123a6f", pale="#d5dbe3")
    assert go.Figure(**figure.to_dict()).to_dict() == figure.to_dict()


def test_no_figure_names_a_host(words: Words) -> None:
    """A chart's description carries no address that a browser could ask."""
    assert "http" not in bars(ROWS, words, colour="#123a6f", pale="#d5dbe3").to_json()


def test_labels_are_cut_at_a_word() -> None:
    """A short label stays as it is, a long one ends in an ellipsis after a whole word."""
    assert shorten("Quận Ba Đình") == "Quận Ba Đình"
    assert shorten("Trung tâm Quản lý và Điều hành giao thông thành phố", 30) == "Trung tâm Quản lý và Điều…"


def test_what_is_told_after_a_number_has_its_room(words: Words) -> None:
    """Money beside the number is part of the label, and the margin holds the longest label."""
    rows = [Bar("Ngân sách thành phố", 22764, more="461 tỷ đồng"), Bar("Khác", 12)]
    figure = bars(rows, words, colour="#123a6f", pale="#d5dbe3")
    assert list(figure.data[0].text) == ["22.764 · 461 tỷ đồng", "12"]
    assert figure.layout.margin.r >= 8 * len("22.764 · 461 tỷ đồng")
