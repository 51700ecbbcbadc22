"""What stands around every page: language, campaign, title, question, as-of line, the sample's banner."""

from pathlib import Path

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from camdash.settings import ROOT
from camdash.ui import campaigns, charts, empty, filter_bar, filtering, lines, loaders, sheets, showing
from camdash.ui.navigation import MEETING, Place
from camdash.ui.view import View
from camdash.words import LANGUAGES, Words

ICON = ROOT / "static" / "icon.svg"
_LANGUAGE = "lang"
_CLOSE_NOTICE = """
const seek = setInterval(() => {
    const close = document.querySelector('[role="dialog"] button[aria-label="Close"]');
    if (close) { close.click(); clearInterval(seek); }
}, 50);
setTimeout(() => clearInterval(seek), 5000);
"""
_STYLE = Path(__file__).with_name("style.css")


def choose_language() -> Words:
    """Offer Vietnamese and English; the choice stays across pages and in the URL (`?lang=en`).

    The choice is kept apart from its widget, whose own state the browser forgets when a link opens another page.
    """
    if _LANGUAGE not in st.session_state:
        st.session_state[_LANGUAGE] = "en" if st.query_params.get(_LANGUAGE) == "en" else "vi"
    language = st.session_state[_LANGUAGE]
    with st.sidebar.container(key="languages"):
        st.segmented_control(
            "Ngôn ngữ / Language",
            LANGUAGES,
            default=language,
            required=True,
            key=f"{_LANGUAGE}-{language}",
            label_visibility="collapsed",
            on_change=_turn_to_language,
            args=(f"{_LANGUAGE}-{language}",),
        )
    if language == "en":
        st.query_params[_LANGUAGE] = "en"
    elif _LANGUAGE in st.query_params:
        del st.query_params[_LANGUAGE]
    return chosen_words()


def _turn_to_language(key: str) -> None:
    if st.session_state[key] in LANGUAGES:
        st.session_state[_LANGUAGE] = st.session_state[key]


def chosen_words() -> Words:
    """Give the words of the language that the reader has chosen."""
    return Words("en" if st.session_state[_LANGUAGE] == "en" else "vi")


def put_on_styles(words: Words) -> None:
    """Correct streamlit's look, and the texts that it has in English only."""
    note = words.t("Drop files or a folder here")
    button = words.t("Choose files")
    texts = f':root {{ --uploader-note: "{note}"; --uploader-button: "{button}"; }}'
    st.html(f"<style>{texts}\n{_STYLE.read_text('utf-8')}</style>")


def page_lookup_failed() -> bool:
    """Tell whether streamlit looked for this page among files of pages/ and told the browser that there is none.

    It does so in the first run of a server's life only, because a folder pages/ exists, before app.py can name the
    real pages; a link to any page but the first then opens under a notice that is not true.
    """
    return bool(PagesManager.uses_pages_directory)


def close_wrong_notice() -> None:
    """Close streamlit's notice that a page does not exist, once it comes up; see `page_lookup_failed`."""
    st.html(f"<script>{_CLOSE_NOTICE}</script>", unsafe_allow_javascript=True)


def open_page(place: Place) -> View:
    """Draw the head of a page and give what it works with; pages without data of their own use this."""
    words = chosen_words()
    store = loaders.open_store()
    snapshot = loaders.load(store, campaigns.choose(store, words))
    view = View(words, charts.colours(), store, snapshot, filtering.follow(snapshot.campaign), place.url_path)
    if place is not MEETING or not showing.is_on() or not snapshot.files:
        _head(view, place)
    return view


def open_data_page(place: Place) -> View:
    """Draw the head of a page that shows the city; without any data it offers the two ways on and ends there."""
    view = open_page(place)
    if view.snapshot.files == 0:
        empty.offer(view.words, view.store)
        st.stop()
    if place is not MEETING or not showing.is_on():
        filter_bar.show(view)
    sheets.show_open(view)
    return view


def _head(view: View, place: Place) -> None:
    words = view.words
    if loaders.is_sample(view.snapshot):
        with st.container(key="sample-banner"):
            st.warning(words.t("SIMULATED DATA. These figures describe no real city."), icon=":material/science:")
    with st.container(key="head", gap="xxsmall"):
        st.title(words.t(place.title), anchor=False)
        st.markdown(words.t(place.question))
        st.caption(lines.as_of(view))
