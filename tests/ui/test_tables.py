from datetime import date

import pandas as pd

from camdash.analysis.labels import Labels
from camdash.forms.registry import default_campaign
from camdash.ui.tables import _number, height_for, missing, said
from camdash.words import Words

FRAME = pd.DataFrame(
    {
        "unit": pd.Series(["001", None], dtype="string"),
        "purposes": [["traffic", "public_security"], None],
        "quantity": pd.Series([1234, None], dtype="Int64"),
        "received_on": [date(2024, 3, 31), None],
        "night_vision": pd.Series([True, None], dtype="boolean"),
    }
)


def test_codes_lists_and_truths_are_said(words: Words) -> None:
    """What is not told stays empty, numbers and days stay what they are so that they sort."""
    shown = said(FRAME, "form1", Labels(words, default_campaign()))
    assert list(shown.iloc[0])[:2] == ["Ba Đình", "Giao thông; An ninh trật tự"]
    assert shown["quantity"].iloc[0] == 1234
    assert shown["night_vision"].iloc[0] == "Có"
    assert shown["received_on"].iloc[0] == pd.Timestamp(2024, 3, 31)
    assert all(missing(value) for value in shown.iloc[1] if value is not pd.NaT)


def test_numbers_are_written_as_the_reader_writes_them(words: Words, english: Words) -> None:
    """Thousands are marked but in years, fractions have one decimal, coordinates six, nothing is nothing."""
    assert _number("quantity", words, 1234, 0) == "1.234"
    assert _number("quantity", english, 1234, 0) == "1,234"
    assert _number("install_year", words, 2019, 0) == "2019"
    assert _number("height_m", words, 6.5, 1) == "6,5"
    assert _number("lat", words, 21.0287, 6) == "21,028700"
    assert _number("quantity", words, None, 0) == ""


def test_a_grid_is_as_high_as_its_rows_but_never_too_high() -> None:
    """Two rows need three lines; a thousand scroll."""
    assert height_for(2) < height_for(10) < height_for(1000) == 600
