"""Where records are drawn: everything adds up to the table, and what is sensitive has no place of its own."""

from typing import Any

import h3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.analysis.cells import MAX_CELLS, cells
from camdash.analysis.filters import Filter
from camdash.analysis.finding import bounds_of, find
from camdash.analysis.inventory import counts
from camdash.analysis.measures import areas
from camdash.analysis.places import Places, extent, in_cell, on_pole, places, points
from camdash.analysis.snapshot import Snapshot
from camdash.geo.cells import parent_bits
from camdash.geo.places import Tally
from tests.analysis.conftest import make_form

EVERYTHING = Filter()
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "lat": st.one_of(st.none(), st.floats(20.4, 21.5)),
            "lon": st.one_of(st.none(), st.floats(105.2, 106.1)),
            "ward": st.sampled_from([None, "Phường Phúc Xá", "Phường phúc xá", "Xã Không Có", ""]),
            "district": st.sampled_from([None, "001", "271", "999"]),
            "quantity": st.one_of(st.none(), st.integers(1, 500)),
            "excluded": st.booleans(),
            "area_class": st.sampled_from([None, "market", "national_security"]),
            "purposes": st.sampled_from([None, [], ["traffic"], ["traffic", "defence"]]),
            "camera_type": st.sampled_from([None, "ptz", "fixed"]),
        }
    ),
    min_size=1,
    max_size=30,
)
FILTERS = st.builds(
    Filter.of,
    district=st.lists(st.sampled_from([None, "001", "271"]), max_size=2),
    camera_type=st.lists(st.sampled_from([None, "ptz", "fixed"]), max_size=2),
    purposes=st.lists(st.sampled_from([None, "traffic", "defence"]), max_size=2),
    priority=st.lists(st.sampled_from(["high"]), max_size=1),
)
HERE = {"lat": 21.03, "lon": 105.85, "district": "001", "quantity": 2}


def _of(rows: list[dict[str, Any]], form: str = "form1") -> Snapshot:
    return make_form(form, rows)


def _where(record: dict[str, Any]) -> Places:
    return places(_of([{"quantity": 1, **record}]), "form1")


@settings(max_examples=60)
@given(RECORDS, FILTERS, st.sampled_from(["form1", "form2"]))
def test_the_map_and_the_unlocated_add_up_to_the_table(records: list[dict[str, Any]], where: Filter, form: str) -> None:
    """Points (and cells) + wards + districts + nowhere = the totals of counts, under any filter."""
    snapshot = _of(records, form)
    found = places(snapshot, form, where)
    table = counts(snapshot, form, (), where.only(form)).iloc[0]
    assert found.total == Tally(int(table["positions"]), int(table["cameras"]))
    dots = points(snapshot, form, where)
    assert found.located == Tally(len(dots), sum(each["cameras"] for each in dots))
    gathered = cells(snapshot, ((form, "camera_type"),), where)
    inside = [each.existing + each.needed for each in gathered.hexagons]
    assert sum(inside, Tally()) == found.located
    assert all(sum(each.make_up[form].values()) == (each.existing + each.needed).cameras for each in gathered.hexagons)
    assert all(each.lat and each.lon for each in found.wards)


@settings(max_examples=60)
@given(RECORDS)
def test_a_sensitive_record_is_only_part_of_a_district(records: list[dict[str, Any]]) -> None:
    """National security and defence never have a dot, a cell or a ward of their own."""
    secret = [
        record
        for record in records
        if record["area_class"] == "national_security" or "defence" in (record["purposes"] or [])
    ]
    snapshot = _of(secret or [{"area_class": "national_security"}])
    found = places(snapshot, "form1")
    assert (found.located, found.wards) == (Tally(), ())
    assert found.restricted == found.total
    assert not points(snapshot, "form1")
    assert not cells(snapshot, (("form1", "camera_type"),), EVERYTHING).hexagons
    assert not areas(snapshot, "ward", EVERYTHING)
    assert extent(snapshot, EVERYTHING) is None


@pytest.mark.parametrize("form", ["form1", "form2"])
def test_what_is_sensitive(form: str) -> None:
    """National security targets and defence purposes, and nothing else."""
    told: list[dict[str, Any]] = [
        {"area_class": "national_security"},
        {"area_class": "school", "purposes": ["traffic", "defence"]},
        {"purposes": ["public_security"]},
        {},
    ]
    assert [places(_of([{"quantity": 1, **row}], form), form).restricted.positions for row in told] == [1, 1, 0, 0]


def test_each_record_goes_to_the_nearest_place_known() -> None:
    """Own coordinates before the ward, the ward before the district, the district before nowhere."""
    ward = {"ward": "Phường Phúc Xá"}
    assert _where({"lat": 21.03, "lon": 105.85, "district": "001"}).located.positions == 1
    assert _where({**ward, "district": "001"}).in_wards.positions == 1
    assert _where({"ward": "Phường Lạ", "district": "001"}).in_districts.positions == 1
    assert _where({**ward, "lon": 105.8}).nowhere.positions == 1
    assert _where({"lat": 10.0, "lon": 105.85, "district": "002"}).in_districts.positions == 1


