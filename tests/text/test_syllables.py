"""What can be a Vietnamese syllable, and what is known to be one."""

import unicodedata

import pytest

from camdash.settings import DATA
from camdash.text.syllables import COMMON, IMPOSSIBLE, KNOWN, POSSIBLE, possible, worth

SYLLABLES = "Phường quận Giếng giết gì quốc quạt Nguyễn khuỷu khuya hoà hòa thuỷ thủy xoong Ỷ yên Đống ươm thuở"
NO_SYLLABLES = "thêi gi¶i lôc nhát-chát café kông xôviết nghà kế́ cé êi đx bàc tọch hìến"


@pytest.mark.parametrize("word", [*SYLLABLES.split()])
def test_possible(word: str) -> None:
    """Syllables of every make are possible, with the tone in its old place and in its new one."""
    assert word.lower() in possible()


@pytest.mark.parametrize("word", [*NO_SYLLABLES.split()])
def test_impossible(word: str) -> None:
    """What breaks a rule of spelling, or has no tone before a stop where one must be, is none."""
    assert worth(word) == IMPOSSIBLE


def test_weights() -> None:
    """What the forms use weighs more than what is known, and that more than what the rules allow."""
    assert (worth("Quận"), worth("khoáng"), worth("xoẽn"), worth("Kraków")) == (COMMON, KNOWN, POSSIBLE, IMPOSSIBLE)


def test_list_is_clean() -> None:
    """Every listed syllable is possible, has an accent, is composed, lower-case and listed once."""
    words = (DATA / "text" / "syllables.txt").read_text("utf-8").split()
    assert len(words) == len(set(words))
    assert set(words) <= possible()
    assert all(not w.isascii() and w == unicodedata.normalize("NFC", w.lower()) for w in words)
