import streamlit as st

from camdash.ui import frame, loaders, navigation, panels, situation

view = frame.open_data_page(navigation.OVERVIEW)
situation.key_figures(view, loaders.today())
with st.container(horizontal=True):
    navigation.link(navigation.TABLES, view.words.t("All figures as tables"))
    navigation.link(navigation.MAP, view.words.t("On the map"))
    navigation.link(navigation.PROGRESS, view.words.t("Who has sent what"))

left, middle, right = st.columns(3, gap="medium")
with left:
    situation.states_strip(view)
with middle:
    situation.types_strip(view)
with right:
    situation.needs_strip(view)

units, rest = st.columns((6, 5), gap="large")
with units:
    situation.units_by_state(view)
with rest:
    panels.bars_by(view, situation.PURPOSES)
    panels.bars_by(view, situation.PLACES)
    panels.bars_by(view, situation.NEEDED_PLACES)
