import streamlit as st

from camdash.ui import areas, decisions_due, frame, loaders, navigation, situation

view, today = frame.open_data_page(navigation.OVERVIEW), loaders.today()
situation.key_figures(view, today)
decisions_due.changed(view)
decisions_due.show(view, today)

left, middle, right = st.columns(3, gap="medium")
with left:
    situation.states_strip(view)
with middle:
    situation.types_strip(view)
with right:
    situation.needs_strip(view)

units, kinds = st.columns(2, gap="large")
with units:
    situation.units_by_state(view)
with kinds:
    areas.beside(view, situation.AREAS, "existing")

with st.container(horizontal=True):
    navigation.link(navigation.TABLES, view.words.t("All figures as tables"))
    navigation.link(navigation.MAP, view.words.t("On the map"))
    navigation.link(navigation.PROGRESS, view.words.t("Who has sent what"))
