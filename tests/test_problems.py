"""Problems say where, what and what to do, in both languages and without codes."""

import string

import pytest

from camdash.problems import CODES, problem
from camdash.words import Words


def test_sentence_names_cell_and_heading(words: Words) -> None:
    """Place first, then what is wrong, then what to do."""
    found = problem("quantity_unreadable", sheet="S", cell="F12", row=12, field="quantity", value="vài cái")
    assert (
        found.message(words, "Số lượng") == "Ô F12 (Số lượng): “vài cái” không phải là số. Ghi một số nguyên, ví dụ 3."
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_codes_inside_a_sentence_are_said_in_words(language: str) -> None:
    """Neither “form2” nor “letterhead” reaches a reader as a code."""
    said = problem("form_name_disagreement", form="form2", named="form1").message(Words(language))  # type: ignore[arg-type]
    assert "form2" not in said
    assert ("Mẫu số 2" in said) == (language == "vi")


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_full_sentence_in_vietnamese(code: str, words: Words, english: Words) -> None:
    """Each is translated, ends with a full stop and needs nothing that the English does not."""
    names = {name for _, name, _, _ in string.Formatter().parse(CODES[code].sentence) if name} - {"value"}
    found = problem(code, value="x", **dict.fromkeys(names, "y"))
    assert found.message(words).endswith(".")
    assert found.message(words) != found.message(english)
