"""Records in Parquet and back."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from camdash.forms.fields import FORMS, Field, fields_of
from camdash.intake.model import Record
from camdash.store.parquet import from_parquet, identities, schema_of, to_parquet, to_records

VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": st.text(max_size=5), "int": st.integers(-(2**63), 2**63 - 1), "float": st.floats(allow_nan=False),
    "bool": st.booleans(), "list": st.lists(st.text(max_size=5), max_size=3),
}  # fmt: skip


def record(fields: tuple[Field, ...]) -> st.SearchStrategy[Record]:
    """Draw a record: its row, and any of the fields."""
    values = {f.name: VALUES[f.column] for f in fields}
    return st.fixed_dictionaries({"row": st.integers(1, 10**6)}, optional={"excluded": st.just(value=True), **values})


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
def test_records_come_back_as_they_were(form: str, data: st.DataObject) -> None:
    """Every field of every form keeps its value, its type and its absence."""
    told = data.draw(st.lists(record(fields_of(form)), max_size=3))
    assert to_records(from_parquet(form, to_parquet(form, told))) == told


def test_a_field_that_came_later_is_null_in_older_versions() -> None:
    """What was stored before a field existed is read with today's columns."""
    sink = io.BytesIO()
    pq.write_table(pa.table({"row": [1], "quantity": [2], "left_the_form": ["x"]}), sink)
    read = from_parquet("form1", sink.getvalue())
    assert read.schema == schema_of("form1")
    assert (read.column("quantity").to_pylist(), read.column("note").to_pylist()) == ([2], [None])


def test_an_unknown_field_is_a_fault_of_the_program() -> None:
    """It is not lost in silence."""
    with pytest.raises(ValueError, match="colour"):
        to_parquet("form1", [{"row": 1, "colour": "red"}])


def test_rows_are_the_same_place_however_they_are_written() -> None:
    """Accents, case and punctuation do not part rows; ward and camera code do; coordinates speak for nameless rows."""
    written = (("Ngã tư Sở", "Phường Láng"), ("NGA TU SO.", "phuong lang"))
    same = [{"position_name": position, "ward": ward} for position, ward in written]
    apart = [{"position_name": "Cổng", "ward": "A"}, {"position_name": "Cổng", "ward": "B"}, {"camera_code": "C1"}]
    nameless = [{"lat": 21.1, "lon": 105.8}, {"lat": 21.1, "lon": 105.8}, {"lat": 21.2, "lon": 105.8}]
    assert list(identities("form1", same).values()) == [2]
    assert list(identities("form1", apart).values()) == [1, 1, 1]
    assert sorted(identities("form1", nameless).values()) == [1, 2]


def test_rows_that_say_no_place_are_never_the_same() -> None:
    """A file of rows without any place repeats nothing."""
    nothing = [{"row": 1, "quantity": 2}, {"row": 2, "quantity": 2}]
    assert not identities("form1", nothing) & identities("form1", nothing)
    assert identities("form1", nothing).total() == 2
    assert identities("ai_needs", nothing).total() == 2
