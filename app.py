"""The app: one frame around every page. Run it with `streamlit run app.py`."""

import streamlit as st

from camdash.ui import frame, loaders, navigation

st.set_page_config(page_title="camdash", page_icon=str(frame.ICON), layout="wide")
lost = frame.page_lookup_failed()
words = frame.choose_language()
page = st.navigation(navigation.sections(words), expanded=True)
frame.put_on_styles(words)
if lost:
    frame.close_wrong_notice()
page.run()
loaders.settle(page.url_path)