def test_one_number_a_ward_with_its_middle() -> None:
    """Two records of a ward are one, with their sum, at the middle of that ward."""
    row = {"ward": "Phường Phúc Xá", "district": "001"}
    [ward] = places(_of([{**row, "quantity": 3}, {**row, "quantity": 4}]), "form1").wards
    assert (ward.district, ward.ward, ward.counted) == ("001", "Phường Phúc Xá", Tally(2, 7))
    assert (ward.lat, ward.lon) == (21.046798, 105.848112)


def test_excluded_records_keep_their_place_but_count_no_camera() -> None:
    """An excluded record is a position without cameras (FORMS.md §6)."""
    assert _where({**HERE, "quantity": 5, "excluded": True}).located == Tally(1, 0)


def test_cells_are_as_fine_as_their_number_allows() -> None:
    """The closer the records, the finer the cells; a chosen size is kept where it is not too many."""
    wide = [{"lat": 20.6 + n % 80 / 120, "lon": 105.3 + n // 80 / 120, "quantity": 1} for n in range(6_400)]
    near = [{**row, "lat": 21 + (row["lat"] - 21) / 60, "lon": 105.8 + (row["lon"] - 105.8) / 60} for row in wide]
    cut = (("form1", "operating_state"),)
    city, quarter = (cells(_of(rows), cut, EVERYTHING) for rows in (wide, near))
    assert city.resolution < quarter.resolution
    assert len(city.hexagons) <= MAX_CELLS
    assert cells(_of(near), cut, EVERYTHING, "large").resolution == 7
    assert cells(_of(wide), cut, EVERYTHING, "small").coarser
    [first, *_] = quarter.hexagons
    assert h3.get_resolution(first.cell) == quarter.resolution


def test_a_cell_lists_its_records() -> None:
    """As many as it counts, of the filter's; no more than asked for."""
    snapshot = _of([HERE, HERE, {**HERE, "camera_type": "ptz"}, {**HERE, "area_class": "national_security"}])
    [cell] = cells(snapshot, (("form1", "camera_type"),), EVERYTHING).hexagons
    bits = (h3.str_to_int(cell.cell), *parent_bits(h3.get_resolution(cell.cell)))
    count, rows = in_cell(snapshot, "form1", EVERYTHING, bits, 2)
    assert (count, len(rows)) == (cell.existing.positions, 2) == (3, 2)
    assert in_cell(snapshot, "form1", Filter.of(camera_type="ptz"), bits)[0] == 1


def test_a_pole_lists_what_stands_on_it() -> None:
    """Within two metres, whatever is sensitive left out."""
    metre = 1 / 110_700
    rows = [HERE, {**HERE, "lat": 21.03 + metre}, {**HERE, "lat": 21.03 + 4 * metre}, {**HERE, "purposes": ["defence"]}]
    snapshot = _of(rows)
    assert on_pole(snapshot, "form1", EVERYTHING, ("form1", "1.0"))[0] == 2
    assert on_pole(snapshot, "form1", EVERYTHING, ("form1", "1.3"))[0] == 0


def test_measures_leave_out_what_is_not_told() -> None:
    """A share is of the cameras whose state is told; nothing told is no share."""
    rows = [
        {"district": "001", "quantity": 6, "operating_state": "working"},
        {"district": "001", "quantity": 2, "operating_state": "broken", "quantity_working": 0},
        {"district": "001", "quantity": 4},
        {"district": "002", "quantity": 5},
    ]
    found = areas(_of(rows), "district", EVERYTHING)
    first, second = found["001", None], found["002", None]
    assert first.measure("working") == 6 / 8
    assert first.measure("unknown") == 4 / 12
    assert first.measure("per_km2", 4.0) == 3
    assert first.measure("needs_per_camera") == 0
    assert second.measure("working") is None
    assert second.measure("per_km2") is None
    assert sum(area.cameras for area in found.values()) == 17
    with pytest.raises(KeyError):
        first.measure("beauty")


def test_places_are_found_without_accents() -> None:
    """Districts, wards, units and positions; what is sensitive is not found."""
    snapshot = _of(
        [
            {**HERE, "position_name": "Chợ Đồng Xuân", "ward": "Phường Phúc Xá"},
            {**HERE, "position_name": "Chợ Đồng Xuân kín", "area_class": "national_security"},
        ]
    )
    assert find(snapshot, "ba dinh")[0].name == "Quận Ba Đình"
    assert {each.kind for each in find(snapshot, "phúc xá")} == {"ward"}
    [market] = [each for each in find(snapshot, "cho dong") if each.kind == "position"]
    assert (market.name, market.within, market.spot) == (
        "Chợ Đồng Xuân",
        "Phường Phúc Xá, Quận Ba Đình",
        (105.85, 21.03),
    )
    assert market.bounds is not None
    assert find(snapshot, "100%_") == find(snapshot, " ") == ()


def test_a_unit_is_framed_by_its_records() -> None:
    """A department's points tell where it is."""
    snapshot = make_form("form1", [HERE, {**HERE, "lat": 21.1}], "SGTVT")
    unit = next((each for each in find(snapshot, "giao thong") if each.kind == "unit"), None)
    assert unit is not None
    assert bounds_of(snapshot, unit) in {None, (105.85, 21.03, 105.85, 21.1)}
    assert extent(snapshot, EVERYTHING) == (105.85, 21.03, 105.85, 21.1)
