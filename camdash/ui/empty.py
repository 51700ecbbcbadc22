"""The first minute: nothing is here yet, and the two ways on, a sample city or forms of one's own."""

import streamlit as st

from camdash.store.store import Store
from camdash.ui import campaigns, navigation, samples
from camdash.words import Words


def offer(words: Words, store: Store) -> None:
    """Say that nothing has come in yet and offer the sample city and the upload."""
    with st.container(border=True, key="empty"):
        st.subheader(words.t("No form has been received in this campaign yet"), anchor=False)
        st.markdown(
            words.t(
                "There is nothing to show until the first form is stored. Receive the units' forms, "
                "or look at a whole city of invented data first."
            )
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            wanted = _ask_for_sample(words, store)
            navigation.link(navigation.UPLOAD, words.t("Receive forms"))
        st.caption(
            words.t(
                "The sample is written and read like real returns, in a campaign of its own, and is "
                "labelled on every page. It takes about a minute."
            )
        )
    if wanted:
        samples.load(words, store)
        st.rerun()


def _ask_for_sample(words: Words, store: Store) -> bool:
    """Offer to load the sample or, where it is loaded, only to turn to it; tell whether it is to be loaded."""
    if campaigns.sample_is_loaded(store):
        st.button(
            words.t("Look at the sample city (simulated)"),
            type="primary",
            key="see-sample",
            icon=":material/science:",
            on_click=campaigns.turn_to,
            args=(campaigns.SAMPLE,),
        )
        return False
    return st.button(
        words.t("Load the sample city (simulated)"), type="primary", key="load-sample", icon=":material/science:"
    )
