from datetime import date

import streamlit as st

from camdash.ui import frame, navigation, situation
from camdash.words import N_

view = frame.open_data_page(navigation.OVERVIEW)
situation.key_figures(view, date.today())
with st.container(horizontal=True):
    navigation.link(navigation.TABLES, N_("All figures as tables"), view.words)
    navigation.link(navigation.MAP, N_("On the map"), view.words)
    navigation.link(navigation.PROGRESS, N_("Who has sent what"), view.words)

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
    situation.bars_by(view, "form1", "purposes", N_("Cameras by purpose"), note=situation.MANY_ROWS)
    situation.bars_by(view, "form1", "area_class", N_("Cameras by kind of place"))
    situation.bars_by(view, "form2", "area_class", N_("New cameras needed, by kind of place"), situation.NEW_OR_UNTOLD)
