import streamlit as st

from camdash.ui import data_tables, frame, loaders, narrowing, navigation

view = frame.open_data_page(navigation.TABLES)
narrowing.follow_link()
table = data_tables.choose_table(view)
cut, columns = st.columns((5, 1), vertical_alignment="bottom")
by = data_tables.choose_cut(view, table, cut)
where = narrowing.choose(view, table)

rows = data_tables.frame_of(view, table, by, where, loaders.today())
chosen = data_tables.choose_columns(view, table, by, rows, columns)
data_tables.offer_downloads(view, table, rows, chosen, by=by, where=where)
data_tables.show(view, table, by, rows[chosen], where)
