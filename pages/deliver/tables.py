import streamlit as st

from camdash.ui import data_tables, downloads, frame, loaders, narrowing, navigation

view = frame.open_data_page(navigation.TABLES)
narrowing.follow_link()
table = data_tables.choose_table(view)
cut, columns = st.columns((5, 1), vertical_alignment="bottom")
by = data_tables.choose_cut(view, table, cut)
names = data_tables.choose_columns(view, table, by, columns)
where = narrowing.choose(view, table)

asked = data_tables.Asked(table, by, where, names, loaders.today())
rows = data_tables.rows_of(view, asked)
downloads.offer(view, asked, rows)
data_tables.show(view, asked, rows)
