import streamlit as st

from camdash.ui import areas, frame, navigation, need_places, needs

view = frame.open_data_page(navigation.NEEDS)
needs.key_figures(view)

group, kind, priority = st.columns(3, gap="medium")
with group:
    needs.group_strip(view)
with kind:
    needs.kind_strip(view)
with priority:
    needs.priority_strip(view)

left, right = st.columns((9, 11), gap="medium")
with left:
    areas.beside(view, needs.AREA, "needed")
with right:
    need_places.show(view)

money, time = st.columns(2, gap="large")
with money:
    needs.by_funding(view)
with time:
    needs.by_period(view)
