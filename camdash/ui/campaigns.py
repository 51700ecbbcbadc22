"""Which survey campaign the reader looks at: kept from page to page and in the URL (`?campaign=2024`)."""

import streamlit as st

from camdash.forms.registry import DEFAULT_CODE
from camdash.store.store import Store
from camdash.words import Words

SAMPLE = "GIA-LAP"
"""Code of the campaign that holds the sample city and nothing else."""

_KEY = "campaign"


def choose(store: Store, words: Words) -> str:
    """Offer the campaigns in the sidebar where there are several, and give the code of the chosen one."""
    names = store.campaign_names()
    if len(names) == 1:
        return next(iter(names))
    wanted = st.session_state.get(_KEY) or st.query_params.get(_KEY)
    code = str(wanted) if wanted in names else usual(store)
    st.session_state[_KEY] = st.query_params[_KEY] = code
    with st.sidebar:
        st.selectbox(
            words.t("Survey campaign"),
            list(names),
            index=list(names).index(code),
            key=f"{_KEY}-{code}",
            format_func=lambda c: names[c],
            on_change=_turn_to_chosen,
            args=(f"{_KEY}-{code}",),
            help=words.t("All pages show the figures of this campaign."),
        )
    return code


def _turn_to_chosen(key: str) -> None:
    turn_to(st.session_state[key])


def usual(store: Store) -> str:
    """Name the campaign that opens first: one with real returns, else the sample where it is loaded."""
    used = [code for code in store.campaign_names() if store.revision(code)]
    real = [code for code in used if code != SAMPLE]
    return (real or used or [DEFAULT_CODE])[0]


def turn_to(code: str) -> None:
    """Turn every page to a campaign from the next run on."""
    st.session_state[_KEY] = code


def sample_is_loaded(store: Store) -> bool:
    """Tell whether the sample city is there."""
    return SAMPLE in store.campaign_names() and bool(store.revision(SAMPLE))
