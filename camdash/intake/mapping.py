"""Which column of a table holds which field, and how surely: confirmed, listed, alike, or told by its cells."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from camdash.forms.headings import (
    NOT_A_BRAND,
    NUMBERING,
    PAIR,
    SECRET,
    SPLIT,
    UNIT_PRICE,
    heading_book,
    heading_key,
    nameless,
)
from camdash.forms.likeness import axis_of, likely_target
from camdash.intake.content import Samples
from camdash.intake.gate import column_letters
from camdash.intake.gazetteer import Gazetteer
from camdash.intake.layout import Heading
from camdash.intake.model import EVERY_UNIT, LEFT_OUT, ColumnReading, Confidence, Meanings
from camdash.intake.workbook import Cell


@dataclass(slots=True)
class Columns:
    """Which 0-based column holds what; `named` keeps the heading text of every column, "" where it has none.

    `how` tells of each column that is read how surely it was understood; `nameless` are columns with cells but without
    a heading, `left_out` those a person said to leave out.
    """

    fields: dict[str, int] = field(default_factory=dict)
    pair: int | None = None
    split: dict[str, int] = field(default_factory=dict)
    unit_price: int | None = None
    unmapped: dict[int, str] = field(default_factory=dict)
    secret: dict[int, str] = field(default_factory=dict)
    doubled: dict[int, str] = field(default_factory=dict)
    left_out: dict[int, str] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    how: dict[int, Confidence] = field(default_factory=dict)
    by_content: set[int] = field(default_factory=set)

    @property
    def known(self) -> int:
        """How many columns were understood."""
        return len(self.fields) + (self.pair is not None) + len(self.split)

    def target_of(self, column: int) -> str:
        """Name what a column is read as; "" where it is not read."""
        if column == self.pair:
            return PAIR
        if column == self.unit_price:
            return UNIT_PRICE
        for camera_type, split in self.split.items():
            if split == column:
                return SPLIT + camera_type
        return next((name for name, c in self.fields.items() if c == column), "")

    def place(self, target: str, column: int, how: Confidence) -> bool:
        """Read a column as `target` unless that is taken; tell whether it was free."""
        taken = target in self.fields or (target == PAIR and self.pair is not None)
        if taken or (target == UNIT_PRICE and self.unit_price is not None):
            return False
        if target == PAIR:
            self.pair = column
        elif target == UNIT_PRICE:
            self.unit_price = column
        elif target.startswith(SPLIT):
            if target.removeprefix(SPLIT) in self.split:
                return False
            self.split[target.removeprefix(SPLIT)] = column
        else:
            self.fields[target] = column
        self.how[column] = how
        return True


@dataclass(frozen=True, slots=True)
class Memory:
    """What people confirmed of the headings of one form, for one unit and for all units."""

    columns: Mapping[str, str]

    @classmethod
    def of(cls, meanings: Meanings, unit: str | None, form: str) -> "Memory":
        """Take from all meanings those that hold here; a unit's own go before those of every unit."""
        common = {key: to for (whose, of, key), to in meanings.columns.items() if whose == EVERY_UNIT and of == form}
        own = {key: to for (whose, of, key), to in meanings.columns.items() if whose == unit and of == form}
        return cls({**common, **own})


def map_columns(heading: Heading, form: str, rows: list[list[Cell]], memory: Memory | None = None) -> Columns:
    """Map a heading's columns to the targets of `form`; `rows` are the data rows, of which some are looked at."""
    columns = Columns(named={c: " – ".join(path) for c, path in heading.paths.items()})
    samples = Samples(rows)
    open_ = _confirm(columns, heading, memory or Memory({}))
    children = Counter(path[0] for path in heading.paths.values() if len(path) > 1)
    for column in list(open_):
        path = open_[column]
        target = _listed(form, path, only_child=children[path[0]] <= 1)
        if target == SECRET or (target is None and samples.hold_secrets(column, columns.named[column])):
            columns.secret[column] = columns.named[column]
        elif target == NOT_A_BRAND:
            columns.unmapped[column] = columns.named[column]
        elif target is None:
            continue
        elif not (columns.place(target, column, "sure") or _halve_pair(columns, target, column, path, heading)):
            columns.doubled[column] = target
        del open_[column]
    _place_likely(columns, form, open_, samples)
    for column in open_:
        columns.unmapped[column] = columns.named[column]
    if columns.pair is not None and {"lat", "lon"} <= columns.fields.keys():
        columns.doubled[columns.pair], columns.pair = "lat", None
    return columns


