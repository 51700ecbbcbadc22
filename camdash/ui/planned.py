"""What pages of the plan stand on: the standards and the verdicts that hold, kept as long as nothing of it changes."""

import streamlit as st

from camdash.planning.reused import Decided
from camdash.planning.standards import Standards, holding
from camdash.store.plans import Plans
from camdash.ui import loaders
from camdash.ui.view import View


def plans(view: View) -> Plans:
    """Give the campaign's planning."""
    return view.store.plans(view.campaign.code, "")


def standards(view: View) -> Standards:
    """Give the standards that hold."""
    return _held(loaders.settings().database_url, plans(view).mark(), plans(view))[0]


def decided(view: View) -> Decided:
    """Give the verdicts on overlaps that hold."""
    return _held(loaders.settings().database_url, plans(view).mark(), plans(view))[1]


@st.cache_resource(max_entries=8, show_spinner=False)
def _held(url: str, mark: str, _plans: Plans) -> tuple[Standards, Decided]:  # noqa: ARG001 - they name what is held
    return holding(_plans), Decided(f"{_plans.campaign} {mark}", _plans.decisions())
