"""Where a record's camera stands: unit, district, ward and coordinates, resolved within the campaign."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from camdash.forms.vocabulary import vocabulary
from camdash.intake.columns import CarryRule, ColumnCells, say_carried
from camdash.intake.gate import column_letters
from camdash.intake.gazetteer import Gazetteer
from camdash.intake.mapping import Columns
from camdash.intake.model import Record
from camdash.intake.rows import section_words
from camdash.intake.strings import read_texts
from camdash.intake.workbook import Cell
from camdash.problems import Problem, problem
from camdash.text.coordinates import DECIMALS, CoordinateReading, in_box, read_lat_lon, read_pair
from camdash.text.projections import names_grid

_WARDS_DOWN = CarryRule(1, 0.5)
_PLACES = ("position_name", "address", "ward", "lat")


@dataclass(slots=True)
class PlaceReader:
    """Fills the place fields of a table's records; findings go to `problems`."""

    sheet: str
    columns: Columns
    gazetteer: Gazetteer
    unit: str | None
    problems: list[Problem]
    titles: Sequence[str] = ()
    _points: dict[tuple[Cell, Cell], CoordinateReading] = field(default_factory=dict)

    def fill(
        self, records: list[Record], cells: ColumnCells, sections: dict[int, str], breaks: Collection[int]
    ) -> None:
        """Fill unit, district, ward, lat, lon; mark records that name no place at all as `placeless`."""
        self.fill_units(records, cells)
        self._fill_districts(records, cells, breaks)
        self._fill_wards(records, cells, breaks)
        self._fill_sections(records, sections)
        self._fill_points(records, cells)
        for record in records:
            self._check(record)

    def _column(self, name: str, cells: ColumnCells) -> tuple[str, list[Cell]]:
        column = self.columns.fields.get(name)
        return ("", []) if column is None else (column_letters(column + 1), cells.of(column, carried=True))

    def fill_units(self, records: list[Record], cells: ColumnCells) -> None:
        """Give a record its own unit where the unit column names another than the table's."""
        letters, values = self._column("unit", cells)
        for record, text in zip(records, read_texts(values), strict=bool(values)):
            if text is None:
                continue
            codes = self.gazetteer.units.resolve(text)
            if len(codes) == 1:
                (code,) = codes
                if code != self.unit:
                    record["unit"] = code
            elif self.unit is not None:
                self._find(
                    "unit_name_unknown",
                    record,
                    letters,
                    "unit",
                    text,
                    unit=self.gazetteer.campaign.unit(self.unit).name,
                )

    def _fill_districts(self, records: list[Record], cells: ColumnCells, breaks: Collection[int]) -> None:
        """Read the district column; a blank is a district-level unit's own, in others' forms what stands above it."""
        column = self.columns.fields.get("district")
        letters = ""
        texts: list[str | None] = [None] * len(records)
        if column is not None:
            homeless = self.unit not in self.gazetteer.district_names
            values, carried, _ = cells.carried(column, _WARDS_DOWN if homeless else None, breaks)
            say_carried(self.problems, self.sheet, "district", column, [records[at]["row"] for at in carried])
            letters, texts = column_letters(column + 1), read_texts(values)
        named = {text: self.gazetteer.districts.resolve(text) for text in set(texts) if text is not None}
        surely = {text: next(iter(codes)) for text, codes in named.items() if len(codes) == 1}
        for record, text in zip(records, texts, strict=True):
            district = surely.get(text) if text is not None else self._home(record)
            if district:
                record["district"] = district
            elif text is not None:
                self._find("district_unknown", record, letters, "district", text)

    def _home(self, record: Record) -> str | None:
        code = record.get("unit", self.unit)
        return code if code in self.gazetteer.district_names else None

    def _fill_wards(self, records: list[Record], cells: ColumnCells, breaks: Collection[int]) -> None:
        column = self.columns.fields.get("ward")
        if column is None:
            return
        homes = [record.get("district") for record in records]
        moves = {at for at in range(1, len(homes)) if homes[at] != homes[at - 1]} if len(set(homes)) > 1 else set()
        values, carried, _ = cells.carried(column, _WARDS_DOWN, moves.union(breaks))
        say_carried(self.problems, self.sheet, "ward", column, [records[at]["row"] for at in carried])
        letters = column_letters(column + 1)
        known: dict[tuple[str | None, str | None], str] = {}
        for record, text, home in zip(records, read_texts(values), homes, strict=True):
            name = known.get((text, home))
            if name is not None:
                record["ward"] = name
            elif text is not None:
                self._ward(record, text, letters)
                if "ward" in record:
                    known[text, home] = record["ward"]

    def _ward(self, record: Record, text: str, letters: str) -> None:
        district = record.get("district")
        found = self.gazetteer.wards.resolve(text, district)
        if len(found) == 1:
            record["ward"] = found[0].name
        elif found:
            names = "; ".join(f"{w.name} ({self.gazetteer.district_name(w.district)})" for w in found)
            self._find("ward_ambiguous", record, letters, "ward", text, candidates=names)
        else:
            name = self.gazetteer.district_name(district) if district else self.gazetteer.campaign.name
            self._find("ward_unknown", record, letters, "ward", text, district=name)

    def _fill_sections(self, records: list[Record], sections: dict[int, str]) -> None:
        """Let section rows give the rows below them a ward or an area class where these name none."""
        if not sections:
            return
        starts = sorted(sections)
        at, words = -1, ""
        for record in records:
            while at + 1 < len(starts) and starts[at + 1] < record["row"] - 1:
                at += 1
                words = section_words(sections[starts[at]])
            if words:
                self._section(record, words)

    def _section(self, record: Record, words: str) -> None:
        wards = self.gazetteer.wards.resolve(words, record.get("district"))
        if len(wards) == 1:
            record.setdefault("ward", wards[0].name)
            return
        classes = vocabulary("area_class").read(words).codes
        if len(classes) == 1:
            record.setdefault("area_class", classes[0])

    def _fill_points(self, records: list[Record], cells: ColumnCells) -> None:
        lat, lon = (self.columns.fields.get(name) for name in ("lat", "lon"))
        if self.columns.pair is not None:
            self._points_of(records, self.columns.pair, None, cells)
        elif lat is not None or lon is not None:
            first = lat if lat is not None else lon
            self._points_of(records, first or 0, lon if lat is not None else None, cells)

    def _points_of(self, records: list[Record], first: int, second: int | None, cells: ColumnCells) -> None:
        hint = " ".join(self.columns.named.get(c, "") for c in (first, second) if c is not None)
        hint = hint if names_grid(hint) else " ".join((hint, *filter(names_grid, self.titles)))
        ones = cells.of(first, carried=True)
        twos: list[Cell] = cells.of(second, carried=True) if second is not None else [""] * len(ones)
        letters = column_letters(first + 1)
        if _all_in_box(ones, twos):
            self._write_points(records, ones, twos, letters)
            return
        for record, one, two in zip(records, ones, twos, strict=True):
            if one == "" and two == "":
                continue
            reading = self._points.get((one, two))
            if reading is None:
                reading = read_pair(one, hint) if second is None else read_lat_lon(one, two, hint)
                self._points[one, two] = reading
            self._point(record, reading, letters, one, two)

    def _write_points(self, records: list[Record], lats: list[Any], lons: list[Any], letters: str) -> None:
        """Write plain degrees, as most forms have them, and look only at points that do not surely lie at home."""
        surely = self.gazetteer.areas.surely_holds
        for record, lat, lon in zip(records, lats, lons, strict=True):
            record["lat"], record["lon"] = round(lat, DECIMALS), round(lon, DECIMALS)
            record["coordinate_source"] = "wgs84"
            if "district" in record and not surely(record["district"], lat, lon):
                self._check_district(record, letters)

    def _point(self, record: Record, reading: CoordinateReading, letters: str, one: Cell, two: Cell) -> None:
        if reading.lat is not None and reading.lon is not None:
            record["lat"], record["lon"] = reading.lat, reading.lon
            record["coordinate_source"] = reading.source
            self._check_district(record, letters)
        if reading.code:
            value = ", ".join(str(c).strip() for c in (one, two) if c != "")
            self._find(reading.code, record, letters, "lat", value, **reading.params)

    def _check_district(self, record: Record, letters: str) -> None:
        """Flag a point that lies in no ward box of its district, nor near one."""
        district, lat, lon = record.get("district"), record["lat"], record["lon"]
        if district is None or self.gazetteer.areas.may_hold(district, lat, lon):
            return
        found = "; ".join(self.gazetteer.district_name(c) for c in self.gazetteer.areas.around(lat, lon))
        value, name = f"{lat}, {lon}", self.gazetteer.district_name(district)
        self._find("point_outside_district", record, letters, "lat", value, district=name, found=found)

    def _check(self, record: Record) -> None:
        """Look that a row names a place: nothing at all excludes it, a missing position and address are said."""
        if record.get("position_name") or record.get("address"):
            return
        if not any(record.get(name) for name in _PLACES):
            record["placeless"] = True
            self._find("place_missing", record, "", "position_name", "")
        else:
            self._find("position_missing", record, "", "position_name", "")

    def _find(self, code: str, record: Record, letters: str, name: str, value: object, **params: str | float) -> None:
        row = record["row"]
        cell = f"{letters}{row}" if letters else ""
        self.problems.append(
            problem(code, sheet=self.sheet, cell=cell, row=row, field=name, value=str(value), **params)
        )


def _all_in_box(lats: list[Cell], lons: list[Cell]) -> bool:
    """Whether two columns hold nothing but degrees of points in the box around Hanoi."""
    if not lats or set(map(type, lats)) | set(map(type, lons)) != {float}:
        return False
    return in_box(min(lats), min(lons)) and in_box(max(lats), max(lons))  # type: ignore[arg-type]  # floats
