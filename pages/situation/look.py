import streamlit as st

from camdash.ui import city_look, frame, navigation

view = frame.open_data_page(navigation.LOOK)
within = city_look.choose_within(view)
city_look.key_figures(view, within)
city_look.link_map(view)

listed, districts = st.columns((19, 7), gap="medium")
with listed:
    city_look.places(view, within)
    city_look.chosen_place(view, within)
with districts:
    city_look.by_district(view, within)
