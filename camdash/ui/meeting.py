"""Meeting mode: chosen pictures one after the other, large, without menus, by the arrow keys.

Which pictures, which of them is shown and whether they are shown stand in the URL (`?show=1&slides=…&slide=2`).
"""

from collections.abc import Container, Sequence

import streamlit as st

from camdash.ui import showing, slides
from camdash.ui.slides import Slide
from camdash.ui.view import View

_NUMBER, _CHOSEN = "slide", "slides"


def show(view: View) -> None:
    """Show the pictures, or let them be chosen."""
    known = _known(view)
    if showing.is_on():
        _present(view, [known[key] for key in _asked(known)])
    else:
        _prepare(view, known)


def _known(view: View) -> dict[str, Slide]:
    """Give every picture there is by its key: the program's own, and the views saved for all."""
    own = {slide.key: slide.within(view) for slide in slides.ALL}
    saved = [slides.of_view(view, each) for each in view.store.views(view.campaign.code)]
    return own | {slide.key: slide for slide in saved if slide is not None}


def _asked(known: Container[str]) -> list[str]:
    asked = [key for key in st.query_params.get(_CHOSEN, "").split(",") if key in known]
    return asked or [slide.key for slide in slides.ALL]


def _prepare(view: View, known: dict[str, Slide]) -> None:
    words = view.words
    key = "meeting-chosen"
    if key not in st.session_state:
        st.session_state[key] = _asked(known)
    st.session_state[key] = [each for each in st.session_state[key] if each in known]
    chosen = st.multiselect(
        words.t("Pictures, in the order in which they are shown"),
        list(known),
        key=key,
        persist_state="session",
        format_func=lambda each: known[each].title(words),
        placeholder=words.t("Choose pictures"),
    )
    st.caption(
        words.t(
            "The filter above narrows the program's own pictures; a saved view keeps its own. "
            "Next and previous: the arrow keys. Back to this page: Esc. Whole screen: F11."
        )
    )
    st.button(
        words.t("Start"),
        type="primary",
        key="meeting-start",
        icon=":material/slideshow:",
        disabled=not chosen,
        on_click=_go,
        args=(chosen, 1),
    )


def _go(keys: Sequence[str], number: int) -> None:
    st.query_params[showing.SHOWN] = "1"
    st.query_params[_CHOSEN] = ",".join(keys)
    st.query_params[_NUMBER] = str(number)


def _leave() -> None:
    for name in (showing.SHOWN, _NUMBER):
        if name in st.query_params:
            del st.query_params[name]


def _present(view: View, shown: Sequence[Slide]) -> None:
    """Show one picture with its title, what it is narrowed by, and the keys that lead on."""
    words = view.words
    told = st.query_params.get(_NUMBER, "1")
    number = min(max(int(told) if told.isdigit() else 1, 1), len(shown))
    slide = shown[number - 1]
    with st.container(key="meeting"):
        st.title(slide.title(words), anchor=False)
        st.caption(slide.about(view))
        slide.draw(view)
    keys = [each.key for each in shown]
    with st.container(key="meeting-keys", horizontal=True, vertical_alignment="center"):
        _key(words.t("Previous"), "Left", keys, number - 1, off=number == 1)
        st.markdown(f"{number} / {len(shown)}", width="content")
        _key(words.t("Next"), "Right", keys, number + 1, off=number == len(shown))
        st.button(words.t("End"), key="meeting-end", type="tertiary", shortcut="Esc", on_click=_leave)


def _key(label: str, shortcut: str, keys: Sequence[str], number: int, *, off: bool) -> None:
    st.button(
        label,
        key=f"meeting-{shortcut}",
        type="tertiary",
        shortcut=shortcut,
        disabled=off,
        on_click=_go,
        args=(keys, number),
    )
