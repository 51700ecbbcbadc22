"""A sheet of records that was downloaded is read back as the same records."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camdash.analysis.columns import columns, stored_columns
from camdash.analysis.filters import Filter
from camdash.analysis.inventory import counts, records
from camdash.analysis.labels import Labels
from camdash.analysis.snapshot import Snapshot, load_snapshot
from camdash.forms.fields import Field, fields_of
from camdash.forms.headings import heading_book
from camdash.forms.likeness import likely_target
from camdash.forms.registry import default_campaign
from camdash.forms.vocabulary import vocabulary
from camdash.forms.wards import wards_2024
from camdash.intake.model import FileReading
from camdash.intake.reader import read_bytes
from camdash.reports._columns import heading_in_forms
from camdash.reports.facts import facts_of, file_name
from camdash.reports.tables import frame_to_xlsx, table_notes
from camdash.settings import Settings
from camdash.store import Store
from camdash.store.gather import gather
from camdash.words import Words
from tests.analysis.conftest import make_form

CAMPAIGN = default_campaign()
LANGUAGES = {language: Labels(Words(language), CAMPAIGN) for language in ("vi", "en")}
FORMS = ("form1", "form2")
ELSEWHERE = {"file", "sheet", "row", "received_on"}
"""Where a record stood is told anew when it is read anew."""

# ------------------------------------------------------------------------------------------------- any records

WORDS = "cầu giấy ngã tư trường mầm non Sơn Ca cổng sau công viên đường Láng bến đỗ số km chợ hồ"
WORD = st.sampled_from(WORDS.split(" "))
TEXT = st.lists(WORD, min_size=2, max_size=4).map(lambda words: " ".join(words).capitalize())
CODE = st.builds("{}{:03}".format, st.sampled_from(["BD-", "CAM ", "00", "T3."]), st.integers(1, 999))
EVIL = st.sampled_from(
    ["=1+1", "+84", "@a b", "-2 cột", "Ghi chú; hai, ba", 'a "b" c', "Tổng 3 cái", "100%", "1/2", "12"]
)
NUMBERS: Mapping[str, st.SearchStrategy[Any]] = {
    "height_m": st.integers(10, 600).map(lambda n: n / 10),
    "fov_deg": st.integers(1, 360).map(float),
    "range_m": st.integers(1, 500).map(float),
    "bearing_deg": st.integers(0, 3599).map(lambda n: n / 10),
    "quantity_working": st.integers(0, 99),
    "quantity_broken": st.integers(0, 99),
    "resolution_mp": st.sampled_from([0.3, 0.92, 1.0, 1.23, 2.0, 2.07, 3.69, 4.0, 5.0, 8.0, 8.29, 12.0]),
    "min_resolution_mp": st.sampled_from([0.92, 2.0, 2.07, 3.69, 4.0, 8.29]),
    "install_year": st.integers(1995, 2024),
    "bandwidth_mbps": st.sampled_from([0.5, 2.0, 10.0, 40.5, 100.0, 1000.0]),
    "retention_days": st.integers(1, 400),
    "min_retention_days": st.integers(1, 400),
    "cost_vnd": st.integers(1_000_000, 90_000_000_000),
}


def field_values(field: Field) -> st.SearchStrategy[Any]:
    """Give what a record may hold in a field that stands for itself."""
    if field.name in NUMBERS:
        return NUMBERS[field.name]
    if field.kind == "bool":
        return st.booleans()
    if field.kind == "code":
        return st.sampled_from(vocabulary(field.vocabulary or "").codes)
    if field.kind == "codes":
        codes = [code for code in vocabulary(field.vocabulary or "").codes if code != "none"]
        several = st.lists(st.sampled_from(codes), min_size=1, max_size=4, unique=True)
        return several | st.just(["none"]) if "none" in vocabulary(field.vocabulary or "").codes else several
    return CODE if field.name in {"camera_code", "model"} else TEXT | EVIL if field.name == "note" else TEXT


@st.composite
def any_record(draw: st.DrawFn, form: str) -> dict[str, Any]:
    """Draw a record of a form as reading gives them: a camera of the first unit, seldom told of whole."""
    apart = {"unit", "row_no", "district", "ward", "lat", "lon", "quantity"}
    told = {f.name: field_values(f) for f in fields_of(form) if f.name not in apart and not f.derived}
    record = {name: draw(st.none() | values) for name, values in told.items()}
    record |= draw(places())
    record["quantity"] = draw(st.integers(1, 500) | st.none())
    if record["bearing_deg"] is None and draw(st.booleans()):
        record["all_round"] = True
    nowhere = not any(record.get(name) for name in ("position_name", "address", "ward", "lat"))
    return {**record, "excluded": record["quantity"] is None or nowhere}


@st.composite
def places(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a ward of a district and a point, each told or not; a district's own unit lies in its district."""
    ward = draw(st.sampled_from(wards_2024().wards))
    district, named = draw(st.sampled_from([(ward.district, ward.name), (ward.district, None), ("001", None)]))
    place: dict[str, Any] = {"district": district, "ward": named}
    if draw(st.booleans()):
        place |= {
            "lat": draw(degrees(20.54, 21.39)),
            "lon": draw(degrees(105.28, 106.04)),
            "coordinate_source": "wgs84",
        }
    return place


