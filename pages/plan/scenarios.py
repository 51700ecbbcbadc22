import streamlit as st

from camdash.ui import frame, navigation, scenario_tables, scenarios
from camdash.words import N_

view = frame.open_data_page(navigation.SCENARIOS)
found = scenarios.listed(view)
if not found:
    navigation.link(navigation.SITING, view.words.t("Choose sites"))
    st.stop()

left, right = st.columns(2, gap="large")
with left:
    one = scenarios.choose(view, found, N_("Compare (A)"), "scenario-one", 0)
with right:
    other = scenarios.choose(view, found, N_("with (B)"), "scenario-other", 1)
scenarios.side_by_side(view, one, other)
curve, table = st.columns((5, 4), gap="medium")
with curve:
    scenarios.curves(view, one, other)
with table:
    scenario_tables.table(view, one, other)
scenarios.map_of(view, one, other)
scenario_tables.only_one(view, one, other)
