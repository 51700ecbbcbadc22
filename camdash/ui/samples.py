"""The sample city: a campaign of its own, written as workbooks and read like real returns, labelled everywhere."""

import dataclasses
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from camdash.forms.registry import DEFAULT_CODE, default_campaign
from camdash.sample.generate import MANIFEST, write_sample
from camdash.store.campaigns import CampaignExistsError
from camdash.store.collect import import_files
from camdash.store.gather import gather
from camdash.store.store import Store
from camdash.ui import campaigns, loaders
from camdash.ui.view import View
from camdash.words import N_, Words

NAME = N_("Sample city (simulated)")
_WRITING_SHARE = 0.4


def ensure_campaign(store: Store, words: Words) -> None:
    """Add the sample's campaign, with the units of the default one, unless it is there."""
    campaign = dataclasses.replace(default_campaign(), code=campaigns.SAMPLE, name=words.t(NAME))
    try:
        store.add_campaign(campaign)
    except CampaignExistsError:
        return


def load(words: Words, store: Store) -> None:
    """Write the sample's workbooks into a folder that is gone afterwards, import them, and show the city."""
    ensure_campaign(store, words)
    bar = st.progress(0.0, text=words.t("Inventing the city"))
    with tempfile.TemporaryDirectory() as folder:
        write_sample(Path(folder), progress=_writing(bar, words))
        items = gather([Path(folder)], date.today(), Path(folder) / MANIFEST).items
        for done, saved in enumerate(import_files(store, campaigns.SAMPLE, items), start=1):
            bar.progress(
                _WRITING_SHARE + (1 - _WRITING_SHARE) * done / len(items),
                text=words.t(
                    "Read and stored {done} of {count}: {file}", done=done, count=len(items), file=saved.incoming.name
                ),
            )
    bar.progress(1.0, text=words.t("Adding up the figures"))
    loaders.load(store, campaigns.SAMPLE)
    bar.empty()
    campaigns.turn_to(campaigns.SAMPLE)


def _writing(bar: DeltaGenerator, words: Words) -> Callable[[int, int, str], None]:
    def tell(done: int, count: int, file: str) -> None:
        bar.progress(
            _WRITING_SHARE * done / count,
            text=words.t("Writing {done} of {count}: {file}", done=done, count=count, file=file),
        )

    return tell


def keep_apart(view: View) -> None:
    """Receive no real form among invented ones: say so, offer the way back, and end the page."""
    if view.campaign.code != campaigns.SAMPLE:
        return
    st.info(view.words.t("This is the sample city. Real forms are received in the survey campaign itself."))
    st.button(
        view.words.t("Go to the survey campaign"),
        key="leave-sample",
        type="primary",
        on_click=campaigns.turn_to,
        args=(DEFAULT_CODE,),
    )
    st.stop()
