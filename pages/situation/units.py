import streamlit as st

from camdash.ui import drilling, frame, loaders, navigation, unit_table

view, today = frame.open_data_page(navigation.UNITS), loaders.today()
unit_table.key_figures(view, today)
if drilling.level(view):
    down, units = st.columns((25, 76), gap="large")
    with down:
        drilling.show(view)
    with units:
        unit_table.show(view, today)
else:
    drilling.show(view)
    unit_table.show(view, today)
