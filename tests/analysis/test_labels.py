"""Every code that the analysis makes has its words in both languages."""

import pytest

from camdash.analysis import ai_answers, look, quality
from camdash.analysis.columns import FORM_TABLES, Column, columns
from camdash.analysis.deciding import CLASSES
from camdash.analysis.labels import Labels
from camdash.forms.registry import default_campaign
from camdash.words import Words

VI, EN = (Labels(Words(language), default_campaign()) for language in ("vi", "en"))
BESIDE = {
    "criterion": (*quality.CRITERIA, quality.USABLE),
    "answer": ai_answers.ANSWERS,
    "advice": look.ADVICE,
    **{name: codes for name, codes in CLASSES.items() if name != "storage_class"},
}


@pytest.mark.parametrize("form", FORM_TABLES)
def test_columns_and_codes_have_words(form: str) -> None:
    """A heading that is not its own name, and a label for each code."""
    for column in columns(form).values():
        assert VI.heading(column.name, form) != column.name
        assert list(VI.codes(column)) == list(column.codes) or not column.codes


@pytest.mark.parametrize("name", BESIDE)
def test_codes_beside_the_columns_have_words(name: str) -> None:
    """Criteria, classes, answers and suggestions, each said otherwise in each language."""
    column = Column(name, "string", codes=BESIDE[name])
    assert tuple(VI.codes(column)) == BESIDE[name]
    assert VI.heading(name) != EN.heading(name)


def test_the_words_of_the_meeting() -> None:
    """Grades are said as the city says them."""
    assert list(VI.codes(columns("form1")["grade_age"]).values()) == ["Đạt", "Đạt một phần", "Không đạt"]
