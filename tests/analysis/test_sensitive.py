"""The rule of what no map may show is the same in SQL and on the rows of a map."""

import pytest

from camdash.analysis.filters import Filter
from camdash.analysis.inventory import records
from camdash.geo.places import is_sensitive
from tests.analysis.conftest import make_form

ROWS = [
    {"quantity": 1, "area_class": "national_security"},
    {"quantity": 1, "area_class": "school", "purposes": ["traffic", "defence"]},
    {"quantity": 1, "purposes": ["public_security"]},
    {"quantity": 1},
]


@pytest.mark.parametrize("form", ["form1", "form2"])
def test_sql_and_rows_agree_on_what_is_sensitive(form: str) -> None:
    """National security targets and defence purposes, and nothing else."""
    frame = records(make_form(form, ROWS), form, Filter())
    assert frame["sensitive"].tolist() == [True, True, False, False]
    assert is_sensitive(frame).tolist() == [True, True, False, False]
