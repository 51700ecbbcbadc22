"""Texts as the XML of a workbook can hold them."""

import re

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
LONGEST = 32_767


def fit_for_xml(text: str) -> str:
    """Leave out what XML forbids, and keep Office from taking "_x0041_" for an escaped character."""
    return _ESCAPE.sub("_x005F_", _FORBIDDEN.sub("", text))[:LONGEST]
