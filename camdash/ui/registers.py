"""The parts of the register page: the campaign's units and their names, and the district boundaries of the maps."""

import pandas as pd
import streamlit as st

from camdash.geo.boundaries import install_boundaries, remove_boundaries
from camdash.geo.districts import district_shapes
from camdash.problems import Problem, Severity
from camdash.ui import labels, loaders, tables
from camdash.ui.view import View
from camdash.words import N_

_HEADINGS = {
    "code": N_("Code"),
    "name": N_("Name"),
    "kind": N_("Kind of unit"),
    "form1": N_("Form 1"),
    "form2": N_("Form 2"),
    "aliases": N_("Other names by which it is recognised"),
}
_UPLOADER = "boundary-uploads"
_SAID = "boundary-said"


def show_units(view: View) -> None:
    """Show the campaign's units: code, name, kind, whether each form is required, other names."""
    words, campaign = view.words, view.campaign
    frame = pd.DataFrame(
        {
            "code": [unit.code for unit in campaign.units],
            "name": [unit.name for unit in campaign.units],
            "kind": [labels.kind_name(unit.kind, words) for unit in campaign.units],
            "form1": [labels.value("progress", "expected", unit.form1, view.labels) for unit in campaign.units],
            "form2": [labels.value("progress", "expected", unit.form2, view.labels) for unit in campaign.units],
            "aliases": ["; ".join(unit.aliases) for unit in campaign.units],
        }
    )
    st.markdown(
        words.n(
            "**{count} unit**, deadline {day}.",
            "**{count} units**, deadline {day}.",
            len(frame),
            day=words.date(campaign.deadline),
        )
    )
    tables.show(
        frame,
        words,
        {name: words.t(title) for name, title in _HEADINGS.items()},
        key="units",
        alt=words.t("Units of the campaign"),
        look=tables.Look(("code",), 520),
    )


def offer_boundaries(view: View) -> None:
    """Tell which district shapes the maps draw, and take official ones: checked as a whole, then put in place."""
    words, home = view.words, loaders.settings().home
    official = district_shapes(home).official
    st.subheader(words.t("District boundaries of the maps"), anchor=False)
    st.markdown(
        words.t("The maps draw the official boundaries that were supplied.")
        if official
        else words.t("The maps draw a schematic for illustration, not administrative boundaries.")
    )
    st.caption(
        words.t(
            "A GeoJSON file (WGS84) with the 30 district-level units of 2024, each with its code. It is "
            "checked for missing units, gaps, overlaps and area before it replaces anything."
        )
    )
    upload = st.file_uploader(
        words.t("Official boundaries (GeoJSON)"),
        type=["geojson", "json"],
        key=f"boundaries-{st.session_state.get(_UPLOADER, 0)}",
    )
    if upload is not None:
        with st.spinner(words.t("Checking the boundaries")):
            _install(upload.getvalue())
    _tell(view)
    if official and st.button(words.t("Go back to the schematic"), key="remove-boundaries"):
        remove_boundaries(home)
        st.rerun()


def _install(content: bytes) -> None:
    """Check and install, then forget the upload, so that its bytes do not stay in memory."""
    st.session_state[_SAID] = install_boundaries(loaders.settings().home, content)
    st.session_state[_UPLOADER] = st.session_state.get(_UPLOADER, 0) + 1
    st.rerun()


def _tell(view: View) -> None:
    found: list[Problem] | None = st.session_state.pop(_SAID, None)
    if found is None:
        return
    words = view.words
    if any(problem.severity is Severity.ERROR for problem in found):
        st.error(words.t("The boundaries were not installed; the maps are unchanged."))
    else:
        st.success(words.t("The boundaries were installed; the maps draw them from now on."))
    for problem in found:
        st.markdown(f"- {problem.message(words)}")
