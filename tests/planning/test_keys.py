"""Keys of records: what is decided about a row holds when the row comes again."""

from typing import Any

from camdash.planning.positions import positions
from tests.analysis.conftest import make_form

ROWS: list[dict[str, Any]] = [
    {"position_name": "Ngã tư Sở", "address": "Đường Láng", "quantity": 2, "lat": 21.0, "lon": 105.8},
    {"position_name": "Ngã tư Vọng", "quantity": 1},
    {"position_name": "Ngã tư Vọng", "quantity": 1},
    {"lat": 21.01, "lon": 105.81, "quantity": 1},
    {"lat": 21.02, "lon": 105.82, "quantity": 1},
]


def keys(rows: list[dict[str, Any]], form: str = "form1", unit: str = "001") -> list[str]:
    """Give the keys of rows in their order."""
    return list(positions(make_form(form, rows, unit), form)["key"])


def test_each_record_has_a_key_of_its_own() -> None:
    """Equal rows of one unit are numbered, others differ."""
    found = keys(ROWS)
    assert len(set(found)) == len(ROWS)
    assert found[2] == f"{found[1]}-2"


def test_a_key_outlives_another_order_and_corrected_answers() -> None:
    """Accents, capitals, coordinates beside a name and other answers do not change it."""
    again = [{**ROWS[0], "position_name": "NGA TU  SO.", "lat": 21.1, "camera_type": "ptz"}, *ROWS[1:]]
    assert keys(list(reversed(again))[-1:]) == keys(ROWS)[:1]


def test_units_and_forms_differ() -> None:
    """The same words of another unit or form are another record."""
    assert len({keys(ROWS[:1])[0], keys(ROWS[:1], unit="002")[0], keys(ROWS[:1], "form2")[0]}) == 3
