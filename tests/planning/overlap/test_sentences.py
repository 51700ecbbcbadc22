"""Why a pair is listed, in one sentence."""

from typing import get_args

import pytest

from camdash.planning.overlap.finding import QUESTIONS
from camdash.planning.overlap.rules import REASONS, SUSPICIONS
from camdash.planning.overlap.sentences import advice, why
from camdash.store.plans import Question
from camdash.words import LANGUAGES, Words
from tests.planning.overlap.making import TOLD, Row, north, two


def sentence(one: Row, other: Row, words: Words, question: Question = "existing") -> str:
    """Say why the pair of two rows is listed."""
    return why(two(question, one, other).iloc[0].to_dict(), words)


def test_a_pair_is_told_in_one_sentence(words: Words) -> None:
    """Distance, name, purpose, type and units."""
    said = sentence(TOLD, north(TOLD, 4.2, address=None, camera_type=None), words)
    assert said == "Cách nhau 4 m, tên giống 100 %, cùng mục đích (giao thông), hai đơn vị khác nhau."


def test_what_speaks_against_is_told_too(words: Words) -> None:
    """Other purpose, other type."""
    said = sentence(TOLD, {**TOLD, "purposes": ["environment"], "camera_type": "ptz"}, words)
    assert said.startswith("Cùng tọa độ, tên giống 100 %")
    assert "khác mục đích" in said
    assert "khác loại camera" in said


def test_of_a_sensitive_record_only_the_district_is_told(words: Words) -> None:
    """Neither distance nor name, which would lead to it."""
    said = sentence({**TOLD, "area_class": "national_security"}, TOLD, words)
    assert "Chợ Hôm" not in said
    assert not any(map(str.isdigit, said))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_and_advice_has_its_words(language: str) -> None:
    """In both languages; Vietnamese is not English."""
    words, english = (Words(code) for code in (language, "en"))
    pair = {"sensitive": False, "one_unit": "001", "other_unit": "002", "shared_purposes": 1, "distance_m": 4.0}
    pair |= {"address_likeness": 90.0}
    said = [why({**pair, "reasons": (code,)}, words) for code in REASONS]
    said += [advice(question, suspicion, words) for question in QUESTIONS for suspicion in SUSPICIONS]
    told = [why({**pair, "reasons": (code,)}, english) for code in REASONS]
    assert all(said)
    assert language == "en" or not set(said) & set(told)
    assert set(QUESTIONS) == set(get_args(Question))
