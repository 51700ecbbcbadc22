"""By which standards needs are judged, and how many cameras come to something else with others."""

import pandas as pd
import streamlit as st

from camdash.planning.reuse_pairs import OUTCOMES
from camdash.planning.reused import outcomes
from camdash.planning.standards import Standards
from camdash.ui import navigation, reuse, standards_form, tables
from camdash.ui.view import View

GROUPS = ("place", "resolution", "purpose", "cost")
_WIDTHS = {"outcome": 220, "old": 110, "new": 110, "change": 110}


def show(view: View) -> None:
    """Say what is judged by, and offer to change it."""
    words = view.words
    st.caption(
        words.t(
            "Judged by the forms alone, to be confirmed on the spot. Costs of connecting, repairing, upgrading and "
            "replacing are those of the page of thresholds."
        )
    )
    navigation.link(navigation.THRESHOLDS, words.t("Unit costs and thresholds"))
    title = words.t("Standards that needs are judged by, with their sources")
    standards_form.show(view, GROUPS, lambda wanted: _moves(view, wanted), title)


def _moves(view: View, wanted: Standards) -> None:
    """Set what becomes of the cameras needed now beside what would become of them."""
    words = view.words
    old, new = (outcomes(reuse.found(view, standards)).iloc[0] for standards in (None, wanted))
    said = pd.DataFrame(
        {
            "outcome": [reuse.name(code, words) for code in OUTCOMES],
            "old": [int(old[code]) for code in OUTCOMES],
            "new": [int(new[code]) for code in OUTCOMES],
            "change": [int(new[code] - old[code]) for code in OUTCOMES],
        }
    )
    heads = {
        "outcome": words.t("What becomes of the cameras needed"),
        "old": words.t("Now"),
        "new": words.t("Then"),
        "change": words.t("Change"),
    }
    look = tables.Look(("outcome",), tables.height_for(len(said)), _WIDTHS)
    tables.show(said, words, heads, key="reuse-moves", alt=words.t("What would change"), look=look)
