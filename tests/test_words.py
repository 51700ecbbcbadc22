"""The Vietnamese catalogue is whole: every sentence in the code has its translation, sound and in the right tone."""

import re
import string
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from camdash.settings import ROOT
from camdash.words import LOCALE_DIR, Words

KEYWORDS = {"t": None, "n": (1, 2), "N_": None}
CATALOGUE = LOCALE_DIR / "vi" / "LC_MESSAGES" / "camdash.po"
# What belongs to a program and not to a letter: never shown to a clerk (UX: no code, no stack trace).
PROGRAM_WORDS = re.compile(r"\b(null|None|NaN|Error|Exception|True|False)\b")
EMOJI = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u26FF\u2B50\u2B55]")


def extracted() -> set[str]:
    """Find every msgid in app.py, pages and camdash, as the catalogue keys them (a plural by its singular)."""
    found = list(extract_from_file("python", ROOT / "app.py", keywords=KEYWORDS))
    ids = {msgid for _, msgid, _, _ in found}
    for folder in ("pages", "camdash"):
        ids |= {msgid for _, _, msgid, _, _ in extract_from_dir(ROOT / folder, keywords=KEYWORDS)}
    return {key(msgid) for msgid in ids}


def key(msgid: str | tuple[str, ...] | list[str]) -> str:
    """Give the singular, which is what a plural message is looked up by."""
    return msgid if isinstance(msgid, str) else msgid[0]


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """Give all forms of a message's text."""
    return (text,) if isinstance(text, str) else tuple(text or ())


@pytest.fixture(scope="module")
def messages() -> list[Message]:
    """Read the Vietnamese catalogue."""
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file, locale="vi") if message.id]


def names(text: str) -> set[str]:
    """Name the placeholders of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def translations(messages: list[Message]) -> Iterator[tuple[str, str]]:
    """Yield each message's id with each of its Vietnamese forms."""
    for message in messages:
        for text in forms(message.string):
            yield key(message.id), text


def test_every_sentence_is_translated(messages: list[Message]) -> None:
    """Nothing is missing, nothing is left over, nothing is empty, nothing is fuzzy."""
    known = {key(message.id) for message in messages}
    assert sorted(extracted() - known) == []
    assert sorted(known - extracted()) == []
    assert [key(m.id) for m in messages if m.fuzzy or not all(forms(m.string)) or not forms(m.string)] == []


def test_placeholders_are_the_same(messages: list[Message]) -> None:
    """A translation fills in exactly what the English sentence fills in."""
    wrong = {
        key(m.id): text
        for m in messages
        for text in forms(m.string)
        if names(text) != set().union(*map(names, forms(m.id)))
    }
    assert wrong == {}


def test_tone(messages: list[Message]) -> None:
    """No exclamation mark, no emoji and no word of a programmer stands in a Vietnamese sentence."""
    faulty = (re.compile("!"), EMOJI, PROGRAM_WORDS)
    assert {msgid: text for msgid, text in translations(messages) if any(f.search(text) for f in faulty)} == {}


def test_spelling(messages: list[Message]) -> None:
    """Vietnamese stands in composed letters, and begins and ends with the spaces of its English."""
    for msgid, text in translations(messages):
        assert unicodedata.is_normalized("NFC", text)
        assert text.strip() == text or msgid.strip() != msgid
        assert text.endswith(".") == msgid.endswith(".")


def test_money_is_written_as_a_letter_does(words: Words, english: Words) -> None:
    """In billions and millions with one decimal where it tells something; below a million in full."""
    said = {
        1_234_000_000: "1,2 tỷ đồng",
        461_000_000_000: "461 tỷ đồng",
        1_234_567_000_000: "1.235 tỷ đồng",
        999_960_000: "1 tỷ đồng",
        350_000_000: "350 triệu đồng",
        12_300_000: "12,3 triệu đồng",
        12_000: "12.000 đồng",
        0: "0 đồng",
        -2_500_000_000: "-2,5 tỷ đồng",
    }
    assert {amount: words.money(amount) for amount in said} == said
    assert english.money(1_234_000_000) == "1.2 billion đồng"
    assert words.money(None) == words.money(float("nan")) == "–"


def test_numbers_and_dates(words: Words, english: Words) -> None:
    """Numbers and dates are written the Vietnamese way whatever the browser's or the system's locale."""
    assert (words.number(1234.5, 1), english.number(1234.5, 1)) == ("1.234,5", "1,234.5")
    assert words.percent(0.125, 1) == "12,5%"
    assert words.date(date(2024, 3, 31)) == "31/03/2024"
    assert words.moment(datetime(2024, 3, 31, 7, 5)) == "07:05 31/03/2024"  # noqa: DTZ001 - shown as given


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_unknown_number_is_a_dash(words: Words, nothing: float | None) -> None:
    """What is not known is a dash, never a word of a programmer."""
    assert (words.number(nothing), words.percent(nothing), words.date(None)) == ("–", "–", "–")


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_whole_number_reads_back(value: int) -> None:
    """A whole number keeps all its digits."""
    assert int(Words("vi").number(value).replace(".", "")) == value


def test_sentence_without_translation_stays_english(words: Words) -> None:
    """A sentence that the catalogue lacks is still said, with its values."""
    assert words.t("not in the catalogue: {value}", value=3) == "not in the catalogue: 3"
