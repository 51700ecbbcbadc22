import streamlit as st

from camdash.ui import frame, navigation, reuse, reuse_standards, reuse_table

view = frame.open_data_page(navigation.REUSE)
reuse.key_figures(view)
reuse.whole_strip(view)
reuse.untold(view)
reuse.by_place(view)
reuse_table.show(view)
st.divider()
reuse_standards.show(view)
