"""Whether pictures are being shown in a meeting, which makes everything larger (`?show=1`)."""

import streamlit as st

SHOWN = "show"
FACTOR = 1.4
"""How much larger charts are then; the letters of the page grow by the style sheet."""


def is_on() -> bool:
    """Tell whether pictures are being shown."""
    return st.query_params.get(SHOWN) == "1"
