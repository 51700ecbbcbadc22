"""Reasons as sentences: every code of the solver has one, in both languages."""

import re
from pathlib import Path

import pytest

from camdash.analysis.labels import Labels
from camdash.forms.registry import default_campaign
from camdash.planning.siting import explain, solver
from camdash.planning.spoken import reason
from camdash.words import Words

FIGURES = (
    '{"cost": 2000000, "left": 1, "cheapest": 3, "cameras": 4, "needs": 2, "worth": 1.5, "next": 1.2, "least": 1,'
    ' "district": "001"}'
)
NOT_SAID = {"all_spent", "f"}


def codes() -> set[str]:
    """Read the codes off the modules that give them."""
    told = set(re.findall(r'(?:Why|Left)\((?:\w+, )?"(\w+)"', Path(solver.__file__).read_text("utf-8")))
    text = Path(explain.__file__).read_text("utf-8")
    told |= set(re.findall(r'code(?:, other)? = "(\w+)"', text)) | set(re.findall(r'"(\w+_\w+)"', text))
    return told - NOT_SAID


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_has_its_sentence(code: str) -> None:
    """With its figures put in, and not the same in both languages."""
    said = [reason(code, FIGURES, Labels(Words(language), default_campaign())) for language in ("vi", "en")]
    assert all(text.endswith(".") and "{" not in text for text in said)
    assert said[0] != said[1]


def test_an_unheard_of_code_says_nothing() -> None:
    """Rather than showing itself."""
    assert reason("x", "{}", Labels(Words("vi"), default_campaign())) == ""
