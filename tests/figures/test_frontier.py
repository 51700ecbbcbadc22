"""Coverage against budget."""

import plotly.graph_objects as go

from camdash.figures.frontier import Curve, frontier, nice_ticks
from camdash.words import Words

BILLION = 1_000_000_000
CURVE = Curve("A", [0, 60 * BILLION, 120 * BILLION], [0.1, 0.5, 0.7], [0.1, 0.51, 0.71], (60 * BILLION, 0.5), "#123a6f")


def test_the_dot_says_its_numbers_as_the_reader_writes_them(words: Words) -> None:
    """A single curve says them at its dot; of several the legend tells, and pointing at the dot."""
    assert "50,0%" in frontier([CURVE], words).data[2].text[0].replace(" ", "").replace("\xa0", "")
    several = frontier([CURVE, CURVE], words).data[2]
    assert (several.text[0], several.hovertext[0][:3]) == ("", "A: ")


def test_the_bound_is_drawn_otherwise_than_the_curve(words: Words) -> None:
    """Not by colour alone: it is dotted."""
    figure = frontier([CURVE], words)
    assert (figure.data[0].line.dash, figure.data[1].line.dash) == ("dot", None)
    assert list(figure.data[0].y) == CURVE.bounds


def test_ticks_are_round() -> None:
    """From zero, never many."""
    assert nice_ticks(7) == [0, 2, 4, 6]
    assert max(len(nice_ticks(top)) for top in (1, 3, 9, 33, 47, 120, 999, 5_000)) <= 7


def test_plotly_would_take_the_figure(words: Words) -> None:
    """Figures are put together without plotly's checks, so they are checked here."""
    figure = frontier([CURVE], words)
    assert go.Figure(**figure.to_dict()).to_dict() == figure.to_dict()
