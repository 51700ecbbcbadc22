"""What became of a file is said in whole sentences of either language."""

from typing import get_args

import pytest

from camdash.store.model import Kind, Outcome
from camdash.store.parts import ANSWERS
from camdash.store.sentences import KINDS, REASONS
from camdash.words import Words


def test_every_kind_and_question_has_its_sentence() -> None:
    """A code never reaches the screen."""
    assert set(KINDS) == set(get_args(Kind))
    assert frozenset().union(*ANSWERS.values()) <= set(REASONS)


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("reason", ["", *REASONS])
def test_sentences_are_whole(kind: Kind, reason: str, words: Words, english: Words) -> None:
    """Filled in, ended, and not the same in both languages."""
    outcome = Outcome(kind, "a.xlsx", "271", "form1", reason=reason, unit_name="Huyện Ba Vì")
    told, in_english = outcome.message(words), outcome.message(english)
    assert told.endswith(".")
    assert told.startswith("a.xlsx")
    assert told != in_english
    assert not {"{", "}", "None"} & set(told)
