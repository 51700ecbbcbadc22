"""The legend beside a map."""

from html import escape

import streamlit as st

from camdash.maps.icons import icon_uri
from camdash.maps.legend import LegendEntry
from camdash.words import Words


def show(entries: tuple[LegendEntry, ...], words: Words) -> None:
    """Write the legend beside the map: marks as they are drawn, each with its count where it has one."""
    groups: dict[str, list[str]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(_line(entry, words))
    lines = [f"<h6>{escape(group)}</h6>{''.join(own)}" for group, own in groups.items()]
    st.html(f'<div class="map-legend">{"".join(lines)}</div>')


def _line(entry: LegendEntry, words: Words) -> str:
    count = "" if entry.cameras is None else f"<b>{words.number(entry.cameras)}</b>"
    mark = "<i></i>"
    if entry.hatched:
        mark = '<i class="hatched"></i>'
    elif entry.shape:
        pale = ' class="pale"' if entry.pale else ""
        mark = f'<img src="{icon_uri(entry.shape, entry.colour)}"{pale} alt="">'
    return f"<span>{mark}{escape(entry.label)} {count}</span>"
