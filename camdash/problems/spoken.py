"""Codes that stand inside sentences, and how they are said: forms, and the places that name a unit."""

from collections.abc import Mapping
from types import MappingProxyType

from camdash.words import N_, Words

FORM_NAMES: Mapping[str, str] = MappingProxyType(
    {"form1": N_("Form 1"), "form2": N_("Form 2"), "ai_needs": N_("AI needs of Form 2")}
)
PLACE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "letterhead": N_("letterhead"),
        "title": N_("title"),
        "sheet": N_("sheet name"),
        "file": N_("file name"),
        "sender": N_("e-mail sender"),
    }
)
_SPOKEN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"form": FORM_NAMES, "named": FORM_NAMES, "where": PLACE_NAMES}
)


def spoken(name: str, value: str | float, words: Words) -> str | float:
    """Say the parameter `name` of a sentence: a code in the reader's words, anything else as it stands."""
    msgid = _SPOKEN.get(name, {}).get(str(value))
    return words.t(msgid) if msgid else value
