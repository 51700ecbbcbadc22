"""What the map asks of the analysis, answered once for each revision, filter and question."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import EVERYTHING
from camdash.ui import loaders
from camdash.ui.view import View

T = TypeVar("T")
_KEPT_ANSWERS = 256


def where_of(view: View) -> Filter:
    """Give the filter that all pages share."""
    where: Filter = getattr(view, "where", EVERYTHING)
    return where


def ask(view: View, question: Callable[..., T], *args: Any) -> T:
    """Give `question(snapshot, *args)`; the answer is shared by all readers and must not be changed."""
    name = f"{question.__module__}.{question.__qualname__}"
    answer: T = _answers(loaders.key_of(view.snapshot), name, repr(args), view, question, args)
    return answer


@st.cache_resource(max_entries=_KEPT_ANSWERS, show_spinner=False)
def _answers(
    key: loaders.Key,  # noqa: ARG001 - with the question's name and arguments it names the answer
    name: str,  # noqa: ARG001
    asked: str,  # noqa: ARG001
    _view: View,
    _question: Callable[..., Any],
    _args: tuple[Any, ...],
) -> Any:
    return _question(_view.snapshot, *_args)
