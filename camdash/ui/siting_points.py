"""Further places that should be seen, from a file of an analyst: CSV or GeoJSON with coordinates, weight and name."""

from collections.abc import Sequence

import streamlit as st

from camdash.planning.point_files import PointFileError, read_points
from camdash.planning.scenario import Point
from camdash.ui.view import View

_HELD, _FILE, _SAID = "plan-points", "plan-points-file", "plan-points-said"


def choose(view: View) -> None:
    """Ask for a file, and say what was read from it."""
    words = view.words
    st.file_uploader(
        words.t("Further places to be seen (.csv with lat, lon, weight, name; or .geojson)"),
        type=["csv", "geojson", "json"],
        key=_FILE,
        on_change=_take,
        args=(view,),
    )
    if said := st.session_state.pop(_SAID, None):
        st.error(said)
    if points := chosen():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.n("{count} further place", "{count} further places", len(points)))
            st.button(words.t("Take them out"), key="plan-points-out", type="tertiary", on_click=put, args=((),))


def _take(view: View) -> None:
    file = st.session_state.get(_FILE)
    if file is None:
        return
    try:
        put(read_points(file.name, file.getvalue()))
    except PointFileError as error:
        st.session_state[_SAID] = error.message(view.words)


def chosen() -> tuple[Point, ...]:
    """Give the places taken from a file."""
    points: tuple[Point, ...] = st.session_state.get(_HELD, ())
    return points


def put(points: Sequence[Point]) -> None:
    """Let these be the further places."""
    st.session_state[_HELD] = tuple(points)
