import streamlit as st

from camdash.ui import frame, money, navigation, wearing

view = frame.open_data_page(navigation.MONEY)
money.key_figures(view)

installed, worn = st.columns(2, gap="large")
with installed:
    wearing.by_install_year(view)
with worn:
    wearing.wave(view)

sources, makes = st.columns(2, gap="large")
with sources:
    money.by_funding(view)
    money.costs(view)
with makes:
    money.by_make(view)
