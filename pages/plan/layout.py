import streamlit as st

from camdash.ui import frame, layout_sites, layouts, navigation, scenarios

view = frame.open_data_page(navigation.LAYOUT)
chosen = layouts.choose(view)
if chosen is None:
    st.stop()
plan = scenarios.plan_of(view, chosen)
layout_sites.show_open(view, plan)
rows = layouts.rows(view, plan)
layouts.key_figures(view, rows, plan)
layouts.actions_strip(view, rows)
action, shown = layouts.narrow_action(view, rows)
layouts.map_of(view, shown, chosen, action)
layouts.table(view, shown)
layouts.downloads(view, shown, chosen)
