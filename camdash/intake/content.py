"""What the cells of a column say of it: whether they fit a field, hold secrets, or name the field by themselves."""

import re
from dataclasses import dataclass, field

from camdash.forms.fields import all_fields
from camdash.forms.headings import PAIR, SPLIT, UNIT_PRICE
from camdash.forms.vocabulary import vocabulary
from camdash.intake.cells import reader_of
from camdash.intake.gazetteer import Gazetteer
from camdash.intake.workbook import Cell
from camdash.text.coordinates import read_pair
from camdash.text.fold import clean, fold, is_stated_absence
from camdash.text.measures import read_yes_no
from camdash.text.numbers import read_number
from camdash.text.quantity import read_quantity
from camdash.text.secrets import holds_secret

LOOK_AT = 40
"""So many filled cells, spread over the column, are looked at."""

MOSTLY = 0.8
HALF = 0.5
_FEWEST = 2
_WORDS = re.compile(
    r"\b(?:pass|password|passwd|mat khau|mk|tai khoan|user|username|account|login|dang nhap|ddns|mac|dia chi ip|ip)\b"
)
_TELLING = ("camera_type", "operating_state", "transmission", "storage_places", "purposes", "need_kind", "funding")
_YEARS = range(1990, 2101)


@dataclass(slots=True)
class Samples:
    """The data rows of a table, looked at column by column."""

    rows: list[list[Cell]]
    _seen: dict[int, list[Cell]] = field(default_factory=dict)

    def cells(self, column: int) -> list[Cell]:
        """Give up to LOOK_AT filled cells of a column, evenly spread over it."""
        if column not in self._seen:
            step = max(1, len(self.rows) // (4 * LOOK_AT))
            filled = [r[column] for r in self.rows[::step] if column < len(r) and str(r[column]).strip()]
            self._seen[column] = filled[:: max(1, len(filled) // LOOK_AT)][:LOOK_AT]
        return self._seen[column]

    def texts(self, column: int, count: int = 3) -> list[str]:
        """Give a few different texts of a column."""
        plain = (str(int(c)) if isinstance(c, float) and c.is_integer() else clean(str(c)) for c in self.cells(column))
        return list(dict.fromkeys(plain))[:count]

    def filled_columns(self) -> list[int]:
        """List the columns that hold anything in the rows looked at."""
        width = max(map(len, self.rows[:LOOK_AT]), default=0)
        return [c for c in range(width) if self.cells(c)]

    def hold_secrets(self, column: int, heading: str) -> bool:
        """Whether a column holds secrets, or by its heading accounts and passwords, not mere yes and no."""
        cells = self.cells(column)
        texts = [c for c in cells if isinstance(c, str)]
        secrets = sum(map(holds_secret, texts))
        if secrets and secrets >= HALF * len(texts):
            return True
        word = _WORDS.search(fold(heading))
        if not word or not cells:
            return False
        answers = sum(read_yes_no(c).value is not None for c in cells)
        return word[0] != "ip" and answers < HALF * len(cells)

    def fit(self, column: int, target: str) -> bool:
        """Whether a column's cells do not speak against `target`; an empty column fits anything."""
        cells = self.cells(column)
        return not cells or sum(_reads(target, c) for c in cells) >= HALF * len(cells)

    def recognise(self, columns: list[int], form: str, taken: set[str], gazetteer: Gazetteer) -> dict[int, str]:
        """Name the columns whose cells leave no doubt, none of them a target that is `taken`."""
        found: dict[int, str] = {}
        for column in columns:
            cells = self.cells(column)
            target = _told(cells, form, gazetteer) if len(cells) >= min(_FEWEST, len(self.rows)) and cells else None
            if target and target not in taken and not (target in {"lat", "lon"} and PAIR in taken):
                found[column] = target
                taken = {*taken, target}
        if len({"lat", "lon"} & set(found.values())) == 1 and not {"lat", "lon"} & (taken - set(found.values())):
            found = {c: t for c, t in found.items() if t not in {"lat", "lon"}}
        return found


def _reads(target: str, cell: Cell) -> bool:
    """Whether a cell can be read as `target`."""
    if target == "quantity" or target.startswith(SPLIT):
        reading = read_quantity(cell)
        return bool(reading.parts) or reading.zero
    if target == PAIR:
        return read_pair(cell, "").lat is not None
    known = all_fields().get(target)
    if target in {"lat", "lon", UNIT_PRICE, "cost_vnd"}:
        return isinstance(cell, int | float) or any(c.isdigit() for c in str(cell))
    if known is None or known.kind in {"unit", "ward", "district"}:
        return isinstance(cell, str)
    if known.kind == "text":
        return isinstance(cell, str) or known.name in {"row_no", "camera_code", "planned_period", "note", "model"}
    reading_ = reader_of(known, _YEARS.stop)(cell)
    return reading_.value is not None or reading_.code is None


def _told(cells: list[Cell], form: str, gazetteer: Gazetteer) -> str | None:
    """Name the field that nearly all cells speak of; None where that is open."""
    enough = MOSTLY * len(cells)
    for target, test in (("lat", _is_lat), ("lon", _is_lon), (PAIR, _is_pair)):
        if sum(map(test, cells)) >= enough:
            return target
    texts = [c for c in cells if isinstance(c, str)]
    if len(texts) < enough:
        return None
    if form != "ai_needs" and sum(_is_ward(t, gazetteer) for t in texts) >= enough:
        return "ward"
    telling = [name for name in _TELLING if form in all_fields()[name].forms]
    fits = [name for name in telling if sum(_is_answer(name, t) for t in texts) >= enough]
    plain = [t for t in set(texts) if not is_stated_absence(t)]  # "không" answers any question and tells of none
    fits = [name for name in fits if any(_is_answer(name, t) for t in plain)]
    return fits[0] if len(fits) == 1 else None


def _is_lat(cell: Cell) -> bool:
    return _within(cell, 20.53, 21.40)


def _is_lon(cell: Cell) -> bool:
    return _within(cell, 105.27, 106.05)


def _within(cell: Cell, low: float, high: float) -> bool:
    value = read_number(cell).value
    return value is not None and low <= value <= high and value != int(value)


def _is_pair(cell: Cell) -> bool:
    return isinstance(cell, str) and read_pair(cell, "").lat is not None


def _is_ward(text: str, gazetteer: Gazetteer) -> bool:
    typed = fold(text).startswith(("phuong ", "xa ", "thi tran ", "p ", "x ", "tt "))
    return typed and bool(gazetteer.wards.resolve(text, None))


def _is_answer(name: str, text: str) -> bool:
    matched = vocabulary(all_fields()[name].vocabulary or "").read(text)
    return bool(matched.codes) and not matched.unknown
