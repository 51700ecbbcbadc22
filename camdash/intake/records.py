"""Rows of a table to records: each mapped column read once, each finding with its cell."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from camdash.forms.fields import Field, fields_of
from camdash.intake.cells import Reader, read_money, read_text, reader_of
from camdash.intake.columns import Carried, CarryRule, ColumnCells, say_carried
from camdash.intake.gate import column_letters
from camdash.intake.gazetteer import Gazetteer
from camdash.intake.mapping import Columns
from camdash.intake.model import Record
from camdash.intake.places import PlaceReader
from camdash.intake.quantities import RANGED, Counted, QuantityColumns, check_range
from camdash.intake.ranges import may_hold_range
from camdash.intake.strings import write_texts
from camdash.intake.workbook import Cell, Sheet
from camdash.problems import Problem, problem
from camdash.text.measures import ALL_ROUND
from camdash.text.reading import Reading
from camdash.text.secrets import mask, may_hold_secrets

_ELSEWHERE = {"unit", "district", "ward", "lat", "lon", "quantity", "cost_vnd"}
_HALVES = ("quantity_working", "quantity_broken")
_POSITIONS_DOWN = CarryRule(2, 1.0)


@dataclass(slots=True)
class TableReader:
    """Reads the data rows of one table; `problems` collects findings, `zeros` the rows that state none.

    `ranged` tells that some row may stand for a range of cameras.
    """

    sheet: Sheet
    form: str
    columns: Columns
    gazetteer: Gazetteer
    unit: str | None
    money_scale: int = 1
    titles: Sequence[str] = ()
    problems: list[Problem] = field(default_factory=list)
    zeros: list[int] = field(default_factory=list)
    ranged: bool = False

    def read(self, rows: list[int], sections: dict[int, str], breaks: Collection[int] = ()) -> list[Record]:
        """Give the records of `rows` (0-based sheet rows) in order; a row that lists several types gives one each.

        `breaks` are the places in `rows` over which no blank is filled from above.
        """
        cells = ColumnCells(self.sheet, rows)
        records: list[Record] = [{"row": number + 1} for number in rows]
        known = {f.name: f for f in fields_of(self.form)}
        for name, column in self.columns.fields.items():
            if name not in _ELSEWHERE:
                self._fill(records, known[name], column, cells, breaks)
        self._fill_cost(records, cells)
        places = PlaceReader(self.sheet.name, self.columns, self.gazetteer, self.unit, self.problems, self.titles)
        if self.form == "ai_needs":
            places.fill_units(records, cells)
        else:
            places.fill(records, cells, sections, breaks)
        counted = self._count_all(records, rows, cells)
        self.problems.sort(key=lambda p: p.row or 0)
        return counted

    def _fill(
        self, records: list[Record], field_: Field, column: int, cells: ColumnCells, breaks: Collection[int]
    ) -> None:
        """Read one column; equal cells are read once."""
        heading = self.columns.named.get(column, "")
        reader = reader_of(field_, self.gazetteer.campaign.year, heading)
        if field_.kind == "int":
            self._apply(records, field_.name, column, cells.plain(column), reader)
            return
        filled = cells.carried(column, _POSITIONS_DOWN if field_.name == "position_name" else None, breaks)
        rows = [records[at]["row"] for at in filled.blanks]
        say_carried(self.problems, self.sheet.name, field_.name, column, rows)
        if reader is not read_text:
            self._apply(records, field_.name, column, filled, reader)
        else:
            whole = write_texts(records, field_.name, filled)
            self.ranged = self.ranged or (field_.name in RANGED and may_hold_range(whole))
            if may_hold_secrets(whole):
                self._hide_secrets(records, field_.name, column)

    def _hide_secrets(self, records: list[Record], name: str, column: int) -> None:
        """Take addresses, accounts and passwords out of a column of free text, and say so at the cell."""
        letters = column_letters(column + 1)
        for record in records:
            text = record.get(name)
            if text is None:
                continue
            masked, kinds = mask(text)
            if kinds:
                record[name] = masked
                cell = f"{letters}{record['row']}"
                finding = problem(
                    "secret_in_text", sheet=self.sheet.name, cell=cell, row=record["row"], field=name, value=masked
                )
                self.problems.append(finding)

    def _apply(self, records: list[Record], name: str, column: int, cells: Carried, reader: Reader) -> None:
        """Write a column into the records, equal cells read once; findings are noted at each."""
        values, different = cells.cells, cells.different
        if cells.holds_truths():  # True == 1, but they are not the same answer
            keys: list[Any] = [(type(c), c) if c != "" else "" for c in values]
            told = {key: reader(key[1]) for key in set(keys) if key}
        else:
            keys = values
            told = {cell: reader(cell) for cell in different if cell != ""}
        plain = {c: r.value for c, r in told.items() if r.value is not None and r.value is not ALL_ROUND}
        for record, value in zip(records, map(plain.get, keys), strict=True):
            if value is not None:
                record[name] = value
        odd = {c: r for c, r in told.items() if r.code or r.value is ALL_ROUND}
        if odd:
            self._note(records, name, column, [(odd.get(key), cell) for key, cell in zip(keys, values, strict=True)])

    def _note(self, records: list[Record], name: str, column: int, odd: list[tuple[Reading | None, Cell]]) -> None:
        letters = column_letters(column + 1)
        for record, (reading, cell) in zip(records, odd, strict=True):
            if reading is None:
                continue
            if reading.value is ALL_ROUND:
                record["all_round"] = True
            if reading.code:
                self._find(reading, letters, record["row"], name, cell)

    def _find(self, reading: Reading, letters: str, row: int, name: str, cell: Cell) -> None:
        """Note a finding at a cell; what a later column says of the same cell is another finding."""
        value = mask(str(read_text(cell).value or ""))[0]
        self.problems.append(
            problem(
                str(reading.code),
                sheet=self.sheet.name,
                cell=f"{letters}{row}",
                row=row,
                field=name,
                value=value,
                **reading.params,
            )
        )

    def _fill_cost(self, records: list[Record], cells: ColumnCells) -> None:
        column = self.columns.fields.get("cost_vnd", self.columns.unit_price)
        if column is None:
            return
        reader = read_money(self.columns.named.get(column, ""), self.money_scale)
        self._apply(records, "cost_vnd", column, cells.plain(column), reader)

    def _count_all(self, records: list[Record], rows: list[int], cells: ColumnCells) -> list[Record]:
        """Give the records with their quantities; where each row has a whole number in its one cell, at once."""
        quantities = QuantityColumns(self.columns, self.sheet, optional=self.form == "ai_needs")
        wholes = [] if self._asks_more(records) else quantities.all_whole(cells)
        if wholes:
            for record, whole in zip(records, wholes, strict=True):
                record["quantity"] = whole
            return records
        counted: list[Record] = []
        for record, number in zip(records, rows, strict=True):
            counted += self._count(record, quantities.read(number), number)
        return counted

    def _asks_more(self, records: list[Record]) -> bool:
        """Whether a quantity is to be compared or multiplied with something else of its row, or the row left out."""
        compared = self.columns.unit_price is not None or {*_HALVES} & self.columns.fields.keys()
        return bool(compared) or self.ranged or any("placeless" in record for record in records)

    def _count(self, record: Record, counted: Counted, number: int) -> Iterator[Record]:
        """Give the row's records with their quantities, or note why there is none."""
        check_range(record, counted, self.sheet.name)
        for finding in counted.problems:
            self.problems.append(finding)
        if counted.zero:
            self.zeros.append(number)
            return
        if record.pop("placeless", False) or not (counted.parts or counted.optional):
            record["excluded"] = True
        if len(counted.parts) <= 1:
            yield self._single(record, counted.parts[0] if counted.parts else (None, None))
            return
        yield from self._several(record, counted.parts)

    def _single(self, record: Record, part: tuple[int | None, str | None]) -> Record:
        quantity, camera_type = part
        if quantity is not None:
            record["quantity"] = quantity
            self._price(record, quantity)
            self._check_sum(record)
        if camera_type:
            record["camera_type"] = camera_type
        return record

    def _several(self, record: Record, parts: list[tuple[int, str | None]]) -> Iterator[Record]:
        """Split a row by camera type: its cost stays with the first, halves that cannot be told apart go."""
        total = sum(n for n, _ in parts)
        self._price(record, total)
        halves = {name: record.pop(name) for name in _HALVES if name in record}
        if any(value not in {0, total} for value in halves.values()):
            self.problems.append(
                problem("split_unassigned", sheet=self.sheet.name, row=record["row"], field="quantity_working")
            )
            halves = {}
        for at, (quantity, camera_type) in enumerate(parts):
            share = {name: quantity if value else 0 for name, value in halves.items()}
            whole = {k: v for k, v in record.items() if at == 0 or k != "cost_vnd"}
            yield {**whole, **share, "quantity": quantity, **({"camera_type": camera_type} if camera_type else {})}

    def _price(self, record: Record, quantity: int) -> None:
        if self.columns.unit_price is None or "cost_vnd" in self.columns.fields or "cost_vnd" not in record:
            return
        record["cost_vnd"] *= quantity
        cell = f"{column_letters(self.columns.unit_price + 1)}{record['row']}"
        self.problems.append(
            problem(
                "money_unit_price",
                sheet=self.sheet.name,
                cell=cell,
                row=record["row"],
                field="cost_vnd",
                read=record["cost_vnd"],
            )
        )

    def _check_sum(self, record: Record) -> None:
        working, broken = (record.get(name) for name in _HALVES)
        if working is not None and broken is not None and working + broken != record["quantity"]:
            self.problems.append(
                problem(
                    "row_sum_differs",
                    sheet=self.sheet.name,
                    row=record["row"],
                    field="quantity",
                    working=working,
                    broken=broken,
                    quantity=record["quantity"],
                )
            )
