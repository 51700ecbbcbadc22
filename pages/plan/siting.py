import streamlit as st

from camdash.ui import frame, navigation, saving_scenario, siting, siting_tables
from camdash.ui import siting_more as more

view = frame.open_data_page(navigation.SITING)
said, scenario = siting.asked(view)
plan = siting.solved(view, said, scenario)
siting.key_figures(view, plan)
saving_scenario.offer(view, said, plan)

curve, districts = st.columns((5, 4), gap="medium")
with curve:
    siting.curve(view, said, scenario, plan)
    siting_tables.map_of(view, plan, f"siting {said.mark} {scenario}")
with districts:
    siting_tables.by_district(view, plan)
more.tabs(view, said, scenario, plan)
