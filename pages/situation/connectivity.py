import streamlit as st

from camdash.ui import connecting, connecting_tables, frame, navigation

view = frame.open_data_page(navigation.CONNECTIVITY)
connecting.key_figures(view)
connecting.strip(view)
connecting.ask_for_more(view)
connecting.answers(view)
connecting_tables.combinations(view)

units, costs = st.columns((4, 9), gap="large")
with units:
    connecting.by_unit(view)
with costs:
    connecting_tables.by_unit(view)
