import streamlit as st

from camdash.ui import frame, navigation, quality, remedies

view = frame.open_data_page(navigation.QUALITY)
quality.key_figures(view)
quality.six_criteria(view)

putting_right, costs = st.columns((5, 6), gap="large")
with putting_right:
    remedies.strip(view)
with costs:
    remedies.costs(view)

units, their_remedies = st.columns((7, 5), gap="large")
with units:
    quality.units_matrix(view)
with their_remedies:
    remedies.by_unit(view)
remedies.rows(view)