def _confirm(columns: Columns, heading: Heading, memory: Memory) -> dict[int, tuple[str, ...]]:
    """Read the columns people told of, and give the rest."""
    rest = {}
    for column, path in heading.paths.items():
        meant = memory.columns.get(heading_key(columns.named[column]))
        if meant == LEFT_OUT:
            columns.left_out[column] = columns.named[column]
        elif meant is None or not columns.place(meant, column, "confirmed"):
            rest[column] = path
    return rest


def _tries(path: tuple[str, ...], *, only_child: bool) -> list[str]:
    """Give the texts a column may be known by: its whole path, its own heading, its parent's where it stands alone."""
    path = tuple(NUMBERING.sub("", text) for text in path) if len(path) > 1 else path
    tries = [" ".join(path), path[-1], *([path[0]] if only_child else [])]
    return tries + [" ".join(path[i:]) for i in range(1, len(path) - 1)]


def _listed(form: str, path: tuple[str, ...], *, only_child: bool) -> str | None:
    book = heading_book()
    return next((t for t in (book.target(form, text) for text in _tries(path, only_child=only_child)) if t), None)


def _halve_pair(columns: Columns, target: str, column: int, path: tuple[str, ...], heading: Heading) -> bool:
    """Take one heading "Tọa độ" over two columns for latitude and longitude; their order is told by magnitude."""
    first = columns.pair
    if target != PAIR or first != column - 1 or heading.paths.get(first) != path:
        return False
    columns.pair = None
    return columns.place("lat", first, "sure") and columns.place("lon", column, "sure")


def _place_likely(columns: Columns, form: str, open_: dict[int, tuple[str, ...]], samples: Samples) -> None:
    """Place the headings that are like a known one, the likest first, where the cells do not speak against it."""
    guesses = []
    for column, path in open_.items():
        found = [g for g in (likely_target(form, text) for text in _tries(path, only_child=False)) if g]
        axis = next((a for a in map(axis_of, _tries(path, only_child=False)) if a), "")
        if axis or found:
            guesses.append((-found[0].likeness, column, found[0].target) if not axis else (-100.0, column, axis))
    for _, column, target in sorted(guesses):
        if samples.fit(column, target) and columns.place(target, column, "likely"):
            del open_[column]


def complete(
    columns: Columns, form: str, rows: list[list[Cell]], gazetteer: Gazetteer, memory: Memory | None = None
) -> None:
    """Recognise what is left by its cells: columns nobody could name, and columns without a heading."""
    samples, told = Samples(rows), memory.columns if memory else {}
    for column in samples.filled_columns():
        if column not in columns.named:
            columns.named[column] = ""
            meant = told.get(heading_key(nameless(column_letters(column + 1))))
            if meant == LEFT_OUT:
                columns.left_out[column] = ""
            elif meant is not None and columns.place(meant, column, "confirmed"):
                continue
            elif samples.hold_secrets(column, ""):
                columns.secret[column] = ""
            else:
                columns.unmapped[column] = ""
    taken = {*columns.fields, *([PAIR] if columns.pair is not None else [])}
    for column, target in samples.recognise(list(columns.unmapped), form, taken, gazetteer).items():
        if columns.place(target, column, "likely"):
            del columns.unmapped[column]
            columns.by_content.add(column)


def column_readings(columns: Columns, rows: list[list[Cell]]) -> list[ColumnReading]:
    """Tell of every column, from left to right, how it was understood, with a few of its texts."""
    samples = Samples(rows)
    found = []
    for column in sorted(columns.named):
        target = columns.target_of(column)
        how: Confidence = "secret" if column in columns.secret else columns.how.get(column, "unknown")
        if column in columns.left_out:
            target, how = LEFT_OUT, "confirmed"
        texts = [] if how == "secret" else samples.texts(column)
        found.append(ColumnReading(column_letters(column + 1), columns.named[column], target, how, texts))
    return found
