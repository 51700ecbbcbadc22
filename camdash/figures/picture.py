"""A chart as a picture that stands by itself: title, filter, legend and what it is of are drawn into it."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal

import plotly.graph_objects as go

from camdash.figures.layout import FONT
from camdash.palette import Palette
from camdash.words import N_, Words

Format = Literal["svg", "png"]
FORMATS: tuple[Format, ...] = ("svg", "png")
WIDTH_PX = 1200
"""Width of a saved picture, which fills a page or a slide."""

_LEAST_HEIGHT_PX = 420
_TITLE_PX, _SUBTITLE_PX, _NOTE_PX, _LINE_PX = 24, 15, 13, 1.45
_EDGE_PX, _LEGEND_PX = 28, 34
_LETTERS = 120
_SHARPNESS = {"svg": 1, "png": 2}


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written around a picture: its title, lines below it (the filter), and lines at the foot."""

    title: str
    below: Sequence[str] = ()
    foot: Sequence[str] = ()


def as_picture(figure: go.Figure, caption: Caption, colours: Palette) -> go.Figure:
    """Give a copy of a chart at presentation size with its caption drawn inside, on the theme's ground."""
    picture = go.Figure(figure)
    below, foot = _wrapped(caption.below), _wrapped(caption.foot)
    legend = sum(bool(trace.name) and trace.showlegend is not False for trace in picture.data) > 1
    above = picture.layout.margin.t or 0  # heads that stand above the plot
    top = above + _EDGE_PX + _TITLE_PX * _LINE_PX + len(below) * _SUBTITLE_PX * _LINE_PX + _LEGEND_PX * (1 + legend) / 2
    bottom = _EDGE_PX + len(foot) * _NOTE_PX * _LINE_PX
    body = max((picture.layout.height or 0) - above, _LEAST_HEIGHT_PX - top - bottom)
    right = (picture.layout.margin.r or 0) + _EDGE_PX
    picture.update_layout(
        height=top + body + bottom,
        margin={"l": _EDGE_PX, "r": right, "t": top, "b": bottom, "pad": 6},
        paper_bgcolor=colours.ground,
        plot_bgcolor=colours.ground,
        font={"family": FONT, "size": 14, "color": colours.text},
        title=_title(caption.title, below, colours),
        modebar={"color": colours.muted, "activecolor": colours.accent, "bgcolor": colours.ground},
        showlegend=legend,
        legend={"orientation": "h", "x": 0, "xref": "paper", "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    )
    picture.add_annotation(_foot(foot, colours, below_px=bottom - _EDGE_PX / 2))
    return picture


def saving(words: Words, name: str, form: Format, height: float) -> dict[str, Any]:
    """Give plotly's configuration for a chart with one button, which saves it as `name` in the format `form`."""
    texts = {
        "Download plot": words.t(N_("Save the picture")),
        "Download plot as a PNG": words.t(N_("Save the picture")),
        "Preparing image - this may take a few seconds": words.t(N_("The picture is being made…")),
        "Image download succeeded": words.t(N_("The picture is saved")),
        "Sorry, there was a problem downloading your image!": words.t(N_("The picture could not be saved.")),
    }
    return {
        "displayModeBar": True,
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "locale": words.language,
        "locales": {words.language: {"dictionary": texts}},
        "toImageButtonOptions": {
            "format": form,
            "filename": name,
            "width": WIDTH_PX,
            "height": height,
            "scale": _SHARPNESS[form],
        },
    }


def _title(text: str, below: Sequence[str], colours: Palette) -> dict[str, Any]:
    return {
        "text": f"<b>{escape(text, quote=False)}</b>",
        "subtitle": {"text": "<br>".join(below), "font": {"size": _SUBTITLE_PX, "color": colours.muted}},
        "font": {"size": _TITLE_PX, "color": colours.text},
        "x": _EDGE_PX / WIDTH_PX,
        "xanchor": "left",
        "xref": "container",
        "y": 1,
        "yanchor": "top",
        "yref": "container",
        "pad": {"t": _EDGE_PX},
        "automargin": False,
    }


def _foot(lines: Sequence[str], colours: Palette, below_px: float) -> dict[str, Any]:
    """Write the foot below the plot, ranged right, where no label of a row can reach it."""
    return {
        "text": "<br>".join(lines),
        "font": {"size": _NOTE_PX, "color": colours.muted},
        "align": "right",
        "showarrow": False,
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "yref": "paper",
        "y": 0,
        "yanchor": "bottom",
        "yshift": -below_px,
    }


def _wrapped(lines: Sequence[str]) -> list[str]:
    """Break long lines at words; signs that plotly would take for a tag are escaped."""
    return [escape(part, quote=False) for line in lines for part in textwrap.wrap(line, _LETTERS)]