def degrees(low: float, high: float) -> st.SearchStrategy[float]:
    """Draw degrees of six decimals."""
    return st.floats(low, high).map(lambda value: round(value, 6))


@st.composite
def any_records(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    """Draw records of one form."""
    form = draw(st.sampled_from(FORMS))
    return form, draw(st.lists(any_record(form), min_size=1, max_size=8))


@settings(max_examples=80)
@given(drawn=any_records(), language=st.sampled_from(sorted(LANGUAGES)), whole=st.booleans())
def test_any_records_come_back(drawn: tuple[str, list[dict[str, Any]]], language: str, *, whole: bool) -> None:
    """All fields, lists, nulls, points and rows not counted, with or without the columns that are worked out."""
    form, rows = drawn
    names = () if whole else [column.name for column in stored_columns(form)]
    assert_comes_back(make_form(form, rows), form, Filter(), LANGUAGES[language], names)


# -------------------------------------------------------------------------------------------- the real material


@pytest.mark.timeout(600)
def test_the_test_city_comes_back(shared: Path, tmp_path: Path) -> None:
    """Every unit's records of both forms, from its messy file to the picture, to a download, and back."""
    folder = shared / "real" / "city" / "returns"
    with Store.open(Settings(tmp_path, f"sqlite:///{tmp_path / 'camdash.db'}")) as store:
        for item in gather([folder], date(2024, 3, 20)).items:
            content = Path(str(item.source)).read_bytes()
            reading = read_bytes(item.name, content, CAMPAIGN)
            store.save("2024", reading, content, received_on=item.received_on)
        snapshot = load_snapshot(store, "2024")
    for form in FORMS:
        units = counts(snapshot, form, ["unit"])["unit"]
        assert len(units) > 20
        for unit in units:
            assert_comes_back(snapshot, form, Filter.of(unit=unit), LANGUAGES["vi"])


# ----------------------------------------------------------------------------------------------- chosen columns


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("form", FORMS)
def test_no_derived_column_is_taken_for_a_field(form: str, language: str) -> None:
    """Whatever is worked out keeps a heading of its own that no reader knows, alone with a few columns or with all."""
    fields = {f.name for f in fields_of(form) if not f.derived}
    for column in columns(form).values():
        heading = heading_in_forms(column.name, form, LANGUAGES[language])
        known = heading_book().target(form, heading) or likely_target(form, heading)
        assert bool(known) == (column.name in fields), heading


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("form", FORMS)
def test_headings_are_all_different(form: str, language: str) -> None:
    """No two columns of one table have one name, so that no property of a point hides another."""
    headings = [heading_in_forms(column.name, form, LANGUAGES[language]) for column in columns(form).values()]
    assert len(set(headings)) == len(headings)


def test_what_every_row_denies_is_no_field() -> None:
    """A column of "không" alone, such as rows that are counted, is not taken for the camera's transmission."""
    rows = [{"position_name": f"Cổng trường số {n}", "quantity": n, "area_class": "school"} for n in range(1, 6)]
    frame = records(make_form("form2", rows), "form2", Filter(), ["position_name", "quantity", "excluded", "sensitive"])
    (table,) = read_bytes("a.xlsx", frame_to_xlsx(frame, "form2", LANGUAGES["vi"]), CAMPAIGN).tables
    assert (table.form, sorted(table.columns)) == ("form2", ["position_name", "quantity"])


# ------------------------------------------------------------------------------------------------- comparing


def assert_comes_back(
    snapshot: Snapshot, form: str, where: Filter, labels: Labels, names: tuple[str, ...] | list[str] = ()
) -> None:
    """Export the records, read them as a file that arrives, and compare every field of every record."""
    frame = records(snapshot, form, where, names)
    told = file_name(facts_of(snapshot, form, labels, where), labels.words, "xlsx")
    content = frame_to_xlsx(frame, form, labels, notes=table_notes(snapshot, form, labels, where))
    reading = read_bytes(told, content, snapshot.campaign)
    assert differences(frame, reading, form) == []


def differences(frame: pd.DataFrame, reading: FileReading, form: str) -> list[tuple[int, str, Any, Any]]:
    """List where what was read is not what was exported: place, field, before, after."""
    assert [table.form for table in reading.tables] == [form]
    (table,) = reading.tables
    assert len(table.records) == len(frame), table.skipped_rows
    names = [*(f.name for f in fields_of(form)), "excluded"]
    before = [{name: plain(line[name]) for name in names} for line in frame.to_dict("records")]
    others = {"unit": table.unit, "excluded": False}  # what a record read need not say
    after = [{**others, **{k: plain(v) for k, v in record.items()}} for record in table.records]
    return [
        (at, name, old[name], new.get(name))
        for at, (old, new) in enumerate(zip(before, after, strict=True))
        for name in names
        if old[name] != new.get(name)
    ]


def plain(value: Any) -> Any:
    """Give a value without the ways in which nothing is written."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return value or None
    return None if value is None or pd.isna(value) else value
