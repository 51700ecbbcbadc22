"""Sums agree however they are cut: drawn surveys, drawn filters, every single-valued column."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.analysis.columns import columns
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import counts, headline, records
from camdash.analysis.snapshot import Snapshot
from camdash.forms.vocabulary import vocabulary

MakeForm = Callable[..., Snapshot]
MEASURES = ["positions", "excluded_positions", "cameras", "located_positions", "located_cameras"]
SINGLE = {form: sorted(c.name for c in columns(form).values() if c.storage != "list") for form in ("form1", "form2")}


def _code(name: str) -> st.SearchStrategy[str | None]:
    return st.none() | st.sampled_from(vocabulary(name).codes)


def _codes(name: str) -> st.SearchStrategy[list[str] | None]:
    return st.none() | st.lists(st.sampled_from(vocabulary(name).codes), max_size=3)


_ROW: dict[str, st.SearchStrategy[Any]] = {
    "quantity": st.integers(1, 40),
    "quantity_working": st.none() | st.integers(0, 50),
    "excluded": st.sampled_from([None, None, True]),
    "unit": st.sampled_from([None, "001", "CATP"]),
    "district": st.sampled_from([None, "001", "282"]),
    "camera_type": _code("camera_type"),
    "area_class": _code("area_class"),
    "operating_state": _code("operating_state"),
    "need_kind": _code("need_kind"),
    "purposes": _codes("purposes"),
    "ai_features": _codes("ai"),
    "connected_to": _codes("connected_to"),
    "protocols": _codes("protocols"),
    "storage_places": _codes("storage_places"),
    "technology": _code("technology"),
    "transmission": _code("transmission"),
    "can_share": st.none() | st.booleans(),
    "sec_strong_password": st.none() | st.booleans(),
    "retention_days": st.none() | st.integers(0, 120),
    "ward": st.sampled_from([None, "Phường Đội Cấn", "Xã Tản Lĩnh"]),
    "resolution_mp": st.none() | st.floats(0.1, 12),
    "install_year": st.none() | st.integers(1995, 2026),
    "lat": st.none() | st.floats(20.6, 21.3),
    "lon": st.none() | st.floats(105.4, 106.0),
}
ROWS = st.lists(st.fixed_dictionaries(_ROW), max_size=15)
FILTERS = st.builds(
    Filter.of,
    camera_type=st.lists(_code("camera_type"), max_size=2),
    district=st.lists(st.sampled_from([None, "001", "282"]), max_size=2),
    purposes=st.lists(_code("purposes"), max_size=2),
    ward=st.lists(st.sampled_from([None, "Phường Đội Cấn"]), max_size=1),
    install_year=st.lists(st.none() | st.integers(2014, 2024), max_size=2),
    sensitive=st.lists(st.booleans(), max_size=1),
)


def _totals(frame: pd.DataFrame) -> list[int]:
    return [int(frame[name].sum()) for name in MEASURES]


@pytest.mark.parametrize("name", ["form1", "form2"])
@settings(max_examples=25)
@given(rows=ROWS, where=FILTERS, data=st.data())
def test_every_single_valued_cut_has_the_same_total(
    form: MakeForm,
    name: str,
    rows: list[dict[str, Any]],
    where: Filter,
    data: st.DataObject,
) -> None:
    """Cut by one column or by several, "not told" included, nothing is lost and nothing doubled."""
    snapshot, where = form(name, rows), where.only(name)
    total = _totals(counts(snapshot, name, where=where))
    by = data.draw(st.lists(st.sampled_from(SINGLE[name]), min_size=1, max_size=3))
    assert _totals(counts(snapshot, name, by, where)) == total


@settings(max_examples=25)
@given(rows=ROWS, where=FILTERS)
def test_the_total_is_what_the_rows_say(form: MakeForm, rows: list[dict[str, Any]], where: Filter) -> None:
    """Cameras are the quantities of the records listed that are not excluded; no record is without its row."""
    snapshot = form("form1", rows)
    listed, total = records(snapshot, "form1", where), counts(snapshot, "form1", where=where).iloc[0]
    assert total["positions"] == len(listed)
    assert total["cameras"] == listed.loc[~listed["excluded"], "quantity"].sum()


@settings(max_examples=25)
@given(rows=ROWS, where=FILTERS)
def test_a_list_cut_counts_no_record_fewer_than_once(form: MakeForm, rows: list[dict[str, Any]], where: Filter) -> None:
    """Under several purposes a camera stands several times, never not at all."""
    snapshot = form("form1", rows)
    cut = counts(snapshot, "form1", ["purposes"], where)
    assert cut["cameras"].sum() >= counts(snapshot, "form1", where=where)["cameras"].iloc[0]


@settings(max_examples=25)
@given(rows=ROWS)
def test_no_share_passes_the_whole(form: MakeForm, rows: list[dict[str, Any]]) -> None:
    """Working, located and known cameras are at most all cameras."""
    there = headline(form("form1", rows)).existing
    assert max(there.working or 0, there.located_cameras, there.state_told) <= there.cameras


@settings(max_examples=25)
@given(rows=ROWS, where=FILTERS)
def test_the_headline_and_the_other_needs_make_all_needs(
    form: MakeForm,
    rows: list[dict[str, Any]],
    where: Filter,
) -> None:
    """New, not told and the other kinds of need are the whole of Form 2."""
    snapshot, where = form("form2", rows), where.only("form2")
    needed = headline(snapshot, where).needed
    assert needed.cameras + needed.other_cameras == counts(snapshot, "form2", where=where)["cameras"].iloc[0]
